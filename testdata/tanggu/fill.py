#!/usr/bin/python3
"""Fills in the issued forms the way units do, and saves them as their returns.

    fill.py FORMS

FORMS holds the blank forms (see forms.go). Each is filled with openpyxl from
填报/; some are then opened and saved by LibreOffice. The returns have the
blemishes of real ones; README.md lists them.
"""
import copy
import csv
import datetime
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import openpyxl
from openpyxl.styles import Font

HERE = pathlib.Path(__file__).parent
HEADER, FIRST = 3, 5
LIBREOFFICE = "libreoffice"

# unit or form: (name it came back under, last saved by)
RETURNS = {
    "综合办": ("综合办台账(报送).xlsx", LIBREOFFICE),
    "纪工委": ("纪工委.xlsx", None),
    "纪工委-限阅": ("纪工委 限阅.xlsx", None),
    "财政办": ("财政办-差旅自查-最终版.xlsx", LIBREOFFICE),
    "机关党委": ("新建 XLSX 工作表(1).xlsx", None),
    "招商办": ("招商办 2021.11.19.xlsx", LIBREOFFICE),
    "综合执法大队": ("最终版.xlsx", None),
    "第一社区": ("第一社区.xlsx", LIBREOFFICE),
    "第三社区": ("上报/第三社区 终稿.xlsx", LIBREOFFICE),
    "第四社区": ("第四社区(紫云园).xlsx", None),
    "第五社区": ("工作簿1.xlsx", LIBREOFFICE),
    "第七社区": ("第七社区终稿2.xlsx", LIBREOFFICE),
    "第八社区": ("上报/副本第八社区.xlsx", None),
}
LOCKS = ["~$第一社区.xlsx", "上报/~$第三社区 终稿.xlsx"]


def read(path):
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def columns(sheet):
    """Header text → column number."""
    return {c.value: c.column for c in sheet[HEADER] if c.value}


def put(cell, text):
    """Types a value into a cell as its format asks for."""
    if "yy" in cell.number_format:
        cell.value = datetime.datetime.fromisoformat(text)
    elif cell.number_format.startswith("0"):
        cell.value = float(text) if "." in text else int(text)
    else:
        cell.value = text


def fill_ledger(sheet, rows, gap):
    """Pours rows into the sheet: known ones by their id, others into the prepared rows."""
    at = columns(sheet)
    issued = {sheet.cell(r, 1).value: r for r in range(FIRST, sheet.max_row + 1) if sheet.cell(r, 2).value is not None}
    free = FIRST + len(issued)
    for n, row in enumerate(rows):
        known = row.pop("行标识", None)
        r = issued[known] if known else free + n + (3 if gap and n >= gap else 0)
        for name, text in row.items():
            if text:
                put(sheet.cell(r, at[name]), text)


def fill_help(sheet, unit, contact, head, filled):
    years = {}
    if (path := HERE / "填报" / unit / "零报告.tsv").exists():
        years = {r["台账"]: r["无事项年份"] for r in read(path)}
    mine = {"填报人": contact, "审核人（部门负责人）": head, "填报日期": "2021-11-19"}
    table = False
    for row in sheet.iter_rows(min_row=3, max_col=4):
        label, value = row[0].value, mine.get(row[0].value)
        table = table or label == "台账"
        if value and not table:
            put(row[1], value)
        if table and label in sheet.parent.sheetnames and not row[2].value:  # "—" where it is not asked
            if label in filled:
                row[3].value = years.get(label, row[3].value)
            else:
                row[2].value = "是"


# --- blemishes ----------------------------------------------------------------

FULL = str.maketrans("0123456789.", "０１２３４５６７８９．")


def cells(book, ledger, column, first, last):
    """The filled cells of a column, by their order in the sheet."""
    sheet = book[ledger]
    found = [c for (c,) in sheet.iter_rows(min_row=FIRST, min_col=columns(sheet)[column], max_col=columns(sheet)[column]) if c.value is not None]
    return found[first:last]


def retype(found, form):
    """Types values again as text, in the given form."""
    for c in found:
        c.value, c.number_format = form(c.value), "@"


def dotted(d):
    return f"{d.year}.{d.month}.{d.day}"


def chinese(d):
    return f"{d.year}年{d.month}月{d.day}日"


def total(sheet, label, column):
    at = columns(sheet)
    last = max(c.row for (c,) in sheet.iter_rows(min_row=FIRST, min_col=at[column], max_col=at[column]) if c.value is not None)
    letter = openpyxl.utils.get_column_letter(at[column])
    sheet.cell(last + 1, at[label]).value = "合计"
    sheet.cell(last + 1, at[column]).value = f"=SUM({letter}{FIRST}:{letter}{last})"


def swap(sheet, one, other):
    """Swaps two columns below the notes, as a user who drags them does."""
    at = columns(sheet)
    for r in range(HEADER, sheet.max_row + 1):
        a, b = sheet.cell(r, at[one]), sheet.cell(r, at[other])
        a.value, b.value = b.value, a.value
        a._style, b._style = copy.copy(b._style), copy.copy(a._style)


def spoil(form, book):
    if form == "综合办":
        sheet = book["会议活动"]
        extra = sheet.max_column + 1
        sheet.cell(HEADER, extra).value = "备注"
        sheet.cell(FIRST, extra).value = "纪要原件存综合办"
    elif form == "纪工委":
        retype(cells(book, "督办文书", "制发日期", 0, 3), dotted)
        retype(cells(book, "回头看", "自查日期", 0, 2), chinese)
    elif form == "财政办":
        retype(cells(book, "差旅自查", "金额", 0, 3), lambda v: f"{v:,.2f}")
        retype(cells(book, "差旅自查", "金额", 3, 5), lambda v: f"{v:,.2f}元")
    elif form == "机关党委":
        retype(cells(book, "会议活动", "日期", 0, 1), chinese)
    elif form == "招商办":
        sheet = book["招商服务"]
        for name, text in {"企业名称": "企业 名称", "引资地分成": "引资地\n分成", "办理状态": " 办理状态 "}.items():
            sheet.cell(HEADER, columns(sheet)[name]).value = text
    elif form == "综合执法大队":
        retype(cells(book, "移交批次", "面积", 0, 1), lambda v: f"{v:,.2f}㎡")
        retype(cells(book, "移交批次", "处数", 0, 2), lambda v: f"{v}处")
        retype(cells(book, "移交批次", "移交日期", 0, 2), dotted)
    elif form == "第一社区":
        retype(cells(book, "违法建设", "面积", 0, 4), lambda v: f"{v:.2f}".translate(FULL))
        total(book["违法建设"], "住建部台账编号", "面积")
    elif form == "第三社区":
        for c in cells(book, "违法建设", "发现日期", 0, 6):
            c.value, c.number_format = (c.value - datetime.datetime(1899, 12, 30)).days, "General"
        sheet = book["违法建设"]
        for r, mark in enumerate(["/", "—", "/"], FIRST):
            sheet.cell(r, columns(sheet)["住建部台账编号"]).value = mark
    elif form == "第四社区":
        retype(cells(book, "违法建设", "面积", 30, 34), lambda v: f"{v:.2f}㎡")
        retype(cells(book, "违法建设", "发现日期", 30, 33), dotted)
    elif form == "第五社区":
        sheet = book["违法建设"]
        swap(sheet, "楼栋", "相对人")
        sheet.cell(HEADER, columns(sheet)["门牌部位"]).value = "门牌\n部位"
        sheet.cell(HEADER, columns(sheet)["面积"]).value = "面  积"
    elif form == "第七社区":
        total(book["违法建设"], "社区", "面积")
        retype(cells(book, "民情走访", "走访日期", 0, 4), dotted)
    elif form == "第八社区":
        sheet = book["违法建设"]
        for r in range(FIRST, FIRST + 3):  # somebody marked rows in bold
            sheet.cell(r, columns(sheet)["面积"]).font = Font(bold=True)


# --- saving -------------------------------------------------------------------


def libreoffice(path):
    """Opens and saves a workbook in LibreOffice."""
    with tempfile.TemporaryDirectory() as out:
        subprocess.run(["soffice", "-env:UserInstallation=file:///tmp/lo-tanggu", "--headless", "--convert-to", "xlsx",
                        "--outdir", out, str(path)], check=True, stdout=subprocess.DEVNULL)
        shutil.copyfile(pathlib.Path(out) / path.name, path)


def main(forms):
    units = {r["单位名称"]: r for r in csv.DictReader(
        [line for line in (HERE / "方案" / "单位.tsv").read_text(encoding="utf-8").splitlines() if not line.startswith("# ")], delimiter="\t")}
    for form, (name, saver) in RETURNS.items():
        unit = re.sub("-限阅$", "", form)
        book = openpyxl.load_workbook(forms / f"{form}.xlsx")
        filled = set()
        for path in sorted((HERE / "填报" / unit).glob("*.tsv")):
            if path.stem in book.sheetnames:
                filled.add(path.stem)
                fill_ledger(book[path.stem], read(path), 100 if (form, path.stem) == ("第八社区", "违法建设") else 0)
        fill_help(book["填报说明"], unit, units[unit]["联系人"], units[unit]["负责人"], filled)
        spoil(form, book)
        out = HERE / "收件" / name
        out.parent.mkdir(parents=True, exist_ok=True)
        book.save(out)
        if saver == LIBREOFFICE:
            libreoffice(out)
        print(form, "→", name)
    for name in LOCKS:  # what Excel leaves beside an open workbook
        owner = "经办"
        (HERE / "收件" / name).write_bytes((bytes([len(owner)]) + owner.encode("gbk")).ljust(55, b" ") + bytes([len(owner), 0]) + owner.encode("utf-16-le").ljust(108, b" "))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
