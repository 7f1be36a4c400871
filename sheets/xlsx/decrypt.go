package xlsx

import (
	"bytes"
	"io"

	"github.com/xuri/excelize/v2"
)

// encryptedBytes is a limit of its own: decrypting takes several times the size
// of the file.
const encryptedBytes = 32 << 20

// openEncrypted opens a workbook behind a password. It is decrypted in memory.
func openEncrypted(r io.ReaderAt, size int64, o *options) (*Workbook, error) {
	if o.password == "" {
		return nil, notWorkbook(FormatEncrypted)
	}
	if size > encryptedBytes {
		return nil, &LimitError{Message: "加密的文件过大。", Fix: fixLimit}
	}
	raw := make([]byte, size)
	if _, err := io.ReadFull(io.NewSectionReader(r, 0, size), raw); err != nil {
		return nil, err
	}
	plain, ok := decrypt(raw, o.password)
	if !ok || !bytes.HasPrefix(plain, []byte("PK")) {
		return nil, &FormatError{
			Kind:    FormatEncrypted,
			Message: "工作簿设置了打开密码，用给出的密码打不开。",
			Fix:     "请核对密码；或者用 Excel、WPS 打开后取消打开密码，保存后重新报送。",
		}
	}
	return openPackage(bytes.NewReader(plain), int64(len(plain)), o)
}

// decrypt leaves the cryptography to excelize and keeps its panics, which
// hostile files can provoke, to itself.
func decrypt(raw []byte, password string) (plain []byte, ok bool) {
	defer func() {
		if recover() != nil {
			plain, ok = nil, false
		}
	}()
	plain, err := excelize.Decrypt(raw, &excelize.Options{Password: password})
	return plain, err == nil
}
