package xlsx

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"
	"unicode/utf16"
)

// Two kinds of container that need a closer look.
const (
	formatPackage  FormatKind = "package"  // zip
	formatCompound FormatKind = "compound" // OLE
)

// signatures tell a file by its first bytes.
var signatures = []struct {
	head string
	kind FormatKind
}{
	{"PK\x03\x04", formatPackage},
	{"PK\x05\x06", formatPackage},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", formatCompound},
	{"\x09\x08\x10\x00\x00\x06\x05\x00", FormatXLS}, // BIFF8 without a container
	{"\x09\x08\x08\x00\x00\x05", FormatXLS},
	{"\x09\x04\x06\x00", FormatXLS},
	{"\x09\x02\x06\x00", FormatXLS},
	{"\x09\x00\x04\x00", FormatXLS},
	{"%PDF-", FormatPDF},
	{"\xFF\xD8\xFF", FormatImage},
	{"\x89PNG\r\n", FormatImage},
	{"GIF8", FormatImage},
	{"BM", FormatImage},
	{"Rar!", FormatArchive},
	{"7z\xBC\xAF\x27\x1C", FormatArchive},
	{"\x1F\x8B", FormatArchive},
	{`{\rtf`, FormatDOC},
}

// sniff tells what a file is from its first bytes. The name, in lower case,
// only helps where they leave it open.
func sniff(head []byte, name string) FormatKind {
	if strings.HasPrefix(name, "~$") {
		return FormatLock
	}
	if len(head) == 0 {
		return FormatEmpty
	}
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.head)) {
			if s.head == "BM" && sniffText(head, name) == FormatCSV {
				break // a table whose first heading begins like a bitmap
			}
			return s.kind
		}
	}
	if bytes.Count(head, []byte{0}) == len(head) {
		return FormatEmpty // a file system that crashed leaves zeros behind
	}
	return sniffText(head, name)
}

// compoundKind tells what an OLE file holds. Its directory is a row of entries
// of 128 bytes; looking at every place where one could be finds them without
// trust in the tables that lead there.
func compoundKind(r io.ReaderAt, size int64, name string) FormatKind {
	streams := map[string]bool{}
	buf := make([]byte, 64<<10)
	for off := int64(512); off < size; off += int64(len(buf)) {
		n, _ := r.ReadAt(buf, off)
		for b := buf[:n]; len(b) >= 128; b = b[128:] {
			if s := directoryEntry(b); s != "" && len(streams) < 1000 {
				streams[s] = true
			}
		}
	}
	switch {
	case streams["EncryptedPackage"], streams["EncryptionInfo"]:
		return FormatEncrypted
	case streams["WordDocument"]:
		return FormatDOC
	case streams["PowerPoint Document"]:
		return FormatPPT
	case strings.HasSuffix(name, ".et"), strings.HasSuffix(name, ".ett"):
		return FormatET
	case streams["Workbook"], streams["Book"]:
		return FormatXLS
	}
	return FormatUnknown
}

// directoryEntry gives the name of a stream if b holds a directory entry.
func directoryEntry(b []byte) string {
	length := int(binary.LittleEndian.Uint16(b[64:]))
	if length < 4 || length > 64 || length%2 != 0 || b[66] != 2 {
		return ""
	}
	units := make([]uint16, length/2-1)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// foreignKind names the format of a zip file that is no OOXML package.
func (c *container) foreignKind() FormatKind {
	switch {
	case c.has("mimetype") && c.has("content.xml"):
		return FormatODS
	case c.has("Index/Document.iwa"), c.has("Index.zip"):
		return FormatNumbers
	case c.has("word/document.xml"):
		return FormatDOCX
	}
	return FormatZip
}
