package reports

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"taizhang/reports/notice"
	"taizhang/reports/summary"
	"taizhang/sheets/atomicfile"
	"taizhang/sheets/campaign"
	"taizhang/sheets/check"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/sheets/returns"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// Input is what a report is made from.
type Input struct {
	Dir  campaign.Dir
	Plan *templates.Plan
	AsOf string
}

// Result is what a report wrote and found.
type Result struct {
	Files    []string // relative to the campaign folder
	Set      *figure.Set
	Checks   []figure.Check
	Findings []finding.Finding
	Ledger   []finding.Finding // of them, those about the ledger
	Blocked  []string          // why the public notice is not finished
}

// Names of what a report writes.
const (
	SummaryFile  = "汇总表.xlsx"
	InternalFile = "汇总表-内部.xlsx"
	noticePrefix = "通报-"
	unfinished   = "-未完成"
)

// ErrNoMaster says that there is nothing to report on yet.
var ErrNoMaster = errors.New("还没有总台账，请先运行“taizhang merge”合并收件")

// Write writes the summary and both variants of the notice.
func Write(in Input) (*Result, error) {
	m, err := master.Read(in.Dir.Master(), in.Plan)
	if errors.Is(err, os.ErrNotExist) {
		return nil, ErrNoMaster
	}
	if err != nil {
		return nil, err
	}
	res := &Result{Set: figure.New(m.Data())}
	res.Checks = res.Set.Checks()
	checker, err := check.New(in.Plan)
	if err != nil {
		return nil, err
	}
	facts, err := check.Known(in.Dir, m, in.AsOf)
	if err != nil {
		return nil, err
	}
	ledger := checker.Master(m.Data(), facts)
	if err := in.notices(res); err != nil {
		return nil, err
	}
	if err := in.summaries(m, res, ledger, facts.Returns); err != nil {
		return nil, err
	}
	finding.Sort(res.Findings)
	return res, nil
}

// Template finds the notice's template: .docx, or the plain forms of it.
func Template(d campaign.Dir) (path string, err error) {
	base := strings.TrimSuffix(campaign.NoticeFile, ".docx")
	for _, ext := range []string{".docx", ".md", ".txt"} {
		path = d.Path(base + ext)
		if _, err = os.Stat(path); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("找不到“%s”，请从备份放回活动文件夹；没有备份的，用“taizhang init 别的文件夹”新建一个活动，把那里的“%s”复制过来", campaign.NoticeFile, campaign.NoticeFile)
}

func (in Input) notices(res *Result) error {
	path, err := Template(in.Dir)
	if err != nil {
		return err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for _, public := range []bool{true, false} {
		if err := in.notice(res, filepath.Base(path), text, public); err != nil {
			return err
		}
	}
	return nil
}

// notice writes one variant. Under its final name it only ever stands complete:
// a blocked draft is named 未完成 and the final name is taken away.
func (in Input) notice(res *Result, name string, text []byte, public bool) error {
	ni := notice.Input{Plan: in.Plan, Set: res.Set, AsOf: in.AsOf, Public: public}
	var out *notice.Result
	base := noticePrefix + notice.Variant(public)
	draft := in.Dir.Path(campaign.Summary, base+unfinished+".docx")
	err := atomicfile.Write(draft, func(w io.Writer) (err error) {
		out, err = notice.Render(text, name, ni, w)
		return err
	})
	if err != nil {
		return err
	}
	final := in.Dir.Path(campaign.Summary, base+".docx")
	plain := in.Dir.Path(campaign.Summary, base+".md")
	for _, f := range out.Findings {
		f.Unit = ""
		if f.File == "" {
			f.File = base
		}
		res.Findings = append(res.Findings, f)
	}
	if out.Blocked {
		for _, old := range []string{final, plain} {
			if err := keepAside(in.Dir, old); err != nil {
				return err
			}
		}
		res.Blocked = append(res.Blocked, reasons(base, out)...)
		res.Files = append(res.Files, relative(in.Dir, draft))
		return nil
	}
	if err := os.Rename(draft, final); err != nil {
		return err
	}
	res.Files = append(res.Files, relative(in.Dir, final))
	if !public {
		return nil
	}
	res.Files = append(res.Files, relative(in.Dir, plain))
	return atomicfile.Write(plain, func(w io.Writer) error {
		_, err := notice.Markdown(text, name, ni, w)
		return err
	})
}

// keepAside moves a notice that no longer holds into 历史.
func keepAside(d campaign.Dir, path string) error {
	if _, err := os.Stat(path); err != nil {
		return nil
	}
	dir := d.Path(campaign.Summary, campaign.History)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return os.Rename(path, filepath.Join(dir, filepath.Base(path)))
}

func reasons(base string, out *notice.Result) []string {
	var list []string
	for _, m := range out.Missing {
		list = append(list, fmt.Sprintf("%s：待补充 %s", base, m))
	}
	for _, f := range out.Findings {
		if f.Severity == finding.Error {
			list = append(list, base+"："+f.Message)
		}
	}
	return list
}

func relative(d campaign.Dir, path string) string {
	rel, err := filepath.Rel(string(d), path)
	if err != nil {
		return path
	}
	return filepath.ToSlash(rel)
}

func (in Input) summaries(m *master.Master, res *Result, ledger []finding.Finding, units []returns.Unit) error {
	si := summary.Input{Plan: in.Plan, Set: res.Set, AsOf: in.AsOf, Findings: append(ledger, res.Findings...),
		Returns: units, Previous: previous(in, m), BlockedBy: res.Blocked}
	res.Findings, res.Ledger = append(res.Findings, ledger...), ledger
	for _, internal := range []bool{false, true} {
		name := SummaryFile
		if internal {
			name = InternalFile
		}
		si.Internal = internal
		path := in.Dir.Path(campaign.Summary, name)
		if err := atomicfile.Write(path, func(w io.Writer) error { return summary.Write(w, si) }); err != nil {
			return err
		}
		res.Files = append(res.Files, relative(in.Dir, path))
	}
	return nil
}

// previous prints the figures of the master before this one, for the trend;
// nil before the second merge.
func previous(in Input, m *master.Master) map[string]string {
	serial := m.Serial
	for serial > 1 && papersOnly(m, serial) {
		serial--
	}
	if serial < 2 {
		return nil
	}
	old, err := master.Read(in.Dir.MasterAsWritten(serial-1), in.Plan)
	if err != nil {
		return nil
	}
	set := figure.New(old.Data())
	out := map[string]string{}
	for _, f := range in.Plan.Figures {
		out[f.Code] = set.Get(f).Printed()
	}
	return out
}

// papersOnly reports whether a copy of the master was written for the papers
// logged on it, not by a merge.
func papersOnly(m *master.Master, serial int) bool {
	return slices.ContainsFunc(m.Changes, func(c master.Change) bool {
		return c.Merge == serial && strings.HasPrefix(c.File, campaign.Papers+"/")
	})
}
