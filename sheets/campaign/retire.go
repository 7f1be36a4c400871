package campaign

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Retire moves a file into 历史 beside it, under a name that is free there, and
// says where it is; "" if there is no such file.
func Retire(path string) (to string, err error) {
	if !exists(path) {
		return "", nil
	}
	dir := filepath.Join(filepath.Dir(path), History)
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return "", err
	}
	ext := filepath.Ext(path)
	stem := filepath.Join(dir, strings.TrimSuffix(filepath.Base(path), ext))
	to = stem + ext
	for n := 2; exists(to); n++ {
		to = fmt.Sprintf("%s-%d%s", stem, n, ext)
	}
	return to, os.Rename(path, to)
}
