package mark

import (
	"bytes"
	"io"
	"math/rand/v2"
	"path"
	"regexp"
	"strings"
	"testing"

	"taizhang/sheets/ooxml"
	"taizhang/templates/finding"
)

// change rewrites parts of a workbook.
func change(t testing.TB, b []byte, edit func(p *ooxml.Package)) []byte {
	t.Helper()
	p, err := ooxml.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	edit(p)
	var out bytes.Buffer
	if err := p.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func part(t testing.TB, b []byte, name string) string {
	t.Helper()
	p, err := ooxml.Open(b)
	if err != nil {
		t.Fatal(err)
	}
	text, err := p.Read(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// discussed is a sample with a discussion on B3, as newer programs keep it.
func discussed(t *testing.T) []byte {
	return change(t, sample(t, 6), func(p *ooxml.Package) {
		const person, thread = "xl/persons/person1.xml", "xl/threadedComments/threadedComment1.xml"
		p.Set(person, []byte(ooxml.Head+`<personList xmlns="`+threadNS+`"><person displayName="王科长" id="{11111111-2222-3333-4444-555555555555}" userId="w" providerId="None"/></personList>`))
		p.Set(thread, []byte(ooxml.Head+`<ThreadedComments xmlns="`+threadNS+`">`+
			`<threadedComment ref="B3" dT="2025-06-01T08:00:00.00" personId="{11111111-2222-3333-4444-555555555555}" id="{AAAAAAAA-0000-0000-0000-000000000001}"><text>这里对吗？</text></threadedComment>`+
			`</ThreadedComments>`))
		for _, step := range []error{
			p.SetType(person, personType),
			p.SetType(thread, "application/vnd.ms-excel.threadedcomments+xml"),
		} {
			if step != nil {
				t.Fatal(step)
			}
		}
		if _, err := p.AddRel("xl/workbook.xml", personKind, person); err != nil {
			t.Fatal(err)
		}
		if _, err := p.AddRel("xl/worksheets/sheet2.xml", "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment", thread); err != nil {
			t.Fatal(err)
		}
	})
}

func TestDiscussionsGetAReply(t *testing.T) {
	original := discussed(t)
	sound(t, original)
	marked := write(t, original, sampleFindings())
	thread := part(t, marked, "xl/threadedComments/threadedComment1.xml")
	if !strings.Contains(thread, "这里对吗？") || strings.Count(thread, marker) != 1 || !strings.Contains(thread, `parentId="{AAAAAAAA-0000-0000-0000-000000000001}"`) {
		t.Error(thread)
	}
	twice := write(t, marked, sampleFindings())
	if again := part(t, twice, "xl/threadedComments/threadedComment1.xml"); again != thread {
		t.Errorf("marked again: %s", again)
	}
	back := strip(t, twice)
	sound(t, back)
	for _, name := range []string{"xl/threadedComments/threadedComment1.xml", "xl/persons/person1.xml"} {
		if got, want := part(t, back, name), part(t, original, name); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
	same(t, dump(t, back), dump(t, original))
}

// Programs can turn a comment of ours into a discussion.
func TestDiscussionBegunByUs(t *testing.T) {
	marked := write(t, discussed(t), sampleFindings())
	turn := func(answer string) []byte {
		return change(t, marked, func(p *ooxml.Package) {
			const thread = "xl/threadedComments/threadedComment1.xml"
			err := p.Edit(thread, func(root *ooxml.Node, e *ooxml.Edits) error {
				root.Append(e, `<threadedComment ref="C4" dT="2025-06-01T08:00:00.00" personId="{11111111-2222-3333-4444-555555555555}" id="{BBBBBBBB-0000-0000-0000-000000000001}"><text>【台账校验】没有填写。</text></threadedComment>`+answer)
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
	if got := part(t, strip(t, turn("")), "xl/threadedComments/threadedComment1.xml"); strings.Contains(got, "C4") {
		t.Error("a discussion of ours alone stays")
	}
	answered := strip(t, turn(`<threadedComment ref="C4" dT="2025-06-02T08:00:00.00" personId="{11111111-2222-3333-4444-555555555555}" id="{BBBBBBBB-0000-0000-0000-000000000002}" parentId="{BBBBBBBB-0000-0000-0000-000000000001}"><text>已补。</text></threadedComment>`))
	if got := part(t, answered, "xl/threadedComments/threadedComment1.xml"); !strings.Contains(got, "已补。") {
		t.Error("somebody's answer is lost")
	}
	sound(t, answered)
}

var plainTag = regexp.MustCompile(`<(/?)(\w+)([\s/>])`)

// Some libraries write every element with a prefix, some the strict namespaces.
func TestForeignDialects(t *testing.T) {
	original := sample(t, 6)
	prefixed := change(t, original, func(p *ooxml.Package) {
		for _, name := range p.Names() {
			b, err := p.Read(name)
			if err != nil {
				t.Fatal(err)
			}
			if path.Ext(name) != ".xml" || !strings.Contains(string(b), `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`) {
				continue
			}
			text := plainTag.ReplaceAllString(string(b), "<${1}q:$2$3")
			text = strings.ReplaceAll(text, `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`, `xmlns:q="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`)
			p.Set(name, []byte(text))
		}
	})
	strict := change(t, original, func(p *ooxml.Package) {
		for _, name := range p.Names() {
			b, err := p.Read(name)
			if err != nil {
				t.Fatal(err)
			}
			if ext := path.Ext(name); ext != ".xml" && ext != ".rels" {
				continue
			}
			text := strings.ReplaceAll(string(b), "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
			p.Set(name, []byte(strings.ReplaceAll(text, "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")))
		}
	})
	for name, b := range map[string][]byte{"prefixed": prefixed, "strict": strict} {
		t.Run(name, func(t *testing.T) {
			marked := write(t, b, sampleFindings())
			if got := cells(t, marked, ListSheet); len(got) < 80 {
				t.Errorf("the list holds %d cells", len(got))
			}
			back := strip(t, marked)
			sound(t, back)
			same(t, cells(t, back, "整改任务"), cells(t, b, "整改任务"))
		})
	}
}

// Whatever the file, the answer is a copy or a sentence.
func TestDamageIsRefusedNotFatal(t *testing.T) {
	original := write(t, discussed(t), sampleFindings())
	p, err := ooxml.Open(original)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	names := p.Names()
	refused := 0
	for range 60 {
		name := names[r.IntN(len(names))]
		damaged := change(t, original, func(p *ooxml.Package) {
			b, err := p.Read(name)
			if err != nil {
				t.Fatal(err)
			}
			p.Set(name, mutate(r, bytes.Clone(b)))
		})
		if _, err := Write(io.Discard, damaged, "社区一", sampleFindings()); err != nil {
			refused++
			if !strings.HasPrefix(err.Error(), "不能生成标注件") {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	t.Logf("%d of 60 refused", refused)
}

func mutate(r *rand.Rand, b []byte) []byte {
	if len(b) == 0 {
		return b
	}
	at := r.IntN(len(b))
	switch r.IntN(5) {
	case 0:
		return b[:at]
	case 1:
		b[at] = byte(r.IntN(256))
	case 2:
		end := min(len(b), at+r.IntN(60))
		return append(b[:at], b[end:]...)
	case 3:
		end := min(len(b), at+r.IntN(60))
		return append(b[:end:end], b[at:]...)
	default:
		for i := at; i < len(b); i++ {
			if b[i] >= '0' && b[i] <= '9' {
				b[i] = byte('0' + r.IntN(10))
				break
			}
		}
	}
	return b
}

func TestNoFindings(t *testing.T) {
	original := sample(t, 2)
	marked := write(t, original, nil)
	if got := strings.Join(cells(t, marked, ListSheet), ""); !strings.Contains(got, "共 0 条") {
		t.Error(got)
	}
	same(t, dump(t, strip(t, marked)), dump(t, original))
}

func TestLongAndOddTexts(t *testing.T) {
	f := found(finding.Error, "整改任务", "b3", strings.Repeat("很长。", 20_000)+"\x00\x0b]]><")
	write(t, sample(t, 2), []finding.Finding{f, found(finding.Error, "整改任务", "XFE1", "x"), found(finding.Error, "整改任务", "A0", "x"), found(finding.Error, "整改任务", "A+1", "x")})
}
