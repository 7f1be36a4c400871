package propose

import (
	"regexp"
	"slices"
	"strings"

	"taizhang/templates"
	"taizhang/templates/cell"
)

var trailing = regexp.MustCompile(`^(.+?)[（(]([^（）()]*)[）)]$`)

// measures are the words that a header has in brackets for its unit.
var measures = []string{"㎡", "m2", "m²", "平方米", "平米", "元", "万元", "人", "户", "处", "个", "件", "次", "人次", "户次", "家", "%", "天", "项", "亩", "公顷", "公里", "米", "m", "吨", "套", "间", "栋", "年", "岁", "起", "宗", "份", "条", "辆", "台"}

// called turns a header into the name of a column, its unit of measure and what
// it says besides.
func called(header string) (name, measure, help string) {
	name = strings.Trim(strings.TrimSpace(header), "*※★：:")
	if m := trailing.FindStringSubmatch(name); m != nil {
		inside := strings.TrimPrefix(strings.TrimPrefix(m[2], "单位："), "单位:")
		switch {
		case slices.Contains(measures, strings.ToLower(inside)):
			name, measure = m[1], inside
		case len([]rune(name)) > 16:
			name, help = m[1], m[2]
		}
	}
	name = strings.NewReplacer("|", "、", ".", "·", "[", "（", "]", "）", "{", "（", "}", "）", `"`, "", "“", "", "”", "").Replace(name)
	if r := []rune(name); len(r) > 30 {
		name, help = string(r[:30]), header
	}
	if name == templates.IDHeader || name == templates.VersionHeader {
		name = "原" + name
	}
	return name, measure, help
}

// roleNames say which headers go by which role, and of what type the column must
// be for it.
var roleNames = []struct {
	role    templates.Role
	pattern *regexp.Regexp
	types   []cell.Type
}{
	{templates.RoleState, regexp.MustCompile(`^(整改|办理|处理|任务|完成|销号)?(状态|情况|进度)$`), []cell.Type{cell.Choice}},
	{templates.RoleDue, regexp.MustCompile(`^(整改|完成|办理|办结|处理|解决)?(期限|时限)$|^(要求|计划|应)(完成|办结)(日期|时间)$`), []cell.Type{cell.Date}},
	{templates.RoleUnit, regexp.MustCompile(`^(责任|承办|主办|整改)(单位|部门|科室)$`), []cell.Type{cell.Ref, cell.Refs}},
	{templates.RoleLeader, regexp.MustCompile(`^(责任|分管|牵头|包保)领导$`), nil},
	{templates.RolePerson, regexp.MustCompile(`^(责任人|经办人|承办人|具体责任人)$`), nil},
	{templates.RoleFinished, regexp.MustCompile(`^(实际)?(完成|办结|整改完成|解决)(日期|时间)$`), []cell.Type{cell.Date}},
	{templates.RoleMeasures, regexp.MustCompile(`^(整改|解决|处理)?措施$`), []cell.Type{cell.Text, cell.LongText}},
	{templates.RoleProgress, regexp.MustCompile(`^(整改|工作|办理)?进展(情况)?$`), []cell.Type{cell.Text, cell.LongText}},
	{templates.RoleReason, regexp.MustCompile(`^(未完成|未办结)(的)?原因$`), []cell.Type{cell.Text, cell.LongText}},
	{templates.RoleNext, regexp.MustCompile(`^下一步.*$`), []cell.Type{cell.Text, cell.LongText}},
}

// roleOf guesses what a column is for.
func roleOf(c *column) templates.Role {
	for _, r := range roleNames {
		if r.pattern.MatchString(c.spec.Name) && (r.types == nil || slices.Contains(r.types, c.spec.Type)) {
			return r.role
		}
	}
	return ""
}

// meaningNames say which words of a state mean what.
var meaningNames = []struct {
	meaning templates.Meaning
	words   []string
}{
	{templates.MeansNotBegun, []string{"未开始", "未启动", "未办理", "未整改", "待办", "待整改", "待处理"}},
	{templates.MeansOngoing, []string{"进行中", "整改中", "正在整改", "办理中", "正在办理", "处理中", "推进中", "在办"}},
	{templates.MeansDone, []string{"已完成", "完成", "已整改", "整改完成", "已办结", "办结", "已解决", "已处理"}},
	{templates.MeansClosed, []string{"已销号", "销号"}},
	{templates.MeansUndone, []string{"未完成", "未解决", "未办结"}},
	{templates.MeansExtended, []string{"申请延期", "延期", "已延期"}},
	{templates.MeansOverdue, []string{"超期", "已超期", "逾期"}},
}

func meaningOf(word string) templates.Meaning {
	for _, m := range meaningNames {
		if slices.Contains(m.words, squeeze(word)) {
			return m.meaning
		}
	}
	return ""
}

var secrets = regexp.MustCompile(`身份证|电话|手机|联系方式|银行|账号|住址|家庭地址|姓名|户主|当事人|居民`)

// unit columns go by these names; the first are nearest to who answers for a row.
var unitNames = []*regexp.Regexp{
	regexp.MustCompile(`^(责任|承办|主办|整改)(单位|部门|科室)$`),
	regexp.MustCompile(`^(填报|报送|上报|被考核|考核|受检|所属|所在)?(单位|部门|科室|社区|村居|村|居委会|乡镇|镇街|街道)(名称)?$`),
	regexp.MustCompile(`(单位|部门|科室|社区)$`),
}

var notUnits = regexp.MustCompile(`计量|配合|协办|协助|企业|施工|建设单位|原单位|工作单位|移交`)

var unitEndings = []struct {
	kind    string
	endings []string
}{
	{"社区", []string{"社区", "居委会", "村委会", "村", "居", "小区"}},
	{"党支部", []string{"支部", "党委", "党总支"}},
	{"企业", []string{"公司", "厂", "店", "商场", "超市", "市场", "酒店", "宾馆"}},
	{"部门", []string{"科", "办", "室", "局", "所", "站", "中心", "队", "处", "委", "院", "学校", "医院", "工委", "协会", "街道", "镇", "乡"}},
}

// kindOf is the type of a unit by its name; false where the name is none of a
// unit's.
func kindOf(name string) (string, bool) {
	for _, k := range unitEndings {
		for _, e := range k.endings {
			if strings.HasSuffix(name, e) || strings.HasPrefix(name, "社区") && k.kind == "社区" || strings.HasPrefix(name, "第") && strings.Contains(name, e) && len([]rune(e)) > 1 {
				return k.kind, true
			}
		}
	}
	return "部门", false
}
