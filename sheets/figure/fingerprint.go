package figure

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"taizhang/templates"
)

// Fingerprint is a short digest of everything that the plan says of figures
// and cross-checks: with the same rows and the same fingerprint the figures
// are the same.
func Fingerprint(p *templates.Plan) string {
	h := sha256.New()
	for _, f := range p.Figures {
		fmt.Fprintf(h, "%q\n", []string{f.Code, f.Name, Definition(f), f.Style, fmt.Sprint(f.Decimals), f.Measure, f.Help})
	}
	for _, r := range p.Relation {
		fmt.Fprintf(h, "%q\n", []string{r.Code, r.Name, ExprWords(r.Left), string(r.Op), ExprWords(r.Right), r.Tolerance, r.Message, r.Excuse})
	}
	for _, q := range p.Params {
		if q.Name == string(templates.ParamAsOf) {
			continue // the day is the merge's, not the plan's
		}
		fmt.Fprintf(h, "%q\n", []string{q.Name, p.Param(templates.ParamName(q.Name))})
	}
	return hex.EncodeToString(h.Sum(nil))[:8]
}
