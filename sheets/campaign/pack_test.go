package campaign

import "testing"

func TestPack(t *testing.T) {
	packed, err := Pack(map[string]int{"甲": 1})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	if err := Unpack(packed, &got); err != nil || got["甲"] != 1 {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range [][]byte{nil, packed[:len(packed)/2], []byte("{}")} {
		if err := Unpack(bad, &got); err == nil {
			t.Errorf("%d bytes of something else were read", len(bad))
		}
	}
}
