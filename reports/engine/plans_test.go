package engine

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"taizhang/reports/engine/enginetest"
	"taizhang/reports/summary"
	"taizhang/sheets"
	"taizhang/sheets/figure"
	"taizhang/sheets/master"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/plantest"
)

// planMaker writes random plans: ledgers with columns of every kind that refer to
// each other, figures of every operation, cross-checks, and blocks.
type planMaker struct {
	*rand.Rand
	columns map[string][][2]string // by ledger: name and type
	figures []string
}

func (x *planMaker) pick(from ...string) string { return from[x.IntN(len(from))] }

// column is one of a ledger that is of a kind, or any.
func (x *planMaker) column(ledger string, kinds ...string) string {
	var fit []string
	for _, c := range x.columns[ledger] {
		if len(kinds) == 0 || slices.Contains(kinds, c[1]) {
			fit = append(fit, c[0])
		}
	}
	return x.pick(fit...)
}

func (x *planMaker) number(l string, depth int) string {
	if depth > 0 {
		switch x.IntN(9) {
		case 0:
			return "(" + x.number(l, depth-1) + x.pick("+", "-", "*", "/") + x.number(l, depth-1) + ")"
		case 1:
			return "空作0(" + x.number(l, depth-1) + ")"
		case 2:
			return "如果(" + x.condition(l, depth-1) + ", " + x.number(l, depth-1) + ", " + x.number(l, 0) + ")"
		case 3:
			return "工作日(" + x.day(l, 0) + ", " + x.day(l, 0) + ")"
		case 4:
			return "(" + x.day(l, 0) + " - " + x.day(l, 0) + ")"
		case 5:
			return x.column(l, "选项", "多选") + ".分值"
		case 6:
			if l == "甲" {
				return x.total()
			}
			return "上." + x.column("甲", "小数", "整数")
		}
	}
	return x.pick(x.column(l, "小数", "整数"), "1.5", "2", "0", "{数参}", x.column(l, "日期")+".年")
}

func (x *planMaker) total() string {
	return x.pick("汇总(乙.数)", "计数(乙)", "平均(乙.整)", "最大(乙.数)", "最小(乙.整)", "空作0(平均(乙.数))")
}

func (x *planMaker) day(l string, depth int) string {
	if depth > 0 && x.IntN(3) == 0 {
		return fmt.Sprintf("工作日后(%s, %s)", x.day(l, 0), x.pick("0", "1", "5", "23", "整", "整/2"))
	}
	return x.pick(x.column(l, "日期"), x.column(l, "日期")+"+"+x.pick("1", "整", "40"), "{截至日}", "{截至日}-10")
}

func (x *planMaker) condition(l string, depth int) string {
	if depth > 0 && x.IntN(3) == 0 {
		return "(" + x.condition(l, depth-1) + x.pick(" 且 ", " 或 ") + x.condition(l, depth-1) + ")"
	}
	order := x.pick("=", "≠", ">", "≥", "<", "≤")
	equal := x.pick("=", "≠", "属于", "不属于")
	switch x.IntN(11) {
	case 0:
		return x.day(l, depth) + " " + order + " " + x.day(l, depth)
	case 1:
		unit := x.pick("年", "半年", "季", "月", "旬", "周", "日")
		return x.column(l, "日期") + "." + unit + " " + order + " " + x.pick(x.column(l, "日期"), "{截至日}") + "." + unit
	case 2:
		return x.column(l, "文本") + " " + x.pick("=", "≠", "含", "不含", "属于", "不属于") + " " + x.pick("甲乙", "a*", "“_”", "“0%”|“\\”", "{文参}", "["+x.column(l, "文本")+"]", "1|A")
	case 3:
		return x.column(l, "选项", "多选") + " " + equal + " " + x.pick("一", "二|三", "["+x.column(l, "选项")+"]")
	case 4:
		return x.column(l) + " " + x.pick("为空", "非空")
	case 5:
		return x.column(l, "多选", "选项") + "." + x.pick("含义 = 完成", "附加 含 红", "分值 ≥ 2", "附加 = 红；蓝")
	case 6:
		return x.column(l, "整数", "小数") + " " + x.pick("属于", "不属于") + " " + x.pick("1|2|0.5", "["+x.column(l, "文本")+"]")
	case 8:
		if l == "甲" {
			return x.total() + " " + order + " " + x.number(l, 1)
		}
	case 7:
		if l != "甲" {
			return "上." + x.column("甲", "文本", "选项") + " " + x.pick("=", "≠", "含") + " " + x.pick("甲乙", "一")
		}
	}
	return x.number(l, depth) + " " + order + " " + x.number(l, 0)
}

func (x *planMaker) formula(depth int) string {
	if depth == 0 || x.IntN(4) == 0 {
		f := "[" + x.pick(x.figures...) + "]"
		return x.pick(f, f, strings.TrimSuffix(f, "]")+"!]", strings.TrimSuffix(f, "]")+x.pick("@上期]", "@去年]"), "12", "0.3", "{数参}")
	}
	if x.IntN(6) == 0 {
		return fmt.Sprintf("如果(%s > %s, %s, 1)", x.formula(0), x.formula(0), x.formula(depth-1))
	}
	return "(" + x.formula(depth-1) + x.pick("+", "-", "*", "/") + x.formula(depth-1) + ")"
}

// sheets are the rows of a random plan, by sheet.
func (x *planMaker) sheets() map[string]string {
	working := x.pick("是", "否")
	out := map[string][]string{
		"参数":  {"截至日|2021-11-20", "数参|7.5", "文参|甲乙", "活动名称|试", "活动代号|C", "期限按工作日|" + working},
		"单位":  {"U1|一社区|社区", "U2|二社区|社区"},
		"选项":  {"档|一|完成||红|||5", "档|二|||蓝|||1.5", "档|三||||||", "态|未动|未开始", "态|办结|完成", "态|销了|销号", "果|好|巩固", "果|坏|反弹"},
		"台账":  {"J|甲|编号|社区", "Y|乙|编号|社区", "B|丙|编号|社区"},
		"节假日": {},
	}
	for i := range x.IntN(20) {
		out["节假日"] = append(out["节假日"], fmt.Sprintf("2021-%02d-%02d|%s", 1+(i*5)%12, 1+(i*3)%28, x.pick("休", "班")))
	}
	for i, l := range []string{"甲", "乙", "丙"} {
		add := func(name, kind, decimals, of, more string) {
			x.columns[l] = append(x.columns[l], [2]string{name, kind})
			out["栏目"] = append(out["栏目"], fmt.Sprintf("%s|%s|%s|%s|%s||选|单位%s", l, name, kind, decimals, of, more))
		}
		out["栏目"] = append(out["栏目"], l+"|编号|文本||||必|单位")
		add("单位", "引用", "", "单位", "|责任单位")
		for _, kind := range []string{"文本", "小数", "整数", "日期", "选项", "多选"} {
			name := map[string]string{"文本": "文", "小数": "数", "整数": "整", "日期": "日", "选项": "选", "多选": "多"}[kind]
			for n := range 1 + x.IntN(2) {
				of, decimals, called := "", "", name
				if n > 0 {
					called += "二"
				}
				if kind == "选项" || kind == "多选" {
					of = "档"
				}
				if kind == "小数" {
					decimals = "2"
				}
				add(called, kind, decimals, of, "")
			}
		}
		switch i {
		case 0:
			out["栏目"] = append(out["栏目"], l+"|状态|选项||态||选|单位|状态", l+"|期限|日期||||选|单位|期限", l+"|新期限|日期||||选|单位|新期限")
			add("算", "小数", "2", "", "")
			last := len(out["栏目"]) - 1
			out["栏目"][last] = l + "|算|公式|2|" + x.pick("数*整", "空作0(数+整)", "如果(选 = 一, 5, 1)", "整/3") + "||选|系统"
		case 1:
			out["栏目"] = append(out["栏目"], l+"|上|引用||甲||选|单位")
		case 2: // looked at again
			out["栏目"] = append(out["栏目"], l+"|上|引用||甲||选|单位|复查对象", l+"|看日|日期||||选|单位|复查日期", l+"|果|选项||果||选|单位|复查结果", l+"|再限|日期||||选|单位|新期限")
		}
	}
	x.figures = nil
	for i := range 60 {
		l := x.pick("甲", "乙", "丙")
		op := x.pick("计数", "计数", "求和", "平均", "去重", "列表", "最小", "最大", "逾期")
		column := ""
		switch op {
		case "求和", "平均":
			column = x.column(l, "小数", "整数")
		case "去重":
			column = x.column(l, "文本", "选项", "日期", "整数", "引用")
		case "列表":
			column = x.column(l, "文本", "选项", "日期")
		case "最小", "最大":
			column = x.column(l, "小数", "整数", "日期")
		case "逾期":
			l = "甲"
		}
		code := fmt.Sprintf("F%d", i)
		out["指标"] = append(out["指标"], fmt.Sprintf("%s|第%d个|%s|%s|%s|%s||%s|2||||%s", code, i, l, op, column, strings.ReplaceAll(x.condition(l, 2), "|", "¦"), "", x.pick("是", "否")))
		if op == "计数" || op == "求和" || op == "平均" || op == "去重" {
			x.figures = append(x.figures, code)
		}
	}
	for i := range 25 {
		out["指标"] = append(out["指标"], fmt.Sprintf("G%d|式%d||公式|||%s||%s|%s", i, i, x.formula(2), x.pick("0", "1", "3"), x.pick("", "百分比")))
	}
	for i := range 12 {
		out["勾稽"] = append(out["勾稽"], fmt.Sprintf("K%d|第%d条|%s|%s|%s||%s|话", i, i, x.formula(1), x.pick("=", "≥", "≤"), x.formula(1), x.pick("错误", "警告")))
	}
	x.blocks(out)
	joined := map[string]string{}
	for sheet, rows := range out {
		joined[sheet] = strings.Join(rows, "\n")
	}
	return joined
}

func (x *planMaker) blocks(out map[string][]string) {
	block := func(kind, l, rows, cols, value, columns string) {
		when := ""
		if x.IntN(2) == 0 {
			when = strings.ReplaceAll(x.condition(l, 1), "|", "¦")
		}
		n := len(out["报表"])
		out["报表"] = append(out["报表"], fmt.Sprintf("表%d|块%d|%s|%s|%s|%s|%s|%s|%s|||否|A4横", n, n, kind, l, rows, cols, value, columns, when))
	}
	dimension := func(l string) string {
		switch x.IntN(3) {
		case 0:
			return x.column(l, "日期") + ":" + x.pick("年", "半年", "季", "月", "旬", "周")
		case 1:
			return x.column(l, "选项", "引用")
		}
		return x.column(l, "文本", "选项")
	}
	for range 14 {
		l := x.pick("甲", "乙", "丙")
		cols := ""
		if x.IntN(2) == 0 {
			cols = dimension(l)
		}
		block("交叉表", l, dimension(l), cols, x.pick("计数", "求和:数", "平均:整", "去重:文", "", "计数¦求和:数"), "")
	}
	for range 2 {
		block("完成率", "甲", x.column("甲", "引用", "选项"), "", "", "")
	}
	for range 2 {
		l := x.pick("甲", "乙", "丙")
		block("明细", l, "", "", "", "编号¦"+x.column(l)+"¦"+x.column(l, "日期"))
	}
	block("逾期", "甲", "", "", "", "编号¦期限")
	out["报表"] = append(out["报表"], "总|勾稽|勾稽||||||||||A4横", "总二|来源|指标来源||||||||||A4横")
}

// randomPlan makes plans until one holds, and gives its figures as they are written.
func randomPlan(t *testing.T, r *rand.Rand) (*templates.Plan, string) {
	t.Helper()
	x := &planMaker{Rand: r}
	var err error
	for range 200 {
		x.columns = map[string][][2]string{}
		text := x.sheets()
		var p *templates.Plan
		if p, err = plantest.Plan(text); err == nil {
			p.SetAsOf("2021-11-20")
			return p, text["指标"]
		}
		for range 8 { // what cannot be said is left out
			bad, ok := err.(*templates.PlanError)
			if !ok {
				break
			}
			drop(text, bad)
			if p, err = plantest.Plan(text); err == nil {
				p.SetAsOf("2021-11-20")
				return p, text["指标"]
			}
		}
	}
	if bad, ok := err.(*templates.PlanError); ok {
		for _, f := range bad.Findings[:min(8, len(bad.Findings))] {
			t.Log(f.Sheet, f.Cell, f.Message)
		}
	}
	t.Fatal("no plan: ", err)
	return nil, ""
}

// drop takes the lines away that the plan's reader refuses.
func drop(text map[string]string, bad *templates.PlanError) {
	lines := map[string]map[int]bool{}
	for _, f := range bad.Findings {
		var n int
		if _, err := fmt.Sscanf(strings.TrimLeft(f.Cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "%d", &n); err == nil {
			if lines[f.Sheet] == nil {
				lines[f.Sheet] = map[int]bool{}
			}
			lines[f.Sheet][n] = true
		}
	}
	for sheet, drop := range lines {
		var kept []string
		for i, line := range strings.Split(text[sheet], "\n") {
			if !drop[i+3] {
				kept = append(kept, line)
			}
		}
		text[sheet] = strings.Join(kept, "\n")
	}
}

// testRandomPlans: of random plans over random rows every figure, cross-check and
// block is here, in the engine and, of the figures and checks, in the workbook as
// LibreOffice recalculates it, the same.
func testRandomPlans(t *testing.T, s *enginetest.Server) {
	conn := dial(t, s.Database("randomplans"))
	ctx := context.Background()
	figures, checks, blocks := 0, 0, 0
	said, tried := []string{"工作日(", "工作日后(", ".分值", "汇总(乙", "平均(乙", "@上期", "@去年", "属于 ", "附加", "上.", "如果(", "/", templates.OpLate, templates.OpList, templates.OpMin, templates.OpDistinct}, map[string]int{}
	var books []*master.Master
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(2026, seed))
		p, text := randomPlan(t, r)
		m := randomMaster(r, p)
		m.Arrange()
		var past []Past
		for i, day := range []string{"2020-11-01", "2021-11-18"} { // what earlier merges said
			one := Past{Past: sheets.Past{Serial: i, AsOf: day, Figures: map[string]string{}}, LookedBack: true}
			for _, f := range p.Figures {
				one.Figures[f.Code] = []string{"3", "", "—", "12.5"}[r.IntN(4)]
			}
			past, m.Past = append(past, one), append(m.Past, one.Past)
		}
		conn.Exec(ctx, "DROP SCHEMA IF EXISTS "+schemaName+" CASCADE") // every plan has its own tables
		loaded, err := Load(ctx, conn, Input{Office: "街道", Campaign: "C", Master: m, Digest: "d", Past: past})
		must(t, err)
		if len(loaded.NoSQL) > 0 {
			t.Errorf("seed %d: no SQL: %s", seed, strings.Join(loaded.NoSQL, "; "))
		}
		src, err := Open(ctx, conn, p, "街道")
		must(t, err)
		src.small = int(seed%2) * smallLedger // every other time rows are brought by their conditions
		here := figure.New(m.Data())
		for _, f := range p.Figures {
			if figures++; !Equal(here.Get(f), src.Set.Get(f)) {
				t.Errorf("seed %d %s: %s, engine %s: %s", seed, f.Code, here.Get(f).Printed(), src.Set.Get(f).Printed(), figure.Definition(f))
			}
		}
		for _, word := range said {
			tried[word] += strings.Count(text, word)
		}
		there := src.Set.Checks()
		for i, c := range here.Checks() {
			if checks++; c.Verdict() != there[i].Verdict() || !c.Difference.Equal(there[i].Difference) {
				t.Errorf("seed %d %s: %v, engine %v", seed, c.Relation.Code, c, there[i])
			}
		}
		blocks += len(p.Blocks)
		want, got := summaryOf(t, summary.Input{Plan: p, Set: here, AsOf: p.Param(templates.ParamAsOf)}), summaryOf(t, summary.Input{Plan: p, Set: src.Set, AsOf: src.AsOf, Counter: src})
		must(t, src.Err())
		if at := slices.IndexFunc(want, func(c string) bool { return !slices.Contains(got, c) }); at >= 0 || len(got) != len(want) {
			t.Errorf("seed %d: %d cells here, %d from the engine; first missing %s", seed, len(want), len(got), want[max(at, 0)])
		}
		books = append(books, m)
	}
	t.Logf("%d figures, %d checks, %d blocks", figures, checks, blocks)
	if figures < 600 || blocks < 150 {
		t.Errorf("only %d figures and %d blocks", figures, blocks)
	}
	for _, word := range said {
		if tried[word] < 5 {
			t.Errorf("“%s” was tried %d times only", word, tried[word])
		}
	}
	recalculated(t, books)
}

func summaryOf(t *testing.T, in summary.Input) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "汇总.xlsx")
	var b bytes.Buffer
	must(t, summary.Write(context.Background(), &b, in))
	must(t, os.WriteFile(path, b.Bytes(), 0o600))
	return cells(t, path)
}

func cells(t *testing.T, path string) (out []string) {
	t.Helper()
	wb, err := xlsx.Open(path)
	must(t, err)
	defer wb.Close()
	for _, s := range wb.Sheets() {
		must(t, wb.Each(context.Background(), s.Name, func(r *xlsx.Row) {
			for _, c := range r.Cells {
				if c.Text != "" {
					out = append(out, fmt.Sprintf("%s!%s %s", s.Name, xlsx.CellName(c.Col, r.Number), c.Text))
				}
			}
		}))
	}
	return out
}

var exact = decimal.NewFromInt(1e11)

var cachedValue = regexp.MustCompile(`</f><v>[^<]*</v>`)

// forgotten takes from a workbook what its formulas gave, so that they are computed.
func forgotten(t *testing.T, book []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	must(t, err)
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		r, err := f.Open()
		must(t, err)
		content, err := io.ReadAll(r)
		must(t, err)
		w, err := out.Create(f.Name)
		must(t, err)
		_, err = w.Write(cachedValue.ReplaceAll(content, []byte("</f>")))
		must(t, err)
	}
	must(t, out.Close())
	return b.Bytes()
}

// recalculated holds the figures that LibreOffice computes from the masters'
// formulas against those computed here.
func recalculated(t *testing.T, books []*master.Master) {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Log("LibreOffice (soffice) is not installed: workbooks are not recalculated")
		return
	}
	dir := t.TempDir()
	args := []string{"-env:UserInstallation=file://" + filepath.ToSlash(dir) + "/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "out")}
	for i, m := range books {
		path := filepath.Join(dir, fmt.Sprintf("%d.xlsx", i))
		var b bytes.Buffer
		must(t, m.Write(context.Background(), &b))
		must(t, os.WriteFile(path, forgotten(t, b.Bytes()), 0o600))
		args = append(args, path)
	}
	if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for i, m := range books {
		past, err := master.ReadPast(context.Background(), filepath.Join(dir, "out", fmt.Sprintf("%d.xlsx", i)))
		must(t, err)
		set := figure.New(m.Data())
		for _, f := range m.Plan.Figures {
			if set.Get(f).Value.Abs().GreaterThan(exact) { // more digits than a spreadsheet holds
				continue
			}
			if got, want := past.Figures[f.Code], set.Get(f).Printed(); got != want {
				t.Errorf("seed %d %s: %s recalculated, %s computed: %s", i, f.Code, got, want, figure.Definition(f))
			}
		}
	}
}
