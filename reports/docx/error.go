package docx

// Error says in Chinese why a file cannot be read and what to do about it.
type Error struct {
	Message string
	Err     error // the cause, may be nil
}

func (e *Error) Error() string { return e.Message }

func (e *Error) Unwrap() error { return e.Err }

func damaged(part string, err error) error {
	return &Error{Message: "文档已损坏：" + part + " 无法读取。请用 Word 或 WPS 打开后另存为新的 .docx 再试", Err: err}
}
