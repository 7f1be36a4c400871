package docx

import "math"

// The page of GB/T 9704-2012, in twips (1/20 point, 56.7 to the millimetre): A4 with a text area of
// 156 × 225 mm, 37 mm from the top and 28 mm from the binding edge.
const (
	pageWidth, pageHeight = 11906, 16838
	marginTop             = 2098
	marginRight           = 1474
	marginBottom          = 1985
	marginLeft            = 1588
	marginForm            = 1134 // above and below a form, 20 mm
	textWidth             = pageWidth - marginLeft - marginRight

	// The dash of the page number stands 7 mm under the text area, which puts the middle of the
	// footer's line 28 mm above the edge of the paper.
	footerDistance = 1446

	// 22 lines in 12,755 twips; 580 would leave room for only 21.
	linePitch  = 579
	titlePitch = 700

	// 28 characters of 16 point are wider than 156 mm, so each is set a quarter point tighter.
	charTighten = -5
	charWidth   = size3*10 + charTighten
	lineChars   = 28
)

// twips converts a width in characters of body text.
func twips(chars float64) int { return int(math.Round(chars * charWidth)) }

// textChars measures text in characters of body text: wide characters count 1, letters and digits of
// Times New Roman about half.
func textChars(text string) float64 {
	var n float64
	for _, r := range text {
		switch {
		case r >= 0x2000 || r == '·' || r == '×':
			n++
		case r == '.' || r == ',' || r == ' ' || r == ';' || r == ':':
			n += 0.25
		default:
			n += 0.5
		}
	}
	return n
}

// place is where a line stands: against which edge, how far from it, in twips.
type place struct {
	align       string
	left, right int
}

// placeSignature places signature and date by clause 7.3.5.2: the signature stands two characters
// from the right, the date begins two characters right of where the signature begins; a date longer
// than the signature stands two characters from the right itself and the signature moves left with
// it.
//
// The date is placed from the left where it can be: the signature's characters are all of one width,
// those of the date are not in every typeface.
func placeSignature(signature, date string) (sign, dated place) {
	s, d := textChars(signature), textChars(date)
	if d > s {
		return place{"right", 0, twips(2 + d + 2 - s)}, place{"right", 0, twips(2)}
	}
	dated = place{"left", max(textWidth-twips(s), 0), 0}
	if s-d < 2 {
		dated.right = -twips(2) // wider digits may reach into the margin rather than wrap
	}
	return place{"right", 0, twips(2)}, dated
}
