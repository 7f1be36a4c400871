package origin

import (
	"fmt"

	"taizhang/sheets/level"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// Below says where a value that an office below reported comes from there.
type Below struct {
	Package string `json:"package"`
	Unit    string `json:"unit"`
	By      string `json:"by,omitempty"`
	Date    string `json:"date,omitempty"`
	File    string `json:"file,omitempty"`
	Digest  string `json:"digest,omitempty"`
	Sheet   string `json:"sheet,omitempty"`
	Cell    string `json:"cell,omitempty"`
}

// descend follows a row that came in a package down to the file below it was
// taken from; nil for any other.
func (tr Tracer) descend(ledger, id, column, digest string) *Below {
	path := tr.returns.Path(digest)
	if path == "" {
		return nil
	}
	p, known := tr.packages[digest]
	if !known {
		p, _ = level.ReadPackage(tr.ctx, path)
		tr.packages[digest] = p
	}
	if p == nil {
		return nil
	}
	o, ok := p.Origins.Of(ledger, id, column)
	if !ok {
		return nil
	}
	return &Below{Package: tr.dir.Relative(path), Unit: o.Unit, By: o.By, Date: o.Date, File: o.File, Digest: o.Digest, Sheet: o.Sheet, Cell: o.Cell}
}

// String is one line for people.
func (b Below) String() string {
	who := b.Unit
	if who == "" {
		who = b.By
	}
	if who == "" {
		who = templates.OwnerOffice
	}
	place := b.File
	for _, s := range []string{b.Sheet, b.Cell} {
		if s != "" {
			place += " · " + s
		}
	}
	out := fmt.Sprintf("下级：%s  %s", who, place)
	if b.Date != "" {
		out += "，" + cell.ChineseDate(b.Date)
	}
	if b.Digest != "" {
		out += "，文件摘要 " + b.Digest
	}
	return out
}
