package templates

import (
	"os"
	"strings"
	"testing"
)

// The manual names all the words that the program knows, where it speaks of
// them.
func TestReadmeListsWords(t *testing.T) {
	manual, err := os.ReadFile("README_zh.md")
	if err != nil {
		t.Fatal(err)
	}
	for heading, words := range map[string][]string{
		"## 参数\n":     namesOf(knownParams),
		"## 选项\n":     meanings(),
		"## 栏目\n":     namesOf(roles),
		"## 指标\n":     append(closed["指标.运算"], closed["指标.样式"]...),
		"## 勾稽\n":     closed["勾稽.关系"],
		"## 报表\n":     append(append(closed["报表.类型"], closed["报表.图"]...), closed["报表.纸张"]...),
		"## 规则\n":     append(closed["规则.阶段"], closed["规则.级别"]...),
		"## 公开审核、节假日": closed["节假日.类型"],
	} {
		_, chapter, _ := strings.Cut(string(manual), "\n"+heading)
		chapter, _, _ = strings.Cut(chapter, "\n## ")
		for _, w := range words {
			if !strings.Contains(chapter, w) {
				t.Errorf("%s does not name %s", strings.TrimSpace(heading), w)
			}
		}
	}
}

func namesOf[T ~string](names []T) (out []string) {
	for _, n := range names {
		out = append(out, string(n))
	}
	return out
}
