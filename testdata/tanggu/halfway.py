#!/usr/bin/python3
"""Writes 九月/: the same campaign as it stood on the way, on 2021-09-22.

    halfway.py

Every unit's rows are those of 填报/ as far as they had happened on the day. What
goes otherwise than in the finished campaign stands in the tables of this file:
who sends nothing, who is late, what is sent back, what conflicts. 九月/‹day›/
holds what each unit fills in on that day; 整改办 is the office, which writes into
the master before it merges.
"""
import csv
import pathlib
import shutil

HERE = pathlib.Path(__file__).parent
OUT = HERE / "九月"
ID = "行标识"
OFFICE = "整改办"

# The days on which returns are merged, and who sends none.
SILENT = {
    "2021-07-12": set(),
    "2021-08-10": {"财政办"},
    "2021-09-06": {"财政办", "机关党委"},
    "2021-09-22": {"财政办", "第八社区"},
}
LAST = list(SILENT)[-1]
PROGRESS = dict(zip(SILENT, ["20", "40", "60", "75"]))
# What the office does, day by day.
STEPS = [("2021-06-07", "下发"), ("2021-06-07", "催办"),
         ("2021-07-12", "收件"), ("2021-07-12", "催办"),
         ("2021-08-02", "下发"), ("2021-08-10", "收件"), ("2021-08-10", "催办"), ("2021-08-20", "催办"),
         ("2021-08-30", "下发"), ("2021-09-06", "收件"), ("2021-09-06", "催办"),
         ("2021-09-13", "下发"), ("2021-09-22", "收件"), ("2021-09-22", "催办"), ("2021-09-22", "汇总")]
# Measures that are not finished although the finished campaign says so.
OPEN = {"5-03", "5-04", "5-05", "6-01"}
# When the office signs what was claimed before.
SIGNED = {
    "2021-08-10": ["5-01", "5-02"],
    "2021-09-06": ["1-03", "2-01", "6-02", "6-03", "7-01"],
    "2021-09-22": ["1-01", "7-02"],
}
# Ledgers that are filled in once, on the last day.
ONCE = ["民情走访", "民情诉求", "违法建设", "差旅自查", "核查比对", "移交批次", "招商服务", "零报告"]
DAY = {"会议活动": "日期", "制度文件": "印发日期", "民情走访": "走访日期", "民情诉求": "登记日期", "督办文书": "制发日期",
       "问责处理": "日期", "差旅自查": "凭证日期", "核查比对": "核查日期", "移交批次": "移交日期", "招商服务": "签约日期"}


def read(path):
    with open(path, encoding="utf-8", newline="") as f:
        lines = [line for line in f if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def write(path, rows):
    header = []
    for r in rows:
        header += [k for k in r if k not in header]
    if not rows:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        for r in [dict(zip(header, header))] + rows:
            f.write("\t".join(r.get(h, "") for h in header) + "\n")


def underway(row, seed, day):
    """A measure that is begun and not done."""
    first = seed["整改措施"].split("，")[0]
    late = seed["整改期限"] < day
    return {ID: row[ID], "责任人": row["责任人"], "启动日期": row["启动日期"], "状态": "进行中", "完成进度": PROGRESS[day],
            "进展情况": f"已明确责任人和时间表，正在{first}。",
            "未完成原因": "前期准备用时较长，没有按期完成。" if late else "没有到整改期限，正在按计划推进。",
            "下一步": f"抓紧推进，形成{seed['整改目标']}。"}


def waiting(row, seed):
    """A measure whose time has not come."""
    return {ID: row[ID], "责任人": row["责任人"], "状态": "未开始", "进展情况": f"已列入计划，{row['启动日期'][5:7].lstrip('0')}月启动。",
            "未完成原因": "没有到启动时间。", "下一步": f"按时启动，形成{seed['整改目标']}。"}


def measures(rows, seeds, day, before):
    out = []
    for row in rows:
        seed = seeds[row[ID]]
        if row[ID] not in OPEN and row["完成日期"] <= day:
            if row["完成日期"] <= before:
                continue  # reported the time before
            r = {k: v for k, v in row.items() if v and k != "销号申请日期"}
            r.setdefault("未完成原因", "—")
            r.setdefault("下一步", "—")
            if row["销号申请日期"] <= day:
                r["销号申请日期"] = row["销号申请日期"]
            out.append(r)
        else:
            out.append(underway(row, seed, day) if row["启动日期"] <= day else waiting(row, seed))
    return out


def cut(ledger, row, day):
    """A row as it stood on the day; None if it did not yet."""
    r = dict(row)
    if r.get(DAY.get(ledger, ""), "") > day:
        return None
    if ledger == "违法建设":
        if r.get("拆除日期", "") > day or r.get("限制交易日期", "") > day:
            r.update({"处置方式": "未处置", "分类处置类别": "", "处置措施": "", "限制交易": "", "限制交易日期": "", "拆除日期": "", "拆除面积": ""})
            if r.get("分步治理"):
                r["分步治理"] = "否"
        if r.get("销账日期", "") > day:
            r.update({"外部台账状态": "", "销账日期": "", "销账原因": "", "重复于": ""})
    if ledger == "民情诉求":
        if r["解决日期"] > day:
            r.update({"办理状态": "正在办理", "解决日期": "", "办理结果": "", "满意度": ""})
    if ledger == "招商服务" and r.get("走访日期", "") > day:
        r.update({"走访日期": "", "走访领导": "", "企业诉求": "", "办理状态": ""})
    return r


def unit(name, day, before, seeds):
    folder = HERE / "填报" / name
    for path in sorted(folder.glob("*.tsv")):
        ledger = path.stem
        if ledger in ("回头看", "督办文书") or ledger in ONCE and day != LAST:
            continue
        rows = read(path)
        if ledger == "整改任务":
            rows = measures(rows, seeds, day, before)
        elif ledger != "零报告":
            since = "" if ledger in ONCE else before
            rows = [cut(ledger, r, day) for r in rows]
            rows = [r for r in rows if r and (not since or r.get(DAY[ledger], "") > since)]
        write(OUT / day / name / path.name, rows)


# The office signs, and enters what came back on its papers.
def office(day, seeds):
    rows = []
    for key in SIGNED.get(day, []):
        rows.append({ID: key, "审核人": "整改办审核岗", "销号日期": seeds[key]["销号日期"]})
    write(OUT / day / OFFICE / "整改任务.tsv", rows)
    if day == LAST:
        write(OUT / day / OFFICE / "问题清单.tsv", [
            {ID: key, "整改状态": "已完成", "完成日期": "2021-08-25"} for key in ("2", "9")])
    write(OUT / day / OFFICE / "督办文书.tsv", REPLIES.get(day, []))


# Papers are answered in time, but for the reminders to 财政办 and 机关党委.
def replies(numbers, day):
    return [{ID: f"整改办-T03-{n:04d}", "回复日期": day} for n in numbers]


REPLIES = {
    "2021-07-12": replies(range(1, 11), "2021-06-09"),
    "2021-08-10": replies([12, 13], "2021-07-15"),
    "2021-09-06": replies([16], "2021-08-23"),
}


def deviations():
    """What goes wrong on the last days."""
    def add(day, name, ledger, rows):
        path = OUT / day / name / (ledger + ".tsv")
        write(path, (read(path) if path.exists() else []) + rows)

    add("2021-07-12", "纪工委", "督办文书", [r for r in read(HERE / "填报/纪工委/督办文书.tsv") if r["文书类型"] == "约谈"])
    add("2021-09-06", "纪工委", "督办文书", [{
        "文书类型": "督促函", "文号": "督促函2021-2", "制发单位": "纪工委", "制发日期": "2021-09-02", "收文单位": "财政办", "关联措施": "5-05",
        "主要内容": "督促限期完成财务报销专题培训并书面报告。", "回复时限": "2021-09-09", "签收日期": "2021-09-02", "状态": "待回复"}])
    add(LAST, "纪工委", "回头看", [
        {"措施编号": "6-02", "自查日期": "2021-09-15", "自查单位": "纪工委", "自查人": "纪工委自查组", "方式": "查阅资料", "结果": "反弹",
         "情况说明": "组织生活会记录里没有相互批评意见，谈心谈话记录不全。", "处理": "重新立项", "新期限": "2021-10-15"},
        {"措施编号": "1-03", "自查日期": "2021-09-16", "自查单位": "纪工委", "自查人": "纪工委自查组", "方式": "谈话了解", "结果": "巩固", "情况说明": ""}])
    # Sent back: finished before it was begun.
    add(LAST, "机关党委", "整改任务", [])
    path = OUT / LAST / "机关党委" / "整改任务.tsv"
    row = next(r for r in read(HERE / "填报/机关党委/整改任务.tsv"))
    row = {k: v for k, v in row.items() if v}
    row["完成日期"] = "2021-05-31"
    write(path, [row])
    # Two workbooks of one unit that do not agree.
    add(LAST, "综合执法大队", "整改任务", [{ID: "3-01", "完成进度": "70", "进展情况": "八个社区底数已核对完毕，应拆的已拆除七成，其余按细则分类处置。"}])
    add(LAST, "综合执法大队-内勤补报", "整改任务", [{ID: "3-01", "完成进度": "85", "进展情况": "八个社区底数已核对完毕，应拆的已拆除八成五，其余按细则分类处置。"}])
    # A place that is reported a second time, written differently.
    path = OUT / LAST / "第六社区" / "违法建设.tsv"
    rows = read(path)
    twin = dict(rows[0], 门牌部位="1门101", 发现日期="2021-09-10", 住建部台账编号="")
    write(path, rows + [twin])


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    seeds = {r["措施编号"]: r for r in read(HERE / "方案/期初-整改任务.tsv")}
    write(OUT / "方案/期初-整改任务.tsv", [{**r, "状态": "未开始", "审核人": "", "销号日期": ""} for r in seeds.values()])
    write(OUT / "方案/期初-问题清单.tsv", [
        {**r, "整改状态": "正在整改", "完成日期": "", "完成口径": ""} for r in read(HERE / "方案/期初-问题清单.tsv")])
    write(OUT / "方案/参数.tsv", [
        {"参数": k, "值": v, "说明": ""} for k, v in {
            "截至日": LAST, "报送截止日": LAST, "回头看核对日": "", "三会一课止": LAST, "走访截止日": LAST}.items()])
    write(OUT / "日程.tsv", [
        {"日期": day, "做什么": what, "单位": "" if what != "下发" or day == STEPS[0][0] else "；".join(dict.fromkeys(r["责任部门"] for r in seeds.values()))}
        for day, what in STEPS])
    before = ""
    for day, silent in SILENT.items():
        for folder in sorted((HERE / "填报").iterdir()):
            if folder.name not in silent and (day == LAST or (folder / "整改任务.tsv").exists()):
                unit(folder.name, day, before, seeds)
        office(day, seeds)
        before = day
    deviations()


main()
