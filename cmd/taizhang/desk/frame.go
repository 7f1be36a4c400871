package desk

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"taizhang/sheets/campaign"
	"taizhang/sheets/returns"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// frame is what stands around every page.
type frame struct {
	Token    string
	Campaign string
	Folder   string
	AsOf     string
	Who      string
	Holder   string // who is writing, if somebody else is
	Steps    []step
	Job      *status
	Last     *campaign.Deed
	Path     string
	Stamp    string
	Asks     bool // the name is still to be asked for
}

// step is one of the seven steps of the work.
type step struct {
	N                 int
	Name, Href, Count string
	Light, Word       string
	Here              bool
}

// frame draws what is known without waiting for anything.
func (s *Server) frame(r *http.Request, st *state) *frame {
	f := &frame{Token: s.guard.token, Who: s.who(), Path: r.URL.Path}
	dir := s.campaign()
	if dir == "" || !planThere(dir) {
		return f
	}
	f.Folder, f.Holder = string(dir), dir.Holder()
	f.Asks = f.Who == ""
	if j := s.jobs.current(); j != nil {
		now := j.status()
		f.Job = &now
		f.Holder = ""
	}
	if deeds := dir.Deeds(); len(deeds) > 0 {
		f.Last = &deeds[0]
	}
	f.Steps = steps(st)
	if st != nil {
		f.Stamp, f.AsOf = st.stamp, st.asOf
		if st.plan != nil {
			f.Campaign = st.plan.Param(templates.ParamCampaign)
		}
	}
	for i := range f.Steps {
		f.Steps[i].Here = f.Steps[i].Href == f.Path || f.Path != "/" && strings.HasPrefix(f.Path, f.Steps[i].Href+"/")
	}
	return f
}

// steps are the seven, each with how it stands.
func steps(st *state) []step {
	list := []step{
		{Name: "方案", Href: "/plan"}, {Name: "下发", Href: "/units"}, {Name: "收件", Href: "/inbox"}, {Name: "合并", Href: "/merge"},
		{Name: "处理", Href: "/decide"}, {Name: "汇总", Href: "/notice"}, {Name: "督办", Href: "/papers"},
	}
	for i := range list {
		list[i].N, list[i].Light = i+1, unasked
		if st != nil {
			list[i].Word = "没有开始"
		}
	}
	if st == nil { // it is being read
		return list
	}
	if st.err != nil {
		n := len(finding.Listed(st.err))
		list[0].Light, list[0].Word, list[0].Count = wrong, "有错", fmt.Sprintf("%d 处", max(n, 1))
		return list
	}
	set := func(i int, light, word, count string) {
		list[i].Light, list[i].Word, list[i].Count = light, word, count
	}
	set(0, done, "可用", fmt.Sprintf("%d 个单位", len(st.plan.Units)))
	issued, back := st.counts()
	switch {
	case issued == 0:
	case issued < len(st.units):
		set(1, soon, "没有发完", fmt.Sprintf("%d/%d", issued, len(st.units)))
	default:
		set(1, done, "已发", fmt.Sprintf("%d/%d", issued, len(st.units)))
	}
	files := len(st.unmergedFiles)
	switch {
	case back == 0 && files == 0:
	case back < len(st.units):
		set(2, open, "在收", fmt.Sprintf("%d/%d", back, len(st.units)))
	default:
		set(2, done, "收齐", fmt.Sprintf("%d/%d", back, len(st.units)))
	}
	edits := len(st.unmergedEdits)
	switch {
	case files+edits > 0:
		set(3, soon, "等合并", fmt.Sprintf("%d 处", files+edits))
	case st.none == nil:
		set(3, done, "已合并", fmt.Sprintf("第 %d 次", st.master.Serial))
	}
	if st.none != nil {
		return list
	}
	if n := len(st.decisions()); n > 0 {
		set(4, soon, "等人定", fmt.Sprintf("%d 件", n))
	} else {
		set(4, done, "没有要定的", "")
	}
	switch fresh, blocked := st.reported(); {
	case !fresh:
		set(5, soon, "要重新生成", "")
	case blocked:
		set(5, soon, "通报未完成", "")
	default:
		set(5, done, "已生成", "")
	}
	if late := len(st.late()); late > 0 {
		set(6, wrong, "有超期", fmt.Sprintf("%d 项", late))
	} else {
		set(6, done, "没有超期", "")
	}
	return list
}

// counts says to how many units something was sent, and how many have returned
// everything.
func (st *state) counts() (issued, back int) {
	for _, u := range st.units {
		if slices.ContainsFunc(u.Parts, func(p returns.Part) bool { return p.Issue > 0 }) {
			issued++
		}
		if len(u.Wanting()) == 0 {
			back++
		}
	}
	return issued, back
}
