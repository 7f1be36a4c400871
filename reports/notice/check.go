package notice

func (e *eval) check() {}
