package xlsx

// Sum is the size of a part and the checksum of its content, as the package's
// directory states them.
type Sum struct {
	Size  uint64
	CRC32 uint32
}

// Sums are those of every part but the list of their types, which writers put in
// any order. Two workbooks of the same program with the same sums are the same.
func (w *Workbook) Sums() map[string]Sum {
	out := map[string]Sum{}
	for name, f := range w.pkg.parts {
		if name != foldName(contentTypesPart) {
			out[name] = Sum{f.UncompressedSize64, f.CRC32}
		}
	}
	return out
}
