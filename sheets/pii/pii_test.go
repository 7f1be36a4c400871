package pii

import "testing"

// The numbers are made up; their check digits are right.
func TestFind(t *testing.T) {
	for _, c := range []struct{ text, kind, what string }{
		{"身份证110101199003077571。", "身份证号", "110101199003077571"},
		{"手机１３８００１３８０００，请回电", "手机号", "１３８００１３８０００"},
		{"卡号 6222 0212 3456 7894 存", "银行卡号", "6222 0212 3456 7894"},
		{"文号〔2021〕13800号，面积124007.70", "", ""},
		{"身份证110101199003077572错一位", "", ""},
		{"电话13800138000是办公电话", "", ""},
	} {
		hits := Find(c.text, []string{"13800138000"})
		if c.kind == "手机号" {
			hits = Find(c.text, nil)
		}
		if c.kind == "" {
			if len(hits) > 0 {
				t.Errorf("%s: found %v", c.text, hits)
			}
			continue
		}
		if len(hits) != 1 || hits[0].Kind != c.kind || c.text[hits[0].Start:hits[0].End] != c.what {
			t.Errorf("%s: found %v", c.text, hits)
		}
	}
}
