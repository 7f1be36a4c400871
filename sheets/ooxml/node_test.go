package ooxml

import (
	"errors"
	"strings"
	"testing"
)

// Everything outside an edit stays as it was, to the byte.
func TestEdits(t *testing.T) {
	const src = "<?xml version='1.0'?>\r\n<!-- <a> --><x:a  k = 'v' ><x:b/><x:c>&lt;一</x:c>\t<![CDATA[<d>]]></x:a>\n"
	for _, c := range []struct {
		name string
		edit func(root *Node, e *Edits)
		want string // of what follows the comment
	}{
		{"nothing", func(*Node, *Edits) {}, "<x:a  k = 'v' ><x:b/><x:c>&lt;一</x:c>\t<![CDATA[<d>]]></x:a>\n"},
		{"set an attribute", func(n *Node, e *Edits) { e.Replace(n.Start, n.End, n.With("k", `"<`)) }, "<x:a  k = '&quot;&lt;' ><x:b/><x:c>&lt;一</x:c>\t<![CDATA[<d>]]></x:a>\n"},
		{"add an attribute", func(n *Node, e *Edits) { e.Replace(n.Start, n.End, n.With("m", "1")) }, `<x:a m="1"  k = 'v' >` + "<x:b/><x:c>&lt;一</x:c>\t<![CDATA[<d>]]></x:a>\n"},
		{"take an attribute", func(n *Node, e *Edits) { e.Replace(n.Start, n.End, n.Without("k")) }, "<x:a ><x:b/><x:c>&lt;一</x:c>\t<![CDATA[<d>]]></x:a>\n"},
		{"append", func(n *Node, e *Edits) { n.Append(e, "<e/>") }, "<x:a  k = 'v' ><x:b/><x:c>&lt;一</x:c>\t<![CDATA[<d>]]><e/></x:a>\n"},
		{"open an empty element", func(n *Node, e *Edits) { n.Child("b").Append(e, "1") }, "<x:a  k = 'v' ><x:b>1</x:b><x:c>&lt;一</x:c>\t<![CDATA[<d>]]></x:a>\n"},
		{"in order", func(n *Node, e *Edits) { n.InsertInOrder(e, "<e/>", "z", "c") }, "<x:a  k = 'v' ><x:b/><e/><x:c>&lt;一</x:c>\t<![CDATA[<d>]]></x:a>\n"},
		{"two at one place", func(n *Node, e *Edits) {
			c := n.Child("c")
			e.Insert(c.Start, "1")
			e.Insert(c.Start, "2")
			e.Replace(c.Start, c.Stop, "3")
			e.Insert(c.Inner[0], "inside what is gone")
		}, "<x:a  k = 'v' ><x:b/>123\t<![CDATA[<d>]]></x:a>\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			root, err := Parse([]byte(src))
			if err != nil {
				t.Fatal(err)
			}
			var e Edits
			c.edit(root, &e)
			head := src[:strings.Index(src, "<x:a")]
			if got := string(e.Apply([]byte(src))); got != head+c.want {
				t.Errorf("got  %q\nwant %q", got, head+c.want)
			}
		})
	}
}

func TestChars(t *testing.T) {
	for src, want := range map[string]string{
		"<a/>":                              "",
		"<a>一&amp;&#x4e8c;&#19977;&no;</a>": "一&二三&no;",
		"<a>1<![CDATA[<&amp;]]>2</a>":       "1<&amp;2",
		"<a>1<!-- 2 --><?3?>4</a>":          "14",
		"<a>1<b>2</b>3</a>":                 "13",
		"<a>1\r\n2\r3</a>":                  "1\n2\n3",
	} {
		n, err := Parse([]byte(src))
		if err != nil {
			t.Fatalf("%s: %v", src, err)
		}
		if got := n.Chars(); got != want {
			t.Errorf("%s: %q, want %q", src, got, want)
		}
	}
}

func TestEscapeReadsBack(t *testing.T) {
	for in, want := range map[string]string{
		"<a & \"b\">'c'":     "<a & \"b\">'c'",
		"\x00\x1f\ufffe":     "\ufffd\ufffd\ufffd",
		"a\r\nb\tc":          "a\nb\tc",
		"\xff":               "\ufffd",
		"&amp; 一 \U0001f600": "&amp; 一 \U0001f600",
	} {
		n, err := ParseNames([]byte(`<a k="`+Escape(in)+`">`+Escape(in)+`</a>`), nil)
		if err != nil {
			t.Errorf("%q: %v", in, err)
			continue
		}
		if n.Chars() != want || n.Attr("k") != want {
			t.Errorf("%q: text %q, attribute %q, want %q", in, n.Chars(), n.Attr("k"), want)
		}
	}
}

func TestWhatIsNoPart(t *testing.T) {
	deep := strings.Repeat("<a>", maxDepth+1) + strings.Repeat("</a>", maxDepth+1)
	for name, src := range map[string]string{
		"nothing": "", "text": "一", "open": "<a>", "crossed": "<a><b></a></b>", "two roots": "<a/><b/>", "cut": "<a", "no name": "<>",
		"document type": "<!DOCTYPE a><a/>", "other code": `<?xml version="1.0" encoding="GBK"?><a/>`, "two bytes": "\xff\xfe<\x00a\x00/\x00>\x00", "comment": "<a><!-- </a>",
	} {
		if _, err := Parse([]byte(src)); !errors.Is(err, errSyntax) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Parse([]byte(deep)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("deep: %v", err)
	}
	for name, src := range map[string]string{"entity": "<a>&no;</a>", "character": "<a>\x01</a>", "quotes": "<a k=v/>", "bytes": "<a>\xff</a>"} {
		if _, err := ParseNames([]byte(src), nil); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

// Names go by namespace, whatever prefix the file writes.
func TestNames(t *testing.T) {
	const src = `<d xmlns="urn:w" xmlns:y="urn:r"><y:p y:id="1" id="2" z="3"/><w:p xmlns:w="urn:other"/><p xmlns=""/><x:p xmlns:x="urn:w" x:id="&lt;"/></d>`
	root, err := ParseNames([]byte(src), map[string]string{"urn:w": "w:", "urn:r": "r:"})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	root.Walk(func(n *Node) {
		got = append(got, n.Kind)
		for name, value := range n.KindAttrs() {
			if !strings.Contains(name, "urn") && value != "" && !strings.HasPrefix(value, "urn:") {
				got = append(got, name+"="+value)
			}
		}
	})
	if s := strings.Join(got, " "); s != "w:d r:p r:id=1 id=2 z=3 p p w:p w:id=<" {
		t.Errorf("got %s", s)
	}
	p := root.ChildKind("w:p")
	if p == nil || p.KindAttr("w:id") != "<" || p.KindAttr("id") != "" || string(p.Name) != "x:p" || p.Prefix() != "x:" {
		t.Errorf("found %+v", p)
	}
	if p.ChildKind("no").KindAttr("w:val") != "" || p.Child("no").Chars() != "" {
		t.Error("what is missing has an attribute or a text")
	}
}

// FuzzParse: what can be parsed keeps its bytes, and what is changed parses again.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`<a k="v"><b/>t<!-- c --></a>`, `<x:a xmlns:x='u'><x:b k = '>' /><![CDATA[<]]></x:a>`, `<?xml version="1.0"?><a><b></b></a>`, `<a"b c">`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		root, err := Parse(src)
		if err != nil {
			return
		}
		var e Edits
		if got := string(e.Apply(src)); got != string(src) {
			t.Fatalf("no edit changed %q to %q", src, got)
		}
		root.Walk(func(n *Node) {
			n.Chars()
			n.Without("k")
			n.PrefixedAttr("k")
			if n.Empty || n.Start != n.Inner[0] {
				_ = n.XML()
			}
		})
		if _, err := ParseNames(src, nil); err != nil {
			return
		}
		root.Append(&e, "<new/>")
		again, err := Parse(e.Apply(src))
		if err != nil {
			t.Fatalf("%q cannot be read after an edit: %v", src, err)
		}
		if n := len(again.Children); n != len(root.Children)+1 || !again.Children[n-1].Is("new") {
			t.Fatalf("%q: the new element is not the last", src)
		}
		root, _ = Parse(src)
		e = Edits{}
		e.Replace(root.Start, root.End, root.With("k", `<"&`))
		if again, err = Parse(e.Apply(src)); err != nil || again.Attr("k") != `<"&` {
			t.Fatalf("%q: the attribute is %v, %v", src, again, err)
		}
	})
}
