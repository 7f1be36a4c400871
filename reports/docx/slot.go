package docx

// Slot is one {{…}} in a text.
type Slot struct {
	Start, End int    // bytes, braces included
	Expr       string // what stands between the braces, trimmed
}

// NormalizeSlots replaces, rune for rune, full-width braces by {{ and }} and, between them, curly
// quotes by straight ones and wide or no-break spaces by spaces. The text outside slots is not touched.
func NormalizeSlots(text string) string { return text }

// FindSlots finds the slots of a normalised text, and the offsets of pairs of braces that have no
// partner. A slot ends at the first }}.
func FindSlots(text string) (slots []Slot, broken []int) { return nil, nil }
