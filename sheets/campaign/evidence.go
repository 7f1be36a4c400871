package campaign

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// HasEvidence answers whether a unit's folder of evidence holds a file whose
// name begins with the one given; nil where the campaign keeps no evidence.
func (d Dir) HasEvidence() func(unit, name string) bool {
	if !exists(d.Path(Evidence)) {
		return nil
	}
	var mu sync.Mutex
	listed := map[string][]string{} // names by folder
	return func(unit, name string) bool {
		if !filepath.IsLocal(filepath.Join(unit, name)) {
			return false
		}
		folder, begin := filepath.Split(d.Path(Evidence, unit, name))
		mu.Lock()
		defer mu.Unlock()
		names, known := listed[folder]
		if !known {
			names = fileNames(folder)
			listed[folder] = names
		}
		return slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(n, begin) })
	}
}

// fileNames lists a folder; nothing if it cannot be listed.
func fileNames(folder string) []string {
	entries, _ := os.ReadDir(folder)
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names
}
