package docx

import "strings"

// joinFields makes one object of every complete field (begin, instruction, separate, result, end),
// since no part of one can be copied without the others. A field that shows a slot is undone: the
// slot is worth more than the field. The pieces of fields that reach over the paragraph stay marks.
func joinFields(atoms []*atom) []*atom {
	var out []*atom
	for i := 0; i < len(atoms); {
		if fieldChar(atoms[i]) != "begin" {
			out = append(out, atoms[i])
			i++
			continue
		}
		end := fieldEnd(atoms, i)
		if end < 0 {
			out = append(out, atoms[i])
			i++
			continue
		}
		field := atoms[i : end+1]
		if result, text := fieldResult(field); hasBraces(text) {
			out = append(out, joinFields(result)...)
		} else {
			out = append(out, fieldObject(field))
		}
		i = end + 1
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

func fieldEnd(atoms []*atom, begin int) int {
	depth := 0
	for i := begin; i < len(atoms); i++ {
		switch fieldChar(atoms[i]) {
		case "begin":
			depth++
		case "end":
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// fieldResult is what a field shows.
func fieldResult(field []*atom) ([]*atom, string) {
	depth := 0
	for i, a := range field {
		switch fieldChar(a) {
		case "begin":
			depth++
		case "end":
			depth--
		case "separate":
			if depth == 1 {
				var b strings.Builder
				result := field[i+1 : len(field)-1]
				for _, r := range result {
					b.WriteString(r.text)
				}
				return result, b.String()
			}
		}
	}
	return nil, ""
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
