package xlsx

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"testing"
)

// TestEveryTruncation cuts a stored workbook's sheet at every byte and a
// deflated workbook at every byte.
func TestEveryTruncation(t *testing.T) {
	p := simple()
	whole := p[sheetPart]
	for n := range len(whole) {
		if _, err := readAll(p.with(sheetPart, whole[:n]).stored()); err == nil {
			t.Fatalf("a sheet of %d of %d bytes was read", n, len(whole))
		}
	}
	data := p.zip()
	for n := range len(data) {
		if _, err := readAll(data[:n]); err == nil {
			t.Fatalf("a file of %d of %d bytes was read", n, len(data))
		}
	}
}

// TestEveryByte changes each byte of a workbook. What is still read must be
// the same as before: the change was to something that does not matter.
func TestEveryByte(t *testing.T) {
	if testing.Short() {
		t.Skip("spoils every byte")
	}
	for name, data := range map[string][]byte{"deflated": simple().zip(), "stored": simple().stored()} {
		want, err := readAll(data)
		if err != nil {
			t.Fatal(err)
		}
		step := 1
		if raceEnabled {
			step = 7
		}
		for i := 0; i < len(data); i += step {
			for _, flip := range []byte{0x01, 0x20, 0x80} {
				twin := bytes.Clone(data)
				twin[i] ^= flip
				got, err := readAll(twin)
				if err == nil && fmt.Sprint(got) != fmt.Sprint(want) {
					t.Fatalf("%s: byte %d changed, and the content with it", name, i)
				}
			}
		}
	}
}

// directoryFields changes the directory entry of a part in a stored workbook.
func directoryFields(t *testing.T, data []byte, part string, change func(entry []byte)) []byte {
	t.Helper()
	twin := bytes.Clone(data)
	for i := bytes.Index(twin, []byte("PK\x01\x02")); i >= 0; {
		n := int(binary.LittleEndian.Uint16(twin[i+28:]))
		if string(twin[i+46:i+46+n]) == part {
			change(twin[i:])
			return twin
		}
		next := bytes.Index(twin[i+4:], []byte("PK\x01\x02"))
		if next < 0 {
			break
		}
		i += 4 + next
	}
	t.Fatalf("no entry for %s", part)
	return nil
}

func TestDamagedContainer(t *testing.T) {
	put16, put32 := binary.LittleEndian.PutUint16, binary.LittleEndian.PutUint32
	add32 := func(b []byte, n int) { put32(b, uint32(int(binary.LittleEndian.Uint32(b))+n)) }
	cases := []struct {
		name    string
		change  func(entry []byte)
		message string
	}{
		{"checksum", func(e []byte) { e[16] ^= 1 }, msgChecksum},
		{"checksum zero", func(e []byte) { put32(e[16:], 0) }, msgChecksum},
		{"size too small", func(e []byte) { add32(e[24:], -1) }, msgSize},
		{"size too large", func(e []byte) { add32(e[24:], 1) }, msgSize},
		{"stored size too small", func(e []byte) { add32(e[20:], -1) }, msgInflate},
		{"stored size too large", func(e []byte) { add32(e[20:], 1) }, msgSize},
		{"method unknown", func(e []byte) { put16(e[10:], 12) }, msgMethod},
	}
	data := simple().zip()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := readAll(directoryFields(t, data, sheetPart, c.change))
			var d *DamageError
			if !errors.As(err, &d) || d.Message != c.message || d.Part != sheetPart {
				t.Fatalf("got %#v, want %s", err, c.message)
			}
		})
	}
	t.Run("part twice", func(t *testing.T) {
		p := simple().with("XL/worksheets/Sheet1.xml", worksheet(""))
		wantDamage(t, p, msgTwice, sheetPart, "表1", "")
	})
	t.Run("bytes behind the compressed data", func(t *testing.T) {
		// The directory counts bytes that inflating never reaches.
		twin := directoryFields(t, data, sheetPart, func(e []byte) { add32(e[20:], 16) })
		if _, err := readAll(twin); err == nil {
			t.Fatal("read")
		}
	})
	t.Run("zip password", func(t *testing.T) {
		_, err := readAll(directoryFields(t, data, sheetPart, func(e []byte) { e[8] |= 1 }))
		var f *FormatError
		if !errors.As(err, &f) || f.Kind != FormatEncrypted {
			t.Fatalf("got %#v", err)
		}
	})
}
