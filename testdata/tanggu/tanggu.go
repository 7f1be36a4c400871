// Package tanggu holds the sample campaign: the plan of the Tanggu sub-district
// and the workbooks that its units returned. README.md says what is what.
package tanggu

import "embed"

// FS holds 方案 (tables to lay over the standard plan, and the notice's text),
// 收件 (the returns, as they came in), what the demo must find in them, and 九月 (what
// was filled in on the way, up to September).
//
//go:embed 方案 收件 九月 expected/findings.tsv
var FS embed.FS
