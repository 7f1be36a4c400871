package desk

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/wneessen/go-mail"

	"taizhang/reports/papers"
	"taizhang/sheets/campaign"
	"taizhang/sheets/returns"
	"taizhang/templates"
	"taizhang/templates/cell"
)

// papersPage is what is sent after the units: papers, reminders, drafts of mail.
func (s *Server) papersPage(_ *http.Request, st *state) (view, error) {
	v := view{Title: "督办与催报"}
	late := st.late()
	v.Lead = fmt.Sprintf("超期没有完成的 %d 项，%d %s内到期的 %d 项。", len(late), dueSoon, st.day.Unit(), len(st.near()))
	v.Primary = &form{Action: "/run/remind", Button: "生成督办文书和催报表", Note: "任务单、提示单、督办单、销号单、催报表，写进“6-督办”；发出的文书登记在总台账，编号不再变。", Tone: "primary"}
	var chase []returns.Part
	for _, u := range st.units {
		chase = append(chase, u.Parts...)
	}
	v.Sections = append(v.Sections, section{Title: "催报的文字", Note: "复制了直接发到工作群。", Text: strings.ReplaceAll(papers.ChaseMessage(st.plan, st.asOf, chase), "\r\n", "\n")})
	wanting := slices.DeleteFunc(slices.Clone(chase), func(p returns.Part) bool { return !p.Wanting() })
	if len(wanting) > 0 {
		v.Sections = append(v.Sections, section{Title: "邮件草稿", Note: "给每个要催的单位做一份邮件草稿（.eml），附上填报表；双击用邮件程序打开，核对收件人后发出。", Forms: []form{
			{Action: "/letters", Button: fmt.Sprintf("做 %d 份邮件草稿", len(wanting))}, openForm(campaign.Papers, "打开督办文件夹")}})
	}
	if files := st.paperFiles(); len(files) > 0 {
		t := &table{ID: "papers", Head: heads("文件", "", "")}
		for _, f := range files {
			t.Rows = append(t.Rows, row{Cells: []cellView{text(strings.TrimPrefix(f, campaign.Papers+"/")), {Forms: []form{openForm(f, "打开")}}}})
		}
		t.Head = t.Head[:2]
		v.Sections = append(v.Sections, section{Title: "已经生成的", Table: t})
	}
	v.Sections = append(v.Sections, section{Links: []link{{Text: "超期没有完成的", Href: "/wall?show=late"}, {Text: "快到期的", Href: "/wall?show=near"}}})
	return v, nil
}

func (st *state) paperFiles() (out []string) {
	_ = filepath.WalkDir(st.dir.Path(campaign.Papers), func(path string, e os.DirEntry, err error) error {
		if err == nil && e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") && !strings.HasPrefix(e.Name(), "~$") && len(out) < page {
			out = append(out, st.dir.Relative(path))
		}
		return nil
	})
	return out
}

// mailDir holds the drafts of mail.
const mailDir = "邮件草稿"

// letters writes a draft of mail for every unit that somebody has to ask again.
func (s *Server) letters(_ http.ResponseWriter, r *http.Request) (string, error) {
	st := s.cache.get(r.Context())
	if st == nil || st.err != nil {
		return "", &campaign.Error{Message: "内容正在重新读取，没有写。", Fix: "请再点一次。"}
	}
	unlock, err := st.dir.Lock("做邮件草稿")
	if err != nil {
		return "", err
	}
	defer unlock()
	out, n := st.dir.Outputs(), 0
	for _, u := range st.units {
		for _, p := range u.Wanting() {
			m, err := st.letter(p)
			if err != nil {
				return "", err
			}
			path := st.dir.Path(campaign.Papers, mailDir, "催报-"+fileSafe(p.Name())+".eml")
			if err := out.Write(r.Context(), path, func(w io.Writer) error { _, err := m.WriteTo(w); return err }); err != nil {
				return "", err
			}
			n++
		}
	}
	s.did(fmt.Sprintf("做邮件草稿 %d 份", n), "做完了")
	return "/papers", nil
}

// letter is a draft with the form attached; the restricted workbook never travels
// with the ordinary one.
func (st *state) letter(p returns.Part) (*mail.Msg, error) {
	m := mail.NewMsg(mail.WithNoDefaultUserAgent())
	m.SetGenHeader("X-Unsent", "1") // opens as a draft
	if from := st.plan.Param(templates.ParamEmail); from != "" {
		_ = m.From(from)
	}
	if to := strings.TrimSpace(p.Of.Telephone); strings.Contains(to, "@") {
		_ = m.To(to)
	}
	name := st.plan.Param(templates.ParamCampaign)
	m.Subject(name + "填报表：" + p.Name())
	body := p.Unit + "：\n\n    " + name + "填报表" + string(p.Status)
	if p.Status == returns.NotReturned {
		body = p.Unit + "：\n\n    " + name + "填报表还没有收到"
	}
	if p.Due != "" {
		body += "，报送截止日是" + cell.ChineseDate(p.Due)
	}
	body += "。请填好附件后发回。\n"
	if tail := strings.TrimSpace(st.plan.Param(templates.ParamContact) + " " + st.plan.Param(templates.ParamTelephone)); tail != "" {
		body += "    有疑问请联系：" + tail + "。\n"
	}
	m.SetBodyString(mail.TypeTextPlain, body)
	attach := st.dir.IssuedFile(p.Unit, p.Restricted)
	if p.Status == returns.SentBack {
		if marked := st.dir.MarkedFile(p.Unit, p.Restricted); fileThere(marked) {
			attach = marked
		}
	}
	if fileThere(attach) {
		m.AttachFile(attach)
	}
	return m, nil
}

func fileThere(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

func fileSafe(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"/\|?*`, r) || r < 0x20 {
			return '_'
		}
		return r
	}, name)
}
