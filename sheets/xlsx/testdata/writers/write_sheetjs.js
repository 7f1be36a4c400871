const XLSX = require("xlsx");
const wb = XLSX.utils.book_new();
const ws = XLSX.utils.aoa_to_sheet([
  ["名称", "数量", "启动日期", "比例", "公式", "备注"],
  ["碧水园", 12, new Date(Date.UTC(2021, 7, 6)), 0.8, null, " 前后有空格 "],
  ["123", 123, null, -0.5, true, "第一行\n第二行"],
  ["#N/A", null, null, 1.5e-7, false, "<&>\"'\r\n😀"],
], { cellDates: false, dateNF: "yyyy-mm-dd" });
ws.D2.z = "0.0%";
ws.E2 = { t: "n", f: "B2*2", v: 24 };
ws.E5 = { t: "e", v: 0x2a };
ws.F5 = { t: "s", v: "_x000D_" };
ws["!ref"] = "A1:F5";
ws["!merges"] = [XLSX.utils.decode_range("A7:B8")];
ws["!rows"] = [, , { hidden: true }];
XLSX.utils.book_append_sheet(wb, ws, "小区 台账");
XLSX.utils.book_append_sheet(wb, XLSX.utils.aoa_to_sheet([[1]]), "隐藏");
wb.Workbook = {
  Sheets: [{ Hidden: 0 }, { Hidden: 2 }],
  Names: [{ Name: "选项", Ref: "'小区 台账'!$A$2:$A$4" }],
};
wb.Custprops = { campaign: "塘沽2021", 份数: 3 };
XLSX.writeFile(wb, process.argv[2], { compression: true, bookSST: false });
