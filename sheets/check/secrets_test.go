package check_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"taizhang/sheets"
	"taizhang/sheets/check"
	"taizhang/sheets/figure"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/finding"
)

// noSecrets: no finding repeats what a sensitive column holds.
func noSecrets(t *testing.T, c *sample, fs []finding.Finding, more ...string) {
	t.Helper()
	secrets := slices.Concat(c.secrets(t), more)
	for _, f := range fs {
		for _, s := range secrets {
			if strings.Contains(f.Message+f.Fix, s) {
				t.Errorf("%s tells %q: %s%s", f.Code, s, f.Message, f.Fix)
			}
		}
	}
}

// secrets are the values of the clean campaign's sensitive columns. Bare
// numbers would be found in anything.
func (c *sample) secrets(t *testing.T) (out []string) {
	for l, rows := range c.merge(t).master.Rows {
		for _, col := range l.Columns {
			for _, r := range rows {
				if v := r.Value(col); v != "" && col.Sensitive && !col.Numeric() {
					out = append(out, v)
				}
			}
		}
	}
	return out
}

// Every sensitive column with every kind of wrong content, through a workbook.
func TestSensitiveValuesStayOut(t *testing.T) {
	c := loadSample(t)
	for _, l := range c.plan.Ledgers {
		unit := c.filer(t, l)
		for _, col := range l.Columns {
			if !col.Sensitive || unit == "" {
				continue
			}
			for _, secret := range []string{"保密人13812345678保密人13812345678", "12.5.6万秘密", "／秘密／", "秘密\n秘密"} {
				data := change(t, c.book(t, unit, l.Restricted), func(f *excelize.File) { set(t, f, col, 5, secret) })
				_, fs := c.read(t, data)
				noSecrets(t, c, fs, secret, "13812345678")
			}
			// Twice the same, where that is wrong.
			data := change(t, c.book(t, unit, l.Restricted), func(f *excelize.File) {
				for _, other := range l.Columns {
					if v, err := f.GetCellValue(l.Name, address(other, 5)); err == nil && other.Type != cell.Formula && !other.FilledBySystem() {
						set(t, f, other, 6, v)
					}
				}
			})
			_, fs := c.read(t, data)
			noSecrets(t, c, fs)
		}
	}
}

// filer is a unit whose clean return has rows of the ledger.
func (c *sample) filer(t *testing.T, l *templates.Ledger) string {
	for _, u := range c.plan.Units {
		if readTable(t, u.Name, l.Name) != nil {
			return u.Name
		}
	}
	return ""
}

// A plan may group and compare by sensitive columns too.
func TestSensitiveWordsOfChecks(t *testing.T) {
	c := loadSample(t)
	l := c.plan.Ledger("差旅自查")
	person, voucher := l.Column("人员代码"), l.Column("凭证号")
	say := "{值} {另} {应} {期} {人员代码}"
	for _, r := range []*templates.Rule{
		{Check: "组合唯一", Column: person, Columns: map[string][]*templates.Column{"列": {person}}},
		{Check: "组合同值", Column: person, Columns: map[string][]*templates.Column{"列": {l.Column("部门")}, "同值": {person, voucher}}},
		{Check: "指向限次", Column: person, Args: map[string]string{"上限": "1"}, Columns: map[string][]*templates.Column{"列": {person}}},
		{Check: "分组下限", Column: person, Args: map[string]string{"下限": "9"}, Columns: map[string][]*templates.Column{"分组": {person}}},
		{Check: "分组上限", Column: person, Args: map[string]string{"上限": "0"}, Columns: map[string][]*templates.Column{"分组": {voucher}}},
		{Check: "书名登记", Column: person, Columns: map[string][]*templates.Column{"登记": {voucher}}},
		{Check: "佐证登记", Column: person, Columns: map[string][]*templates.Column{"登记": {voucher}}},
	} {
		r.Code, r.Stage, r.Severity, r.Ledger, r.Message = "试", templates.StageMaster, finding.Error, l, say
		plan := *c.plan
		plan.Rules = []*templates.Rule{r}
		checker, err := check.New(&plan)
		if err != nil {
			t.Fatal(err)
		}
		d := sheets.NewData(&plan)
		for _, row := range c.merge(t).rows()[l] {
			if r.Check == "书名登记" {
				row.Values[person.Index] = "《" + row.Values[person.Index] + "》"
			}
			d.Add(row)
		}
		found := slices.DeleteFunc(checker.Master(context.Background(), figure.New(d), check.Facts{}), func(f finding.Finding) bool { return f.Code != "试" })
		if len(found) == 0 {
			t.Errorf("%s finds nothing", r.Check)
		}
		noSecrets(t, c, found)
	}
}
