package campaign

import (
	"bytes"
	"os"
	"testing"
)

func TestKey(t *testing.T) {
	d := Dir(t.TempDir())
	if d.Key() != nil {
		t.Error("a key out of nothing")
	}
	first, err := d.MakeKey(t.Context())
	if err != nil || len(first) != 32 {
		t.Fatal(first, err)
	}
	again, err := d.MakeKey(t.Context())
	if err != nil || !bytes.Equal(first, again) || !bytes.Equal(first, d.Key()) {
		t.Error("the key changed", err)
	}
	if err := os.WriteFile(d.keyFile(), []byte("不是密钥"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := d.MakeKey(t.Context()); err == nil || d.Key() != nil {
		t.Error("a damaged key was replaced")
	}
}

// Nothing that a tag stands for can be exchanged for another.
func TestTag(t *testing.T) {
	k := Key("key")
	seen := map[string]bool{}
	for _, tag := range []string{
		k.Tag("A", "JK", 1, false), k.Tag("A", "JK", 1, true), k.Tag("A", "JK", 2, false), k.Tag("A", "J", 1, false), k.Tag("B", "JK", 1, false),
		k.Tag("AJ", "K", 1, false), Key("other").Tag("A", "JK", 1, false),
	} {
		if seen[tag] || len(tag) != 20 {
			t.Errorf("tag %q", tag)
		}
		seen[tag] = true
	}
	if k.Tag("A", "JK", 1, false) != k.Tag("A", "JK", 1, false) {
		t.Error("a tag is not the same twice")
	}
}
