//go:build race

package xlsx

func init() { raceEnabled = true }
