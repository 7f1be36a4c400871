// Package tanggu holds the sample campaign: the plan of the Tanggu sub-district
// and the workbooks that its units returned. README.md says what is what.
package tanggu

import "embed"

// FS holds 方案 (tables to lay over the standard plan, and the notice's text),
// 收件 (the returns, as they came in) and what the demo must find in them.
//
//go:embed 方案 收件 expected/findings.tsv
var FS embed.FS
