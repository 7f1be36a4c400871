package check

import (
	"maps"
	"slices"
)

// Implemented lists the checks this package and the notice carry out.
func Implemented() []string { return append(slices.Collect(maps.Keys(checks)), "数量措辞") }
