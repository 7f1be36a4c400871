package form

func (b *book) writeHelp() error { return nil }
