package campaign

// Error says that the folder is not ready for what is to be done in it.
type Error struct{ Message, Fix string }

func (e *Error) Error() string { return e.Message }

// Advice says what to do about it.
func (e *Error) Advice() string { return e.Fix }
