import datetime
import sys

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

wb = Workbook()
ws = wb.active
ws.title = "小区 台账"
ws.append(["名称", "数量", "启动日期", "比例", "公式", "备注"])
ws.append(["碧水园", 12, datetime.date(2021, 8, 6), 0.8, "=B2*2", " 前后有空格 "])
ws.append(["123", 123, datetime.datetime(2021, 8, 6, 14, 30), -0.5, "=1/0", "第一行\n第二行"])
ws.append(["#N/A", None, datetime.time(9, 15), 1.5e-7, True, "<&>\"'"])
ws["F5"] = "_x000D_ 与 😀"
ws["H9"] = 123456789012345678
for row in range(2, 4):
    ws.cell(row, 4).number_format = "0.0%"
ws["C2"].number_format = 'yyyy"年"m"月"d"日"'
ws["A1"].font = Font(bold=True)
ws["A2"].comment = Comment("批注", "某人")
ws.merge_cells("A7:B8")
ws.row_dimensions[3].hidden = True
validation = DataValidation(type="list", formula1='"是,否"')
ws.add_data_validation(validation)
validation.add("G2:G10")
ws.freeze_panes = "A2"
if len(sys.argv) < 3:
    hidden = wb.create_sheet("隐藏")
    hidden["A1"] = datetime.timedelta(hours=36)
    hidden.sheet_state = "hidden"
    deep = wb.create_sheet("元数据")
    deep.sheet_state = "veryHidden"
    wb.create_chartsheet("图表")
    wb.defined_names.append(DefinedName("选项", attr_text="'小区 台账'!$A$2:$A$4"))
    wb.defined_names.append(DefinedName("局部", attr_text="隐藏!$A$1", localSheetId=1, hidden=True))
wb.save(sys.argv[1])
