package docx

import "strings"

// joinFields makes one object of every complete field (begin, instruction, separate, result, end),
// since no part of one can be copied without the others. A field that shows a slot is undone: the
// slot is worth more than the field. The pieces of fields that reach over the paragraph stay marks.
func joinFields(atoms []*atom) []*atom {
	ends := fieldEnds(atoms)
	if len(ends) == 0 {
		return atoms
	}
	var out []*atom
	for i := 0; i < len(atoms); i++ {
		end, ok := ends[i]
		if !ok {
			out = append(out, atoms[i])
			continue
		}
		field := atoms[i : end+1]
		if result, text := fieldResult(field); hasBraces(text) {
			out = append(out, result...)
		} else {
			out = append(out, fieldObject(field))
		}
		i = end
	}
	return out
}

// fieldChar is the kind of a field's mark: begin, separate or end.
func fieldChar(a *atom) string {
	if a.kind != markAtom || !strings.Contains(a.raw, "fldChar ") {
		return ""
	}
	for _, kind := range []string{"begin", "separate", "end"} {
		if strings.Contains(a.raw, `"`+kind+`"`) || strings.Contains(a.raw, `'`+kind+`'`) {
			return kind
		}
	}
	return ""
}

// fieldEnds maps the beginning of every complete field to its end.
func fieldEnds(atoms []*atom) map[int]int {
	ends := map[int]int{}
	var open []int
	for i, a := range atoms {
		switch fieldChar(a) {
		case "begin":
			open = append(open, i)
		case "end":
			if n := len(open); n > 0 {
				ends[open[n-1]] = i
				open = open[:n-1]
			}
		}
	}
	return ends
}

// fieldResult is what a field shows, fields within it undone.
func fieldResult(field []*atom) ([]*atom, string) {
	var result []*atom
	var text strings.Builder
	var shown []bool // for each open field: past its separate
	hidden := 0
	for _, a := range field {
		switch fieldChar(a) {
		case "begin":
			shown = append(shown, false)
			hidden++
		case "separate":
			if n := len(shown); n > 0 && !shown[n-1] {
				shown[n-1] = true
				hidden--
			}
		case "end":
			if n := len(shown); n > 0 {
				if !shown[n-1] {
					hidden--
				}
				shown = shown[:n-1]
			}
		default:
			if hidden == 0 {
				result = append(result, a)
				text.WriteString(a.text)
			}
		}
	}
	return result, text.String()
}

func fieldObject(field []*atom) *atom {
	var b strings.Builder
	for _, a := range field {
		if a.run == nil {
			b.WriteString(a.raw)
			continue
		}
		raw := a.raw
		if a.kind == textAtom {
			raw = textXML(a.run.prefix, a.text)
		}
		b.WriteString(a.run.open + a.run.rPr + raw + a.run.close())
	}
	return &atom{kind: objectAtom, text: objectText, raw: b.String(), wraps: field[0].wraps}
}
