package sheets

import (
	"fmt"

	"taizhang/sheets/campaign"
	"taizhang/templates/finding"
)

// CodeEdited marks findings about outputs that somebody changed by hand.
const CodeEdited = "手改"

// Kept says of every output that was changed by hand where it is now.
func Kept(o *campaign.Outputs) (out []finding.Finding) {
	for _, k := range o.Kept {
		out = append(out, finding.Finding{Severity: finding.Warning, Code: CodeEdited, File: k.File,
			Message: fmt.Sprintf("原来的“%s”与上次写好时不同，应是有人改过；没有覆盖，已改名为“%s”保留。", k.File, k.As),
			Fix:     "请核对：还用得着的内容，请写进新的一份，或写回它的来处（方案、总台账、通报模板）；用不着的，可以删去保留的这一份。"})
	}
	return out
}
