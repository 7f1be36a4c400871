package master_test

import (
	"bytes"
	"strings"
	"testing"

	"taizhang/sheets"
	"taizhang/sheets/master"
	"taizhang/sheets/ooxml/packagecheck"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/form"
)

// A value stands in the master as it stands in the form it came in.
func TestMasterAndFormHoldTheSame(t *testing.T) {
	plan := planOf(t, map[string]string{
		"单位": "U1\t第一单位\t科室",
		"台账": "A\t甲\t文",
		"栏目": "甲\t文\t文本\n甲\t长\t长文本\n甲\t数\t小数\t2\n甲\t细\t小数\t12\n甲\t整\t整数\n甲\t日\t日期",
	})
	l := plan.Ledger("甲")
	awkward := map[string][]string{
		"文": {"001", "5-03", "1e5", "=1+1", "12345678901234567", " 前后 ", strings.Repeat("长", 300)},
		"长": {"007", "第一行\n第二行", strings.Repeat("很长的一段话，", 2000), "TRUE"},
		"数": {"0", "-0.05", "0.1", "123456789012345", "1234567890123.45", "1234567890123456", "12345678901234567.89", "-12345678901234567.89", "-123456789012345"},
		"细": {"0.000000000001", "-1.000000000001", "123.456789012345", "1234.456789012345"},
		"整": {"7", "-7", "999999999999999", "1000000000000000", "12345678901234567"},
		"日": {"2021-08-06", "1900-03-01", "1900-02-28", "1900-01-01", "1901-01-01", "2999-12-31"},
	}
	m, records := master.New(plan), []templates.Record{}
	for name, list := range awkward {
		for _, v := range list {
			r := &sheets.Row{Ledger: l, Record: templates.Record{ID: form.RowID("U1", "A", len(records)+1), Version: 1, Values: make([]string, len(l.Columns))}}
			r.Values[l.Column("文").Index] = "甲"
			r.Values[l.Column(name).Index] = v
			m.Rows[l] = append(m.Rows[l], r)
			records = append(records, r.Record)
		}
	}
	var out bytes.Buffer
	err := form.Write(t.Context(), &out, form.Request{Plan: plan, Unit: plan.Units[0], Issue: 1, Ledgers: plan.Ledgers, Rows: map[string][]templates.Record{"甲": records}})
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"form": out.Bytes(), "master": written(t, m)} {
		for _, p := range packagecheck.Check(data) {
			t.Errorf("%s: %s", name, p)
		}
	}
	inForm, inMaster := byID(t, out.Bytes()), byID(t, written(t, m))
	for _, r := range records {
		for _, c := range l.Columns {
			f, k := inForm[r.ID][form.FirstColumn+c.Index], inMaster[r.ID][form.FirstColumn+c.Index]
			if f.Kind != k.Kind || f.Text != k.Text || f.Format != k.Format && f.Kind == xlsx.Date {
				t.Errorf("%s %.30q: the form holds %v %.30q, the master %v %.30q", c.Name, r.Values[c.Index], f.Kind, f.Text, k.Kind, k.Text)
			}
			if v, issue := c.Read(k, false); v != r.Values[c.Index] && strings.TrimSpace(r.Values[c.Index]) != v {
				t.Errorf("%s %.30q: read back as %.30q, %v", c.Name, r.Values[c.Index], v, issue)
			}
		}
	}
}

// byID reads the sheet of ledger 甲: its cells by id and column.
func byID(t *testing.T, data []byte) map[string]map[int]xlsx.Cell {
	t.Helper()
	wb, err := xlsx.OpenReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	defer wb.Close()
	rows, err := wb.Rows("甲")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	out := map[string]map[int]xlsx.Cell{}
	for rows.Next() {
		cells := map[int]xlsx.Cell{}
		for _, c := range rows.Row().Cells {
			cells[c.Col] = c
		}
		out[cells[form.IDColumn].Text] = cells
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
