package desk

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"taizhang/sheets/campaign"
	"taizhang/templates"
	"taizhang/templates/finding"
)

// startPage is what stands outside of any campaign.
func (s *Server) startPage(w http.ResponseWriter, r *http.Request) {
	v := view{Title: "台账", Lead: "收发台账、校验、合并、汇总、出通报，都在这台电脑上做，不联网。一个活动一个文件夹。"}
	here := s.home0()
	v.Sections = append(v.Sections, section{Title: "先看看是什么样子", Forms: []form{{Action: "/start", Button: "做一个示例活动", Tone: "primary", Fields: []field{hidden("what", "demo"), {Name: "folder", Label: "放在", Type: "text", Value: filepath.Join(here, "塘沽示例"), Required: true}}}}})
	if recent := s.recentRows(); len(recent) > 0 {
		v.Sections = append(v.Sections, section{Title: "最近的活动", Table: &table{Head: heads("活动文件夹", ""), Rows: recent}})
	}
	folder := field{Name: "folder", Label: "文件夹", Type: "text", Value: filepath.Join(here, "整改"+strconv.Itoa(s.opt.Now().Year())), Required: true}
	v.Sections = append(v.Sections,
		section{Title: "打开已有的活动", Note: "写活动文件夹的位置，里面有“方案.xlsx”。", Forms: []form{{Action: "/start", Button: "打开", Fields: []field{hidden("what", "open"), {Name: "folder", Label: "文件夹", Type: "text", Value: here, Required: true}}}}},
		section{Title: "新建活动", Note: "已有的文件不会被覆盖。建好以后先改“方案.xlsx”。", Forms: s.newForms(folder)},
	)
	v.Frame = s.frame(r, nil)
	v.Frame.Steps = nil
	s.draw(w, r, v)
}

// newForms offer the ways to begin.
func (s *Server) newForms(folder field) []form {
	out := []form{{Action: "/start", Button: "新建（标准方案）", Fields: []field{hidden("what", "init"), folder}, Keep: "init"}}
	out = append(out, form{Action: "/start", Button: "从上一次活动接着做", Fields: []field{hidden("what", "carry"), {Name: "from", Label: "上一次的活动文件夹", Type: "text", Required: true}, {Name: "folder", Label: "新活动的文件夹", Type: "text", Value: folder.Value, Required: true}}, Keep: "carry"})
	if s.has("init", "--blank") {
		out = append(out, form{Action: "/start", Button: "新建（空白方案）", Fields: []field{hidden("what", "blank"), folder}, Keep: "blank"})
	}
	if s.has("init", "--from") {
		out = append(out, form{Action: "/start", Button: "从原有的台账新建", Fields: []field{hidden("what", "from"), folder, {Name: "from", Label: "原有的台账（.xlsx）", Type: "text", Required: true}}, Keep: "from"})
	}
	return out
}

// has asks the command line whether a command takes an option.
func (s *Server) has(command, option string) bool {
	_, out, _ := s.run(s.ctx, command, "--help")
	return strings.Contains(out, option)
}

func (s *Server) home0() string {
	if dir := s.campaign(); dir != "" {
		if abs, err := filepath.Abs(string(dir)); err == nil {
			return abs
		}
	}
	if home, err := os.UserHomeDir(); err == nil {
		return home
	}
	return "."
}

func (s *Server) recentRows() (out []row) {
	s.mu.Lock()
	list := append([]string{}, s.settings.Recent...)
	s.mu.Unlock()
	for _, p := range list {
		if planThere(campaign.Dir(p)) {
			out = append(out, row{Cells: []cellView{text(p), {Forms: []form{{Action: "/start", Button: "打开", Fields: []field{hidden("what", "open"), hidden("folder", p)}}}}}})
		}
	}
	return out
}

// start opens or begins a campaign.
func (s *Server) start(w http.ResponseWriter, r *http.Request) {
	next, err := s.begin(r)
	if err != nil {
		s.fail(w, r, http.StatusConflict, err)
		return
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
}

func (s *Server) begin(r *http.Request) (string, error) {
	if s.jobs.running() {
		return "", errBusy{s.jobs.current().What}
	}
	folder := strings.Trim(strings.TrimSpace(r.PostFormValue("folder")), `"`)
	if folder == "" || !filepath.IsAbs(folder) {
		return "", &campaign.Error{Message: fmt.Sprintf("“%s”不是完整的文件夹位置。", folder), Fix: `请写完整，如 D:\整改2021。`}
	}
	dir := campaign.Dir(filepath.Clean(folder))
	args := map[string][]string{"demo": {"demo", string(dir)}, "init": {"init", string(dir)}, "blank": {"init", "--blank", string(dir)}, "from": {"init", "--from=" + r.PostFormValue("from"), string(dir)}, "carry": {"init", "--carry", r.PostFormValue("from"), string(dir)}}
	what := r.PostFormValue("what")
	switch {
	case what == "open" && !planThere(dir):
		return "", &campaign.Error{Message: fmt.Sprintf("“%s”里没有“%s”，不是活动文件夹。", folder, campaign.PlanFile), Fix: "请核对位置；新活动请用“新建”。"}
	case what == "open":
		s.enter(dir)
		s.did("打开活动", "做完了")
		return "/", nil
	case what == "carry" && !planThere(campaign.Dir(r.PostFormValue("from"))):
		return "", &campaign.Error{Message: fmt.Sprintf("“%s”里没有“%s”，不是活动文件夹。", r.PostFormValue("from"), campaign.PlanFile), Fix: "请写上一次活动的文件夹。"}
	case args[what] == nil:
		return "", &campaign.Error{Message: "没有这一项。", Fix: "请从页面上的按钮进入。"}
	}
	label := map[string]string{"demo": "做示例活动", "init": "新建活动", "blank": "新建空白活动", "from": "从原有的台账新建", "carry": "从上一次活动接着做"}[what]
	j, err := s.jobs.start(label, "/", args[what], func(int) {
		if other := dir + "-九月"; what == "demo" && planThere(other) {
			s.remember(other) // the same half-way
		}
		if planThere(dir) {
			s.enter(dir)
		}
	})
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("/begun/%d", j.ID), nil
}

// begunPage follows a campaign that is being made, when there is none yet.
func (s *Server) begunPage(w http.ResponseWriter, r *http.Request) {
	id, _ := strconv.Atoi(r.PathValue("id"))
	j := s.jobs.find(id)
	if j == nil {
		http.Redirect(w, r, "/start", http.StatusSeeOther)
		return
	}
	s.draw(w, r, s.jobView(j))
}

// jobPage shows what a command says, and what came of it.
func (s *Server) jobPage(r *http.Request, _ *state) (view, error) {
	id, _ := strconv.Atoi(r.PathValue("id"))
	j := s.jobs.find(id)
	if j == nil {
		return view{}, notThere("这一次做的事已经不在记录里了。", "请看操作记录。")
	}
	return s.jobView(j), nil
}

func (s *Server) jobView(j *job) view {
	v := view{Title: j.What, Lead: j.came() + "。"}
	j.mu.Lock()
	ended, code := j.ended, j.code
	j.mu.Unlock()
	lines := j.lines()
	if !ended {
		v.Lead = "正在做，做好就会显示结果；可以先看别的页面。"
		v.Refresh = true
	} else {
		v.Primary = &form{Href: j.Back, Button: "继续", Tone: "primary"}
		if code != codeDone && code != codeFindings && planThere(s.campaign()) {
			v.Primary.Button = "返回"
		}
	}
	v.Sections = append(v.Sections, resultSections(lines)...)
	return v
}

// resultSections show what a command says: its table as a table, the rest line by
// line.
func resultSections(lines []string) (out []section) {
	var said []string
	var t *table
	end := func() {
		if len(said) > 0 {
			out = append(out, section{Lines: said})
		}
		if t != nil && len(t.Rows) > 0 {
			out = append(out, section{Table: t})
		}
		said, t = nil, nil
	}
	for _, l := range lines {
		switch {
		case strings.HasPrefix(l, "┌"):
			end()
			t = &table{}
		case t != nil && strings.HasPrefix(l, "│"):
			var cells []cellView
			for _, c := range strings.Split(strings.Trim(l, "│"), "│") {
				x := text(strings.TrimSpace(c))
				if _, err := strconv.Atoi(x.Text); err == nil {
					x.Class = "num"
				}
				cells = append(cells, x)
			}
			if t.Head == nil {
				for _, c := range cells {
					t.Head = append(t.Head, head{Text: c.Text})
				}
				continue
			}
			t.Rows = append(t.Rows, row{Cells: cells})
		case strings.HasPrefix(l, "├"):
		case strings.HasPrefix(l, "└"):
			end()
		default:
			said = append(said, l)
		}
	}
	end()
	return out
}

// planPage says what is wrong with the plan, and what it holds.
func (s *Server) planPage(_ *http.Request, st *state) (view, error) {
	v := view{Title: "方案", Lead: "方案.xlsx 在 Excel 或 WPS 里改，存盘以后这里马上重新读。"}
	forms := []form{openForm(campaign.PlanFile, "打开方案.xlsx"), openForm(campaign.NoticeFile, "打开通报模板")}
	if st.plan == nil {
		what, fix := finding.Explain(st.err)
		v.Sections = append(v.Sections, section{Title: "要改的", Note: what + "。" + fix, Table: findingsTable(finding.Listed(st.err)), Forms: forms})
		return v, nil
	}
	v.Sections = append(v.Sections, section{Forms: forms, Pairs: []pair{{"活动", st.plan.Param(templates.ParamCampaign), ""}, {"截至日", st.asOf, ""}, {"报送截止日", cmpOr(st.plan.Param(templates.ParamReturnsDue), "没有定"), ""}, {"单位", itoa(len(st.plan.Units)) + " 个", "/units"}, {"指标", itoa(len(st.plan.Figures)) + " 个", "/figures"}, {"勾稽", itoa(len(st.plan.Relation)) + " 条", "/figures#checks"}}})
	if st.err != nil {
		what, fix := finding.Explain(st.err)
		v.Sections = append(v.Sections, section{Title: "总台账读不出来", Note: what + "。" + fix, Table: findingsTable(finding.Listed(st.err))})
		return v, nil
	}
	if s.has("plan", "check") {
		if _, out, errs := s.run(s.ctx, "plan", "check", "-C", string(st.dir)); strings.TrimSpace(out+errs) != "" {
			v.Sections = append(v.Sections, section{Title: "检查", Lines: strings.Split(strings.TrimSpace(out+errs), "\n")})
		}
	}
	t := &table{ID: "ledgers", Head: []head{{"台账", ""}, {"代号", ""}, {"栏目", "num"}, {"填报单位", ""}, {"期初", "num"}, {"总台账", "num"}, {"说明", ""}}}
	for _, l := range st.plan.Ledgers {
		name := linked(l.Name, path("rows", l.Name))
		if l.Restricted {
			name.Note = "限阅"
		}
		t.Rows = append(t.Rows, row{Cells: []cellView{name, text(l.Code), number(len(l.Columns)), text(cmpOr(strings.Join(l.FiledBy, "、"), "整改办")), number(len(st.plan.Seeds[l.Name])), number(len(st.master.Rows[l])), {Text: l.Help, Class: "wide"}}})
	}
	v.Sections = append(v.Sections, section{Title: "台账", Table: t})
	return v, nil
}
