package templates

import (
	"fmt"
	"strings"

	"taizhang/templates/finding"
)

// asOne is from how many cells on the same sentence is said once, with all of them.
const asOne = 3

// together says once, at the first cell, what is wrong in the same words in several: a
// unit's type that is not there stands in a hundred cells, and is put right in one.
func together(all []finding.Finding) []finding.Finding {
	places := map[string][]finding.Finding{}
	for _, f := range all {
		places[f.Message] = append(places[f.Message], f)
	}
	var out []finding.Finding
	for _, f := range all {
		same := places[f.Message]
		switch {
		case len(same) < asOne:
			out = append(out, f)
		case same[0] == f:
			f.Message += "（" + placesOf(same) + "）"
			out = append(out, f)
		}
	}
	return out
}

// mostPlaces is how many cells a sentence names.
const mostPlaces = 12

// placesOf lists cells by their sheets.
func placesOf(all []finding.Finding) string {
	var parts []string
	sheet := ""
	for _, f := range all[:min(len(all), mostPlaces)] {
		if f.Sheet != sheet {
			sheet = f.Sheet
			parts = append(parts, "“"+sheet+"”表 "+f.Cell)
			continue
		}
		parts[len(parts)-1] += "、" + f.Cell
	}
	end := ""
	if len(all) > mostPlaces {
		end = " 等"
	}
	return fmt.Sprintf("共 %d 处：%s%s", len(all), strings.Join(parts, "；"), end)
}
