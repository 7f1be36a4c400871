package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets/campaign"
	"taizhang/sheets/master"
	"taizhang/templates"
)

// deskUser works at a desk without a browser.
type deskUser struct {
	t      *testing.T
	client *http.Client
	base   string
}

// sitDown starts a desk on a campaign and somebody who has its key.
func sitDown(t *testing.T, dir campaign.Dir) *deskUser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	u := &deskUser{t: t, client: &http.Client{Jar: jar}}
	address := startDesk(t, dir)
	u.base, _, _ = strings.Cut(address, "/?")
	u.read(strings.TrimPrefix(address, u.base))
	return u
}

// read is a page once it is ready.
func (u *deskUser) read(path string) string {
	u.t.Helper()
	for begun := time.Now(); time.Since(begun) < pageWait; time.Sleep(20 * time.Millisecond) {
		res, err := u.client.Get(u.base + path)
		if err != nil {
			u.t.Fatal(err)
		}
		b, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil {
			u.t.Fatal(err)
		}
		if s := string(b); !strings.Contains(s, "data-refresh") {
			return s
		}
	}
	u.t.Fatalf("%s is never ready", path)
	return ""
}

var tokenOf = regexp.MustCompile(`data-token="([0-9a-f]+)"`)

// send fills in a form and follows where it leads.
func (u *deskUser) send(path string, fields url.Values) string {
	u.t.Helper()
	fields.Set("token", tokenOf.FindStringSubmatch(u.read("/log"))[1])
	r, err := http.NewRequest("POST", u.base+path, strings.NewReader(fields.Encode()))
	if err != nil {
		u.t.Fatal(err)
	}
	r.Header.Set("Origin", u.base)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := u.client.Do(r)
	if err != nil {
		u.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		u.t.Fatal(err)
	}
	if strings.Contains(string(b), "data-refresh") {
		return u.read(res.Request.URL.Path)
	}
	return string(b)
}

var formOf = regexp.MustCompile(`(?s)<form method="post" action="/decide".*?</form>`)
var hiddenOf = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

// formWith is the fields of the form with a button, as the page shows it.
func formWith(t *testing.T, page, button string) url.Values {
	t.Helper()
	for _, f := range formOf.FindAllString(page, -1) {
		if !strings.Contains(f, button) {
			continue
		}
		out := url.Values{}
		for _, m := range hiddenOf.FindAllStringSubmatch(f, -1) {
			out.Set(m[1], strings.NewReplacer("&#34;", `"`, "&amp;", "&", "&lt;", "<", "&gt;", ">", "&#39;", "'", "&#43;", "+").Replace(m[2]))
		}
		return out
	}
	t.Fatalf("no button %q", button)
	return nil
}

// conflicting is a campaign in which two books of a unit say different things.
func conflicting(t *testing.T) campaign.Dir {
	t.Helper()
	dir := smallCampaign(t, campaign.Dir(filepath.Join(t.TempDir(), "活动")))
	b, err := os.ReadFile(dir.Path(campaign.Inbox, "甲科.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	other := dir.Path(campaign.Inbox, "甲科二.xlsx")
	if err := os.WriteFile(other, b, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := edit(other, func(wb *excelize.File) error { return wb.SetCellValue("措施", "I5", "没有开会") }); err != nil {
		t.Fatal(err)
	}
	must(t, command(context.Background(), dir, "merge"), exitDone, exitFindings)
	return dir
}

// TestDeskDecidesLikeExcel: a conflict that is decided on the page, and the same
// decided in Excel, give the same master.
func TestDeskDecidesLikeExcel(t *testing.T) {
	ctx := context.Background()
	page := conflicting(t)
	hand := copyCampaign(t, page, "手工")
	u := sitDown(t, page)
	decide := u.read("/decide")
	first := formWith(t, decide, "甲科二.xlsx")
	for _, serial := range []string{"存档/00002-", "存档/00003-"} { // both sides can be opened
		if !strings.Contains(decide, serial) {
			t.Errorf("nothing opens %s", serial)
		}
	}
	if answer := u.send("/decide", first); strings.Contains(answer, "没有写") {
		t.Fatal(answer)
	}
	if now := u.read("/decide"); !strings.Contains(now, "写好的 2 处还没有合并") { // 是 and 否
		t.Error("what was decided does not wait for a merge")
	}
	// The same again, and what nobody was shown, are refused.
	if answer := u.send("/decide", first); !strings.Contains(answer, "没有写") {
		t.Error("decided twice")
	}
	if err := edit(hand.Master(), func(wb *excelize.File) error {
		rows, err := wb.GetRows(master.ConflictSheet)
		if err != nil {
			return err
		}
		for i, r := range rows {
			if len(r) > 7 && r[0] == "措施" {
				choice := "否"
				if r[7] == "甲科二.xlsx" {
					choice = "是"
				}
				cell, _ := excelize.CoordinatesToCellName(12, i+1)
				if err := wb.SetCellValue(master.ConflictSheet, cell, choice); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []campaign.Dir{page, hand} {
		must(t, command(ctx, dir, "merge"), exitDone, exitFindings)
	}
	a, b := masterText(t, page), masterText(t, hand)
	if a != b || !strings.Contains(a, "没有开会") || !strings.Contains(a, "裁定采用") {
		t.Errorf("on the page:\n%s\nin Excel:\n%s", a, b)
	}
	if deeds := page.Deeds(); len(deeds) == 0 || !strings.Contains(deeds[len(deeds)-1].What, "冲突") {
		t.Errorf("%+v", deeds)
	}
}

// TestDeskReview: a word that is ticked on the page stands in 公开审核 as if it had
// been typed there, and the plan still reads.
func TestDeskReview(t *testing.T) {
	if testing.Short() {
		t.Skip("the sample")
	}
	dir := copyCampaign(t, campaign.Dir(sampleDir(t)), "塘沽示例")
	// Nobody has looked at what the sample's notice names.
	if err := edit(dir.Plan(), func(wb *excelize.File) error {
		rows, err := wb.GetRows(templates.SheetReviews)
		for i, r := range rows {
			if len(r) > 2 && r[2] == "是" && err == nil {
				err = wb.SetCellValue(templates.SheetReviews, fmt.Sprintf("C%d", i+1), "否")
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	u := sitDown(t, dir)
	before, err := templates.ReadWorkbook(dir.Plan())
	if err != nil {
		t.Fatal(err)
	}
	u.send("/decide", formWith(t, u.read("/decide?kind="+url.QueryEscape("公开审核")), "核过，可以用"))
	after, err := templates.ReadWorkbook(dir.Plan())
	if err != nil {
		t.Fatal(err)
	}
	checked := func(p *templates.Plan) (n int) {
		for _, r := range p.Reviews {
			if r.Checked {
				n++
			}
		}
		return n
	}
	if checked(after) != checked(before)+1 || after.Version != before.Version {
		t.Errorf("%d ticked, then %d", checked(before), checked(after))
	}
}

// TestDeskKeepsRestricted: what stands in a restricted ledger is on no page until
// somebody asks for it, and who did is written down.
func TestDeskKeepsRestricted(t *testing.T) {
	if testing.Short() {
		t.Skip("the sample")
	}
	dir := copyCampaign(t, campaign.Dir(sampleDir(t)), "塘沽示例")
	plan, err := templates.ReadWorkbook(dir.Plan())
	if err != nil {
		t.Fatal(err)
	}
	m, err := master.Open(context.Background(), dir, plan)
	if err != nil {
		t.Fatal(err)
	}
	var secret *templates.Ledger
	for _, l := range plan.Ledgers {
		if l.Restricted && len(m.Rows[l]) > 0 {
			secret = l
		}
	}
	if secret == nil {
		t.Fatal("the sample has no restricted ledger with rows")
	}
	row := m.Rows[secret][0]
	var telling []string // values that stand nowhere else
	for _, c := range secret.Columns {
		if v := row.Value(c); len([]rune(v)) > 5 && c.Free() && !c.Sensitive && v != row.ID && v != row.Key() {
			telling = append(telling, v)
		}
	}
	if len(telling) == 0 {
		t.Fatal("nothing to look for")
	}
	u := sitDown(t, dir)
	at := "/rows/" + url.PathEscape(secret.Name)
	pages := []string{"/", "/plan", "/units", "/units/" + url.PathEscape(row.Source.Unit), "/inbox", "/merge", "/merge?q=" + url.QueryEscape(secret.Name), "/decide", "/findings", "/figures", "/wall", "/wall?show=late", "/notice",
		"/notice/" + url.PathEscape("党内通报稿"), "/papers", "/log?merge=1", "/find?q=" + url.QueryEscape(telling[0][:6]), at, at + "/" + url.PathEscape(row.ID)}
	for _, f := range plan.Figures {
		if f.Ledger == secret {
			pages = append(pages, "/figures/"+url.PathEscape(f.Code))
		}
	}
	for _, p := range pages {
		body := u.read(p)
		for _, v := range telling {
			if strings.Contains(body, v) {
				t.Errorf("%s shows “%s” of %s", p, v, secret.Name)
			}
		}
	}
	u.send("/show", url.Values{"ledger": {secret.Name}, "back": {at}})
	if body := u.read(at + "/" + url.PathEscape(row.ID)); !strings.Contains(body, telling[0]) {
		t.Error("not shown to who asks")
	}
	if deeds := dir.Deeds(); len(deeds) != 1 || !strings.Contains(deeds[0].What, secret.Name) {
		t.Errorf("%+v", deeds)
	}
}

// TestDeskWallIsThePublicSummary: the pictures show no more of small groups than the
// summary does that they are of.
func TestDeskWallIsThePublicSummary(t *testing.T) {
	if testing.Short() {
		t.Skip("the sample")
	}
	dir := copyCampaign(t, campaign.Dir(sampleDir(t)), "塘沽示例")
	at := "/wall?sheet=" + url.QueryEscape("民情")
	if strings.Contains(sitDown(t, dir).read(at), "不公开") {
		t.Fatal("something is withheld of a plan that has no limit")
	}
	f, err := excelize.OpenFile(dir.Plan())
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(templates.SheetLedgers)
	if err != nil {
		t.Fatal(err)
	}
	limit := slices.Index(rows[1], templates.FewHeader)
	for i, r := range rows {
		if len(r) > 1 && r[1] == "民情诉求" {
			cell, _ := excelize.CoordinatesToCellName(limit+1, i+1)
			if err := f.SetCellValue(templates.SheetLedgers, cell, "少于 3 不公开"); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.Save(); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(sitDown(t, dir).read(at), "不公开") {
		t.Error("the pictures show what the summary withholds")
	}
}

// TestDeskIsTheCommandLine: the buttons leave behind what the commands do.
func TestDeskIsTheCommandLine(t *testing.T) {
	if testing.Short() {
		t.Skip("two campaigns")
	}
	ctx := context.Background()
	page := smallCampaign(t, campaign.Dir(filepath.Join(t.TempDir(), "活动")))
	typed := copyCampaign(t, page, "活动")
	u := sitDown(t, page)
	expect := hiddenOf.FindAllStringSubmatch(u.read("/merge"), -1)
	fields := url.Values{}
	for _, m := range expect {
		if m[1] == "expect" {
			fields.Set("expect", m[2])
		}
	}
	if fields.Get("expect") == "" {
		t.Fatal("the preview has no print")
	}
	for _, answer := range []string{u.send("/run/validate", url.Values{}), u.send("/run/merge", fields), u.send("/run/report", url.Values{}), u.send("/run/remind", url.Values{})} {
		if !strings.Contains(answer, "做完了") {
			t.Error(answer)
		}
	}
	for _, args := range [][]string{{"validate"}, {"merge"}, {"report"}, {"remind"}} {
		must(t, command(ctx, typed, args...), exitDone, exitFindings)
	}
	seen := 0
	for _, name := range []string{"4-总台账/总台账.xlsx", "5-汇总/汇总表.xlsx", "5-汇总/汇总.html", "6-督办/催报表.txt", "3-退回/乙科.xlsx"} {
		a, err := allText(page.Path(filepath.FromSlash(name)))
		if err != nil {
			continue
		}
		b, err := allText(typed.Path(filepath.FromSlash(name)))
		if seen++; err != nil || a != b {
			t.Errorf("%s differs, %v", name, err)
		}
	}
	if seen < 4 {
		t.Errorf("only %d files", seen)
	}
}

// TestDeskWritesLikeExcel: an item that is signed off on the page, and a row that
// is withdrawn there, give the master that the same entries in Excel give.
func TestDeskWritesLikeExcel(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("the sample")
	}
	ctx := context.Background()
	page := copyCampaign(t, campaign.Dir(halfwayDir(t)), "九月")
	hand := copyCampaign(t, page, "手工")
	u := sitDown(t, page)
	signed := formWith(t, u.read("/decide?kind="+url.QueryEscape("申请销号")), "同意销号")
	signed.Set("checker", "整改办审核岗")
	signed.Set("day", "2021-09-22")
	u.send("/decide", signed)
	id := signed.Get("key")[strings.LastIndex(signed.Get("key"), " ")+1:]
	const other = "6-02"
	u.send("/withdraw", url.Values{"ledger": {"整改任务"}, "id": {other}, "day": {"2021-09-21"}, "why": {"并入上级专项"}})
	if err := fillTool([]string{hand.Master(), "整改任务", id, "审核人=整改办审核岗", "销号日期=2021-09-22"}); err != nil {
		t.Fatal(err)
	}
	if err := fillTool([]string{hand.Master(), "整改任务", other, "撤销日期=2021-09-21", "撤销原因=并入上级专项"}); err != nil {
		t.Fatal(err)
	}
	before := masterText(t, page)
	for _, dir := range []campaign.Dir{page, hand} {
		must(t, command(ctx, dir, "merge"), exitDone, exitFindings)
	}
	a, b := masterText(t, page), masterText(t, hand)
	if a != b || a == before || !strings.Contains(a, "并入上级专项") {
		t.Errorf("the masters differ: %d and %d characters", len(a), len(b))
	}
}
