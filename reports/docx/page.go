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

// placeSignature gives the space to the right of signature and date, in characters, by clause
// 7.3.5.2: the signature stands two characters from the right, the date begins two characters right
// of where the signature begins; a date longer than the signature stands two characters from the
// right itself and the signature moves left with it.
func placeSignature(signature, date string) (signatureRight, dateRight float64) {
	s, d := textChars(signature), textChars(date)
	if d > s {
		return 2 + d + 2 - s, 2
	}
	return 2, min(s-d, max(lineChars-d, 0))
}
