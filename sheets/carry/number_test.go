package carry

import (
	"testing"

	"taizhang/templates"
)

func TestSplit(t *testing.T) {
	for key, want := range map[string]struct {
		prefix string
		width  int
	}{"7": {"", 0}, "-01": {"-", 2}, "WT-012": {"WT-", 3}, "一": {"一", 0}, "": {"", 0}, "100": {"", 0}} {
		if prefix, width := split(key); prefix != want.prefix || width != want.width {
			t.Errorf("%q: %q, %d", key, prefix, width)
		}
	}
}

func TestNextCode(t *testing.T) {
	for code, want := range map[string]string{"XCZG": "XCZG2", "XCZG2": "XCZG3", "": "2", "A9": "A10"} {
		if got := next(code); got != want {
			t.Errorf("%q: %q, want %q", code, got, want)
		}
	}
}

func TestOfOneCampaign(t *testing.T) {
	for name, c := range map[templates.ParamName]struct {
		value string
		want  bool
	}{"反馈日": {"2021-05-20", true}, "突出典型事例应有数": {"7", true}, "提示天数绿": {"20", false}, templates.ParamTelephone: {"25890000", false}, "署名": {"某街道", false}, "自定日": {"2021年5月20日", true}} {
		if got := ofOneCampaign(name, c.value); got != c.want {
			t.Errorf("%s=%s: %v", name, c.value, got)
		}
	}
}
