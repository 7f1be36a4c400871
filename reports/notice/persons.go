package notice

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Chinese sets no blanks and no capitals: a name is known by a surname and by what
// stands on both sides of it.

const surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"

var personShape = regexp.MustCompile(`[` + surnames + `]\p{Han}{0,2}?(?:老师|先生|女士|师傅)|[` + surnames + `](?:某某|某)`)

// people are words that stand straight before a name; others may stand before much else.
const people = `住户|居民|村民|业主|群众|党员|干部|职工|当事人|相对人|负责人|联系人|经办人|责任人|网格员|同志|姓名|名叫|户主|违法人|老人|家属`

var (
	beforeName   = regexp.MustCompile(`(?:` + people + `|人员|书记|主任|社长|科长|队长|站长|所长|委员|对象|由|对|向|给予|将|与|被|让|经|和|及|[：:（(、])$`)
	besidePeople = regexp.MustCompile(`(?:` + people + `)$`)
	beforeShort  = regexp.MustCompile(`(?:` + people + `|书记|主任|社长|科长|队长|站长|所长|委员|由|对|给予|将)$`)
	afterName    = regexp.MustCompile(`^(?:同志|等|负责|受到|被|给予|进行|作出|一家|家|户|[，。；、）（)(,;]|和|与|及|的|反映|承担|牵头|拆除|说|表示|签|于|在|因|违|私|擅|未|已|拒|仍|曾|正|自行|名下|$)`)
	afterShort   = regexp.MustCompile(`^(?:同志|等人|等[2-9二三四五六七八九]|，男|，女|（男|（女|一家|家中|受到|被|给予|负责|反映|名下|已|拒|仍|自行|擅自|私自|违规|因)`)
	nextName     = regexp.MustCompile(`^[、和与及]`)
)

// Letters that names of offices, places and papers have and persons hardly.
const (
	noPerson   = "区街镇村社局处室队所站组部门科会委院校厂店司省市县乡党政企案款额率户房病毒险瓦的到等是"
	noLastName = "长单书号名员件证项元型类表册图者法式性化度面已未拒不仍曾正准了在"
)

// Words of every notice in which a surname is the second letter, or the first; behind the
// former a name is known only by what is said of a person.
var (
	saidOf     = regexp.MustCompile(`^(?:同志|等人|负责|承担|牵头|受到|给予)`)
	endsWord   = regexp.MustCompile(`(?:由于|对于|经常|对方)$`)
	beginsWord = regexp.MustCompile(`^(?:高[层龄风标质危频]|常[见住用年规态]|易[积燃爆涝]|万余|石棉|毛坯|黄赌|陈旧)`)
)

// persons lists the full names in a text, each once.
func persons(text string) (out []string) {
	seen := map[string]bool{}
	for at := 0; at < len(text); {
		name := nameAt(text, at, false)
		if name == "" {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
			continue
		}
		for name != "" { // 李某某、王某某和张某某
			if !seen[name] {
				seen[name] = true
				out = append(out, name)
			}
			at += len(name)
			if name = ""; nextName.MatchString(text[at:]) {
				_, size := utf8.DecodeRuneInString(text[at:])
				if name = nameAt(text, at+size, true); name != "" {
					at += size
				}
			}
		}
	}
	return out
}

// nameAt is the name that begins at a place, "" for none; listed ones stand behind another.
func nameAt(text string, at int, listed bool) string {
	r, size := utf8.DecodeRuneInString(text[at:])
	if !strings.ContainsRune(surnames, r) || beginsWord.MatchString(text[at:]) {
		return ""
	}
	word := endsWord.MatchString(text[:at+size])
	before, rs := text[:at], []rune(text[at:min(len(text), at+4*utf8.UTFMax)])
	for _, n := range []int{3, 2} {
		if len(rs) < n || !given(rs[1:n]) {
			continue
		}
		name := string(rs[:n])
		rest := text[at+len(name):]
		switch {
		case word && !saidOf.MatchString(rest):
		case listed && afterName.MatchString(rest),
			n == 3 && beforeName.MatchString(before) && afterName.MatchString(rest) && (besidePeople.MatchString(before) || !strings.HasPrefix(rest, "的")),
			besidePeople.MatchString(before) && afterName.MatchString(rest),
			beforeShort.MatchString(before) && afterShort.MatchString(rest):
			return name
		}
	}
	return ""
}

// given reports whether letters may be somebody's given name.
func given(rs []rune) bool {
	for i, r := range rs {
		if !unicode.Is(unicode.Han, r) || strings.ContainsRune(noPerson, r) || i == len(rs)-1 && strings.ContainsRune(noLastName, r) {
			return false
		}
	}
	return true
}
