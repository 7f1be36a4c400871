#!/usr/bin/env python3
"""Writes the large tables of 填报/: what communities and departments filled in.

The counts and areas are those of the published notice (expected/figures.json);
how they spread over communities, estates, dates and vouchers is made up here,
the same way on every run. The small tables of 填报/ are kept by hand.

    python3 generate.py
"""
import datetime
import pathlib
import random

HERE = pathlib.Path(__file__).parent
COMMUNITIES = [f"第{n}社区" for n in "一二三四五六七八"]
LEADERS = ["党工委书记", "办事处主任", "党工委副书记", "纪工委书记", "组织委员", "宣传委员", "办事处副主任甲", "办事处副主任乙"]
DEPARTMENTS = {"综合办": "01", "财政办": "02", "党建办": "03", "机关党委": "04", "招商办": "05", "纪工委": "06", "综合执法大队": "07"}


def write(unit, ledger, rows):
    path = HERE / "填报" / unit / f"{ledger}.tsv"
    path.parent.mkdir(parents=True, exist_ok=True)
    header = list(dict.fromkeys(k for row in rows for k in row))
    lines = ["\t".join(header)] + ["\t".join(row.get(h, "") for h in header) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def money(cents):
    return f"{cents // 100}.{cents % 100:02d}"


def spread(rng, total, count, least):
    """Splits total hundredths over count rows, none below least."""
    weights = [rng.uniform(0.4, 1.6) for _ in range(count)]
    spare = total - least * count
    parts = [least + int(spare * w / sum(weights)) for w in weights]
    parts[-1] += total - sum(parts)
    return parts


def day(rng, first, last):
    first, last = map(datetime.date.fromisoformat, (first, last))
    return first + datetime.timedelta(rng.randrange((last - first).days + 1))


def workday(d):
    return d + datetime.timedelta({6: 2, 7: 1}.get(d.isoweekday(), 0))


# --- 违法建设 -----------------------------------------------------------------

# class, count, hundredths of ㎡, measure, 限制交易, form
CLASSES = [
    ("公建违建", 4, 42200, "不列入专项治理范围暂缓拆除", False, "院内建设"),
    ("已列入市区棚改区域的违建", 16, 30800, "不列入专项治理范围", False, "私自扩建"),
    ("拆除成本大、存在拆除施工安全的违建", 318, 914875, "限制交易督促自拆", True, "私自扩建"),
    ("别墅区违法建设", 7, 15800, "不予拆除", False, "加盖"),
    ("封闭露台类违法建设", 910, 219000, "纳入统一管理暂缓拆除", False, "封闭露台"),
    ("有相关部门特殊要求的设施类违法建设", 4, 7600, "不列入治理范围做好日常监管", False, "其他"),
    ("驻区企业自治行为的违建", 5, 51500, "所属企业加强日常安全监管", False, "其他"),
    ("企业院内违法建设", 6, 360500, "主管部门落实监管和安全防护责任", False, "院内建设"),
    ("历史性违建", 1, 35000, "老旧小区改造时一并拆除", False, "其他"),
    ("涉及弱势群体的违建", 1, 1200, "限制交易待生计解决后拆除", True, "私自扩建"),
    ("因房屋质量及安全问题加盖的违法建设", 14, 19995, "限制交易督促自拆", True, "加盖"),
]
# Classes that lie in one place; all others are spread over the ordinary estates.
PLACE = {
    "别墅区违法建设": "第一社区别墅区",
    "驻区企业自治行为的违建": "第三社区企业院",
    "企业院内违法建设": "第三社区企业院",
    "历史性违建": "第五社区老旧小区",
}
ESTATES = {u: [f"{u}东院", f"{u}西院"] for u in COMMUNITIES}
ESTATES["第二社区"].append("新城家园")
SHARE = [150, 190, 170, 120, 200, 110, 230, 250]  # how full a community's list is

TOTAL, NEW, HANDED_IN = 12400770, 1640070, 680470
STEPWISE, ZIYUN = 2400, 34260
IN, OUT, MOVED = "2020-06-移入", "2020-06-移出", "2020-06-30"


class Register:
    """Collects 违法建设 rows per community and gives every one a place of its own."""

    def __init__(self, rng):
        self.rng, self.rows, self.places = rng, {u: [] for u in COMMUNITIES}, {}

    def add(self, estate, area, form, found, **more):
        unit = "第四社区" if estate == "紫云园" else "第六社区" if estate == "鸿运小区" else "第二社区" if estate == "新城家园" else estate[:4]
        n = self.places[estate] = self.places.get(estate, -1) + 1
        row = {
            "住建部台账编号": "", "社区": unit, "小区": estate,
            "楼栋": f"{n // 24 + 1}号楼", "门牌部位": f"{n // 12 % 2 + 1}门{n // 2 % 6 + 1}0{n % 2 + 1}室",
            "相对人": "业主某", "违建形式": form, "面积": money(area), "存量或新增": "存量",
            "来源": self.rng.choice(["自查", "自查", "巡查", "举报"]), "发现日期": str(found), "移交批次": "",
        }
        row.update(more)
        self.rows[unit].append(row)
        return row

    def anywhere(self, handed_in=False):
        if handed_in:
            return self.rng.choice(["第七社区接收片区", "第八社区接收片区"])
        unit = self.rng.choices(COMMUNITIES, SHARE)[0]
        return self.rng.choice(ESTATES[unit])


def origin(rng, kind):
    """When and how a row of this kind entered the register."""
    if kind == "移交接收":
        return day(rng, MOVED, "2020-07-31"), {"存量或新增": "新增", "来源": "移交接收", "移交批次": IN}
    if kind == "新增":
        return day(rng, "2020-07-01", "2021-04-30"), {"存量或新增": "新增"}
    return day(rng, "2016-03-01", "2019-12-20"), {}


def classified(reg):
    """The eleven classes. Of classes 3 and 5 some rows are new or handed over."""
    rng, new, handed = reg.rng, 0, 0
    for name, count, total, measure, limited, form in CLASSES:
        for i, area in enumerate(spread(rng, total, count, min(total // count // 2, 150))):
            kind = "存量"
            if name.startswith(("拆除成本大", "封闭露台")):
                kind = "移交接收" if i < 30 else "新增" if i < 50 else "存量"
            found, more = origin(rng, kind)
            estate = PLACE.get(name) or reg.anywhere(kind == "移交接收")
            if name.startswith("已列入"):
                estate = "鸿运小区" if i < 9 else "第六社区待迁片区"
                found = day(rng, "2017-03-01", "2017-11-30")
                more = {"来源": "自查", "移交批次": OUT, "移出日期": MOVED, "移入街道": "泰达街"}
                form = ["私自扩建", "私搭鸽棚"][i % 2]
            if limited:
                more |= {"限制交易": "是", "限制交易日期": str(day(rng, "2021-06-15", "2021-10-29"))}
            reg.add(estate, area, form, found, 处置方式="分类处置", 分类处置类别=name, 处置措施=measure, **more)
            new += area * (kind == "新增")
            handed += area * (kind == "移交接收")
    return new, handed


def demolished(reg, estate, area, found, removed, form="院内建设", **more):
    return reg.add(estate, area, form, found, 处置方式="拆除", 拆除日期=str(removed), 拆除面积=money(area), **more)


def ziyun(reg):
    """紫云园: 19 real ones, reported as 24; all removed and struck off."""
    rng = reg.rng
    first = len(reg.rows["第四社区"]) + 1
    for i, area in enumerate(spread(rng, ZIYUN, 19, 400)):
        demolished(reg, "紫云园", area, day(rng, "2017-03-01", "2018-10-31"), day(rng, "2021-07-05", "2021-08-27"), "私自扩建",
                   住建部台账编号=f"ZJ-{4001 + i}", 外部台账状态="销账", 销账日期="2021-10-12", 销账原因="拆除")
    for i in range(5):
        real = reg.rows["第四社区"][first - 1 + 3 * i]
        reg.rows["第四社区"].append(real | {
            "住建部台账编号": f"ZJ-{4020 + i}", "重复于": f"SQ04-T08-{first + 3 * i:04d}", "销账原因": "重复上报"})
    last = first + 19
    return "、".join(f"SQ04-T08-{n:04d}" for n in range(last, last + 5))


def constructions(rng):
    reg = Register(rng)
    duplicates = ziyun(reg)
    new, handed = classified(reg)
    removed = TOTAL - sum(c[2] for c in CLASSES) - STEPWISE - ZIYUN
    parts = [("移交接收", HANDED_IN - handed, 16), ("新增", NEW - HANDED_IN - new, 24)]
    parts.append(("存量", removed - sum(p[1] for p in parts), 158))
    for kind, total, count in parts:
        for area in spread(rng, total, count, 3000):
            found, more = origin(rng, kind)
            demolished(reg, reg.anywhere(kind == "移交接收"), area, found, day(rng, "2021-06-08", "2021-10-29"), **more)
    for area in spread(rng, STEPWISE, 5, 300):
        demolished(reg, reg.anywhere(), area, day(rng, "2018-03-01", "2019-10-31"), day(rng, "2021-08-02", "2021-09-30"),
                   "私自扩建", 分步治理="是")
    for unit, rows in reg.rows.items():
        head, tail = (rows[:24], rows[24:]) if unit == "第四社区" else ([], rows)  # the duplicates name their originals by number
        write(unit, "违法建设", head + sorted(tail, key=lambda r: (r["小区"], int(r["楼栋"][:-2]), r["门牌部位"])))
    received = sum(r["来源"] == "移交接收" for rows in reg.rows.values() for r in rows)
    return received, duplicates


# --- 民情 ---------------------------------------------------------------------

TOPICS = {
    "垃圾堆放": ("楼道口和绿地边垃圾清运不及时", "增加清运次数，垃圾已清走"),
    "停车难": ("晚间车位不够，车辆占用通道", "重新划线，错时共享周边车位"),
    "便民通道": ("小区侧门封闭，老人出行绕路", "侧门按时段开放，加装扶手"),
    "舞蹈队伍建设": ("广场舞队缺少活动场地", "协调社区活动室分时使用"),
    "环境卫生共建": ("沿街商铺门前卫生无人管", "与商户签订共建约定，划定责任区"),
    "志愿活动开展": ("希望多组织志愿活动", "志愿服务队每月开展一次活动"),
    "社区文明建设": ("楼道堆物较多", "组织清理楼道，张贴文明公约"),
    "社会综合治理": ("小区监控有盲区", "补装摄像头，纳入巡逻路线"),
}
OFFICES = {"垃圾堆放": "综合执法大队", "停车难": "综合执法大队", "志愿活动开展": "党建办", "社会综合治理": "综合办"}
OPEN = {"停车难": ("暂不具备条件", "周边没有可用空地，列入下年计划"), "便民通道": ("正在办理", "正与产权单位协商"),
        "社会综合治理": ("正在办理", "已列入监控补点计划"), "舞蹈队伍建设": ("解释说明", "已说明场地使用规定")}


def visits(rng):
    """8 leaders × 6 months × 4 households in the leader's own community; 19 requests each, 131 of 152 settled."""
    unresolved = 21
    for k, (unit, leader) in enumerate(zip(COMMUNITIES, LEADERS)):
        rows, requests = [], []
        gives = sorted(rng.sample(range(24), 19))
        slow = set(rng.sample(gives, 3 if k < 5 else 2))
        for month in range(6, 12):
            date = workday(day(rng, f"2021-{month:02d}-08", f"2021-{month:02d}-12"))
            for _ in range(4):
                n = len(rows)
                rows.append({
                    "走访日期": str(date), "走访领导": leader, "社区": unit, "方式": "入户走访", "是否夜访": "是",
                    "户码": f"SQ{k + 1:02d}-{n + 1:03d}", "收集问题数": str(int(n in gives)), "记录人": "社区网格员"})
                if n in gives:
                    requests.append(request(rng, f"SQ{k + 1:02d}-T06-{n + 1:04d}", unit, date, n in slow, len(requests)))
                    unresolved -= n in slow
        write(unit, "民情走访", rows)
        write(unit, "民情诉求", requests)
    assert unresolved == 0


def request(rng, visit, unit, date, slow, serial):
    topic = rng.choice(list(OPEN)) if slow else list(TOPICS)[serial % len(TOPICS)]
    row = {"走访编号": visit, "登记日期": str(date), "类型": "急难愁盼" if serial % 3 else "意见建议", "类别": topic,
           "内容": TOPICS[topic][0], "承办部门": OFFICES.get(topic, unit), "承办人": "经办岗"}
    if slow:
        state, result = OPEN[topic]
        return row | {"办理期限": "2021-12-31", "办理状态": state, "解决日期": "", "办理结果": result, "满意度": "未回访"}
    done = min(workday(date + datetime.timedelta(rng.randrange(3, 26))), datetime.date(2021, 11, 19))
    return row | {"办理期限": str(date + datetime.timedelta(30)), "办理状态": "已解决", "解决日期": str(done),
                  "办理结果": TOPICS[topic][1], "满意度": rng.choice(["满意", "满意", "基本满意"])}


# --- 差旅自查 -----------------------------------------------------------------

DOUBLE = "2019-05-0117"  # the allowance that was claimed on top of a travel claim


def travel(rng):
    for unit, code in DEPARTMENTS.items():
        rows = []
        for year in range(2016, 2022):
            for serial in range(1, rng.randrange(2, 4)):
                first = f"{year}-09-01" if code == "01" and year == 2019 else f"{year}-03-01"  # clear of the double claim
                start = workday(day(rng, first, f"{year}-05-10" if year == 2021 else f"{year}-11-10"))
                rows.append(claim(f"{year}-{start.month:02d}-{code}{serial:02d}", start + datetime.timedelta(9), unit,
                                  f"RY{code}{serial:02d}", start, rng.randrange(1, 4), rng.randrange(40000, 180000), year))
        if code == "01":
            start = datetime.date(2019, 5, 14)
            rows.append(claim("2019-05-0116", start + datetime.timedelta(8), unit, "RY0102", start, 3, 96800, 2019))
            rows.append(claim(DOUBLE, start + datetime.timedelta(8), unit, "RY0102", start, 3, 30000, 2019) | {
                "事项": "外出参加会议领取补助", "费用类别": "公务出行补助", "结算方式": "转账", "公务卡项目": "否",
                "应清退": "300.00", "已清退": "300.00", "清退日期": "2021-06-18", "清退凭证": "JK-2021-0618", "处理": "约谈"})
        write(unit, "差旅自查", sorted(rows, key=lambda r: r["凭证日期"]))
    # Communities had no travel of their own but one training each in some year.
    for k, unit in enumerate(COMMUNITIES):
        year = 2018 + k % 4
        start = datetime.date(year, 4, 9 + k)
        write(unit, "差旅自查", [claim(f"{year}-04-{11 + k}01", start + datetime.timedelta(10), unit, f"RY{11 + k}01", start, 2, 52000 + 700 * k, year)])
        write(unit, "零报告", [{"台账": "差旅自查", "无事项年份": "、".join(str(y) for y in range(2016, 2022) if y != year)}])


def claim(voucher, booked, unit, person, start, days, cents, year):
    return {"凭证号": voucher, "凭证日期": str(booked), "部门": unit, "人员代码": person, "事项": "参加业务培训",
            "出行起日": str(start), "出行止日": str(start + datetime.timedelta(days - 1)), "费用类别": "差旅费",
            "金额": money(cents), "结算方式": "公务卡", "公务卡项目": "是", "记录期单位": "原街道" if year < 2018 else "本街"}


def main():
    received, duplicates = constructions(random.Random(20211125))
    visits(random.Random(192))
    travel(random.Random(300))
    # Three cells of hand-kept tables repeat what was drawn here; say so if they drift.
    for unit, ledger, text in [
        ("综合执法大队", "移交批次", f"\t{received}\t"),
        ("综合执法大队", "核查比对", duplicates),
        ("纪工委", "问责处理", DOUBLE),
    ]:
        if text not in (HERE / "填报" / unit / f"{ledger}.tsv").read_text(encoding="utf-8"):
            raise SystemExit(f"填报/{unit}/{ledger}.tsv should hold {text.strip()}")


if __name__ == "__main__":
    main()
