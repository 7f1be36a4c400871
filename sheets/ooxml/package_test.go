package ooxml

import (
	"archive/zip"
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
)

// pack makes a zip of names and contents, in order.
func pack(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func unpack(t testing.TB, p *Package) map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	q, err := Open(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, name := range q.Names() {
		content, err := q.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = string(content)
	}
	return out
}

func open(t testing.TB, parts ...string) *Package {
	t.Helper()
	p, err := Open(pack(t, parts...))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestParts(t *testing.T) {
	p := open(t, "A.xml", "a", `sub\b.xml`, "\xef\xbb\xbfb", "sub/", "", "c", "c")
	if got := strings.Join(p.Names(), " "); got != "A.xml sub/b.xml c" {
		t.Errorf("names %s", got)
	}
	for name, want := range map[string]string{"a.xml": "a", "/A.XML": "a", "sub/B.xml": "b"} {
		if b, err := p.Read(name); err != nil || string(b) != want {
			t.Errorf("%s: %q, %v", name, b, err)
		}
	}
	q := p.Clone()
	q.Set("a.xml", []byte("new"))
	q.Set("empty", nil)
	q.Remove("c")
	q.Remove("not there")
	if q.Has("c") || q.Free("empty%d") != "empty1" {
		t.Error("a part that was removed is there, or a free name is taken")
	}
	if _, err := q.Read("c"); err == nil {
		t.Error("a part that was removed was read")
	}
	if got := unpack(t, q); len(got) != 3 || got["A.xml"] != "new" || got["sub/b.xml"] != "b" || got["empty"] != "" {
		t.Errorf("got %q", got)
	}
	if got := unpack(t, p); len(got) != 3 || got["A.xml"] != "a" || got["c"] != "c" {
		t.Errorf("the package changed with its clone: %q", got)
	}
	q.Set("c", []byte("back"))
	if got := unpack(t, q); got["c"] != "back" {
		t.Errorf("got %q", got)
	}
}

// What was not set keeps the bytes it is stored in; equal packages are equal files.
func TestWriteCopies(t *testing.T) {
	original := pack(t, "a", strings.Repeat("一", 1000), "b", "2")
	write := func() []byte {
		p, err := Open(original)
		if err != nil {
			t.Fatal(err)
		}
		p.Set("b", []byte("3"))
		var b bytes.Buffer
		if err := p.Write(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	stored := func(b []byte) []byte {
		z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		at, err := z.File[0].DataOffset()
		if err != nil {
			t.Fatal(err)
		}
		return b[at : at+int64(z.File[0].CompressedSize64)]
	}
	changed := write()
	if !bytes.Equal(stored(changed), stored(original)) {
		t.Error("a part that was left alone is stored in other bytes")
	}
	if !bytes.Equal(changed, write()) {
		t.Error("the same edit gave another file")
	}
}

func TestLimits(t *testing.T) {
	b := pack(t, "a", strings.Repeat("1", 100), "b", strings.Repeat("2", 100))
	for _, c := range []struct {
		name   string
		limits Limits
		want   string // which step goes too far
	}{
		{"none", Limits{}, ""},
		{"parts", Limits{Parts: 1}, "open"},
		{"enough parts", Limits{Parts: 2}, ""},
		{"part", Limits{Part: 99}, "a"},
		{"enough part", Limits{Part: 100}, ""},
		{"total", Limits{Total: 199}, "b"},
		{"enough total", Limits{Total: 200}, ""},
	} {
		got := ""
		p, err := OpenReader(bytes.NewReader(b), int64(len(b)), c.limits)
		if err != nil {
			got = "open"
		} else {
			for _, name := range []string{"a", "b"} {
				if _, err = p.Read(name); err != nil {
					got = name
					break
				}
			}
		}
		if got != c.want || got != "" && !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: stopped at %q (%v), want %q", c.name, got, err, c.want)
		}
	}
}

// A part that inflates to more than it says is not read.
func TestLyingSize(t *testing.T) {
	b := pack(t, "a", strings.Repeat("1", 100_000))
	at := bytes.LastIndex(b, []byte("PK\x01\x02")) // the directory
	copy(b[at+24:], []byte{10, 0, 0, 0})
	p, err := Open(b)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := p.Read("a"); err == nil {
		t.Errorf("%d bytes were read", len(text))
	}
}

func TestWhatIsNoPackage(t *testing.T) {
	whole := pack(t, "a", "1", "b", "2")
	for name, b := range map[string][]byte{"nothing": nil, "text": []byte("一"), "cut": whole[:len(whole)-10], "twice": pack(t, "a", "1", "A", "2"), "twice by slash": pack(t, "x/a", "1", `\x\a`, "2")} {
		if _, err := Open(b); err == nil {
			t.Errorf("%s was opened", name)
		}
	}
}

const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

func linked(t testing.TB) *Package {
	return open(t,
		TypesPart, `<Types><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/book.xml" ContentType="b"/></Types>`,
		"_rels/.rels", `<Relationships><Relationship Id="a" Type="`+office+`officeDocument" Target="/xl/book.xml"/></Relationships>`,
		"xl/_rels/book.xml.rels", `<r:Relationships xmlns:r="x"><r:Relationship Id="rId2" Type="`+office+`worksheet" Target="sheets\1.xml"/>`+
			`<r:Relationship Id="b" Type="`+office+`hyperlink" Target="http://e.com/1.xml" TargetMode="External"/>`+
			`<r:Relationship Id="c" Type="`+office+`styles" Target="../s%20t.xml"/><r:Relationship Id="d" Type="`+office+`gone" Target="gone.xml"/></r:Relationships>`,
		"xl/book.xml", "<b/>", "xl/sheets/1.xml", "<s/>", "s t.xml", "<t/>", "xl/sheets/_rels/1.xml.rels", "<Relationships/>")
}

func TestRels(t *testing.T) {
	p := linked(t)
	rels, err := p.Rels("xl/book.xml")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rels {
		got = append(got, r.ID+" "+r.Kind+" "+r.Part)
	}
	if want := []string{"rId2 worksheet xl/sheets/1.xml", "b hyperlink ", "c styles s t.xml", "d gone xl/gone.xml"}; !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for of, want := range map[[2]string]string{{"", "officeDocument"}: "xl/book.xml", {"xl/book.xml", "styles"}: "s t.xml", {"xl/book.xml", "gone"}: "", {"xl/book.xml", "hyperlink"}: "", {"s t.xml", "styles"}: ""} {
		if got, err := p.Related(of[0], of[1]); got != want || err != nil {
			t.Errorf("%v: %q, %v, want %q", of, got, err, want)
		}
	}
}

func TestLinkAndDrop(t *testing.T) {
	p := linked(t)
	p.Set("xl/new&.xml", []byte("<n/>"))
	for _, err := range []error{p.SetType("xl/new&.xml", "n"), p.SetType("/XL/Book.xml", "other"), p.SetDefault("XML", "no"), p.SetDefault("vml", "v")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	id, err := p.AddRel("xl/book.xml", office+"new", "xl/new&.xml")
	if err != nil || id != "rId5" {
		t.Fatalf("id %q, %v", id, err)
	}
	if id, err = p.AddRel("s t.xml", office+"new", "xl/new&.xml"); err != nil || id != "rId1" {
		t.Fatalf("first id %q, %v", id, err)
	}
	if got, _ := p.Related("xl/book.xml", "new"); got != "xl/new&.xml" {
		t.Errorf("linked to %q", got)
	}
	if got, want := unpack(t, p)[TypesPart], `<Types><Default Extension="vml" ContentType="v"/><Default Extension="xml" ContentType="application/xml"/>`+
		`<Override PartName="/xl/book.xml" ContentType="other"/><Override PartName="/xl/new&amp;.xml" ContentType="n"/></Types>`; got != want {
		t.Errorf("types %s\nwant  %s", got, want)
	}
	before := unpack(t, p)["xl/_rels/book.xml.rels"]
	if err := p.Drop("xl/book.xml", "xl/new&.xml"); err != nil {
		t.Fatal(err)
	}
	if err := p.Drop("xl/book.xml", "xl/sheets/1.xml"); err != nil {
		t.Fatal(err)
	}
	parts := unpack(t, p)
	if _, ok := parts["xl/sheets/_rels/1.xml.rels"]; ok || parts["xl/sheets/1.xml"] != "" || strings.Contains(parts[TypesPart], "new") {
		t.Errorf("left behind: %q", parts)
	}
	want := before
	for _, from := range []string{"<r:Relationship Id=\"rId2\"", "<r:Relationship Id=\"rId5\""} {
		head, rest, _ := strings.Cut(want, from)
		_, tail, _ := strings.Cut(rest, "/>")
		want = head + tail
	}
	if got := parts["xl/_rels/book.xml.rels"]; got != want {
		t.Errorf("links %s\nwant  %s", got, want)
	}
}
