package merge

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"taizhang/sheets/campaign"
	"taizhang/sheets/issue"
	"taizhang/sheets/xlsx"
	"taizhang/templates"
	"taizhang/templates/cell"
	"taizhang/templates/form"
)

// district is a plan of many units that fill in one ledger of 20 columns.
func district(b testing.TB, units int) *templates.Plan {
	b.Helper()
	tables, err := templates.ReadTables(os.DirFS("testdata/方案"))
	if err != nil {
		b.Fatal(err)
	}
	rows := map[string][]map[string]string{
		"单位": nil,
		"台账": {{"代号": "T", "名称": "大台账", "主键": "编号", "填报单位": "单位", "新增行": "是", "预留行数": "0"}},
		"栏目": {{"台账": "大台账", "栏目": "编号", "类型": "文本", "必填": "必", "填写方": "系统", "规则": "unique"}},
	}
	for i := range units {
		rows["单位"] = append(rows["单位"], map[string]string{"单位代码": fmt.Sprintf("U%03d", i), "单位名称": fmt.Sprintf("第%03d单位", i), "类型": "科室"})
	}
	for i := range 19 {
		c := map[string]string{"台账": "大台账", "栏目": fmt.Sprintf("栏%02d", i), "类型": "文本", "必填": "选", "填写方": "单位"}
		switch i % 5 {
		case 3:
			c["类型"] = "日期"
		case 4:
			c["类型"], c["小数位"] = "小数", "2"
		}
		rows["栏目"] = append(rows["栏目"], c)
	}
	var list []*templates.Table
	for name, t := range tables {
		switch name {
		case "规则", "指标", "期初-措施":
			t.Rows = nil
		}
		if own, ok := rows[name]; ok {
			t.Rows = nil
			for _, r := range own {
				cells := make([]string, len(t.Header))
				for i, h := range t.Header {
					cells[i] = r[h]
				}
				t.Rows = append(t.Rows, templates.TableRow{Number: 3 + len(t.Rows), Cells: cells})
			}
		}
		if name != "期初-措施" {
			list = append(list, t)
		}
	}
	plan, err := templates.Load(list)
	if err != nil {
		b.Fatal(err, err.(*templates.PlanError).Findings)
	}
	return plan
}

// BenchmarkMerge merges 300 returns of 500 rows and 20 columns into a new
// master, merges them again, and reads the same files without more, for scale.
func BenchmarkMerge(b *testing.B) {
	const units, rows = 300, 500
	plan := district(b, units)
	plan.SetAsOf("2021-11-20")
	dir := campaign.Dir(b.TempDir())
	if _, err := issue.Run(context.Background(), issue.Input{Dir: dir, Plan: plan, AsOf: "2021-11-20"}); err != nil {
		b.Fatal(err)
	}
	for i, u := range plan.Units {
		writeReturn(b, dir, plan, u, i, rows)
	}
	b.Run("read", func(b *testing.B) {
		files, err := filepath.Glob(dir.Path(campaign.Inbox, "*.xlsx"))
		if err != nil || len(files) != units {
			b.Fatal(err, len(files))
		}
		peak := watchMemory()
		for b.Loop() {
			inParallel(context.Background(), files, func(path string) { readAll(b, path) })
		}
		b.ReportMetric(peak(), "peak-MB")
	})
	for _, name := range []string{"merge", "again"} {
		b.Run(name, func(b *testing.B) {
			peak := watchMemory()
			var running, saving time.Duration
			for b.Loop() {
				if name == "merge" {
					os.RemoveAll(dir.Path(campaign.Ledger))
				}
				begin := time.Now()
				res, err := Run(context.Background(), Input{Dir: dir, Plan: plan, AsOf: "2021-11-20"})
				if err != nil {
					b.Fatal(err)
				}
				running += time.Since(begin)
				if n := len(res.Master.Rows[plan.Ledger("大台账")]); n != units*rows {
					b.Fatalf("%d rows", n)
				}
				begin = time.Now()
				if err := res.Save(context.Background(), dir); err != nil {
					b.Fatal(err)
				}
				saving += time.Since(begin)
			}
			b.ReportMetric(running.Seconds()/float64(b.N), "run-s")
			b.ReportMetric(saving.Seconds()/float64(b.N), "save-s")
			b.ReportMetric(peak(), "peak-MB")
		})
	}
}

func writeReturn(b testing.TB, dir campaign.Dir, plan *templates.Plan, u *templates.Unit, n, rows int) {
	l := plan.Ledger("大台账")
	r := form.Request{Plan: plan, Unit: u, Issue: 1, Issued: "2021-11-20", Ledgers: []*templates.Ledger{l}, Rows: map[string][]templates.Record{}, NextSerial: map[string]int{l.Name: 1}}
	for i := range rows {
		v := make([]string, len(l.Columns))
		for _, c := range l.Columns[1:] {
			switch c.Type {
			case cell.Date:
				v[c.Index] = fmt.Sprintf("2021-%02d-%02d", 1+i%12, 1+n%28)
			case cell.Decimal:
				v[c.Index] = fmt.Sprintf("%d.25", n*rows+i+c.Index)
			default:
				v[c.Index] = fmt.Sprintf("单位%d第%d行栏%d", n, i, c.Index)
			}
		}
		r.Rows[l.Name] = append(r.Rows[l.Name], templates.Record{ID: form.RowID(u.Code, l.Code, i+1), Version: 1, Values: v})
	}
	var buf bytes.Buffer
	if err := form.Write(context.Background(), &buf, r); err != nil {
		b.Fatal(err)
	}
	err := campaign.WriteFile(context.Background(), dir.Path(campaign.Inbox, u.Name+".xlsx"), func(w io.Writer) error {
		_, err := w.Write(buf.Bytes())
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
}

func readAll(b *testing.B, path string) {
	wb, err := xlsx.Open(path)
	if err != nil {
		b.Error(err)
		return
	}
	defer wb.Close()
	for _, s := range wb.Sheets() {
		rows, err := wb.Rows(s.Name)
		if err != nil {
			b.Error(err)
			return
		}
		for rows.Next() {
		}
		if err := rows.Err(); err != nil {
			b.Error(err)
		}
		rows.Close()
	}
}

// watchMemory samples how much of the process is in memory until the returned
// function is called, which gives the most that was seen, in MB.
func watchMemory() func() float64 {
	var wg sync.WaitGroup
	stop := make(chan bool)
	most := 0.0
	wg.Go(func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(20 * time.Millisecond):
				most = max(most, residentMB())
			}
		}
	})
	return func() float64 {
		close(stop)
		wg.Wait()
		return most
	}
}

func residentMB() float64 {
	status, _ := os.ReadFile("/proc/self/status")
	for _, line := range strings.Split(string(status), "\n") {
		if kb := 0.0; strings.HasPrefix(line, "VmRSS:") {
			fmt.Sscan(strings.TrimPrefix(line, "VmRSS:"), &kb)
			return kb / 1024
		}
	}
	return 0
}
