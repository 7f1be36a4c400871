const ExcelJS = require("exceljs");

function rows(ws) {
  ws.addRow(["名称", "数量", "启动日期", "比例", "公式", "备注"]).commit();
  const row = ws.addRow(["碧水园", 12, new Date(Date.UTC(2021, 7, 6)), 0.8, { formula: "B2*2", result: 24 }, " 前后有空格 "]);
  row.getCell(4).numFmt = "0.0%";
  row.commit();
  ws.addRow(["123", 123, null, -0.5, { formula: "1+1" }, "第一行\n第二行"]).commit();
  ws.addRow(["#N/A", null, { error: "#N/A" }, 1.5e-7, true, { richText: [{ text: "粗", font: { bold: true } }, { text: " 细" }] }]).commit();
  ws.addRow([{ text: "链接", hyperlink: "https://example.org/" }, , , , , "_x000D_ <&> 😀"]).commit();
}

(async () => {
  const wb = new ExcelJS.Workbook();
  const ws = wb.addWorksheet("小区 台账", { views: [{ state: "frozen", ySplit: 1 }] });
  rows(ws);
  ws.mergeCells("A7:B8");
  ws.getRow(3).hidden = true;
  ws.getCell("G2").dataValidation = { type: "list", formulae: ['"是,否"'] };
  wb.addWorksheet("隐藏", { state: "veryHidden" }).getCell("C3").value = 1;
  wb.definedNames.add("'小区 台账'!$A$2:$A$4", "选项");
  await wb.xlsx.writeFile(process.argv[2]);

  const stream = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: process.argv[3], useStyles: true });
  const sheet = stream.addWorksheet("小区 台账");
  rows(sheet);
  sheet.commit();
  await stream.commit();
})();
