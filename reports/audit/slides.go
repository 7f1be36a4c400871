package audit

import (
	"bytes"
	"fmt"
	"strings"

	"taizhang/reports/docx"
	"taizhang/sheets/ooxml"
)

var slideLimits = ooxml.Limits{Parts: 20_000, Part: 64 << 20, Total: 512 << 20}

func openSlides(file []byte) (*ooxml.Package, []string, error) {
	pkg, err := ooxml.OpenReader(bytes.NewReader(file), int64(len(file)), slideLimits)
	if err != nil || !pkg.Has("ppt/presentation.xml") {
		return nil, nil, &docx.Error{Message: "演示文稿读不出来，请用 PowerPoint 或 WPS 打开后另存为 .pptx 再试", Err: err}
	}
	return pkg, slideParts(pkg), nil
}

// slideParts lists the slides in the order in which they are shown.
func slideParts(pkg *ooxml.Package) (parts []string) {
	const main = "ppt/presentation.xml"
	root, err := pkg.Parse(main)
	rels, err2 := pkg.Rels(main)
	if err != nil || err2 != nil {
		return nil
	}
	for _, n := range root.Child("sldIdLst").All("sldId") {
		for _, a := range []string{"r:id", "id"} {
			if part := ooxml.Linked(rels, n.Attr(a)); part != "" && pkg.Has(part) {
				parts = append(parts, part)
				break
			}
		}
	}
	return parts
}

// readSlides reads the slides of a presentation; at says which slide.
func readSlides(file []byte) ([]Paragraph, error) {
	pkg, parts, err := openSlides(file)
	if err != nil {
		return nil, err
	}
	var out []Paragraph
	row := 0
	for i, part := range parts {
		root, err := pkg.Parse(part)
		if err != nil {
			return nil, &docx.Error{Message: fmt.Sprintf("第 %d 张幻灯片读不出来，请用 PowerPoint 或 WPS 打开后另存再试", i+1), Err: err}
		}
		var walk func(n *ooxml.Node, in int)
		walk = func(n *ooxml.Node, in int) {
			for _, k := range n.Children {
				switch {
				case k.Is("p") && (n.Is("txBody")):
					out = append(out, Paragraph{Text: slideText(k), Row: in, at: i})
				case k.Is("tr"):
					row++
					walk(k, row)
				default:
					walk(k, in)
				}
			}
		}
		walk(root, 0)
	}
	return out, nil
}

func slideText(p *ooxml.Node) string {
	var b strings.Builder
	p.Walk(func(n *ooxml.Node) {
		switch {
		case n.Is("t"):
			b.WriteString(n.Chars())
		case n.Is("br"):
			b.WriteByte('\n')
		}
	})
	return b.String()
}

const (
	slideNS      = "http://schemas.openxmlformats.org/presentationml/2006/main"
	slideRels    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	slideTypes   = "application/vnd.openxmlformats-officedocument.presentationml."
	slideComment = `<p:cm authorId="%d" dt="2000-01-01T00:00:00.000" idx="%d"><p:pos x="%d" y="%d"/><p:text>%s</p:text></p:cm>`
)

// commentSlides puts remarks on slides; those of slides where people discuss
// already are left out and counted.
func commentSlides(file []byte, author string, on map[int][]string) (out []byte, left int, err error) {
	pkg, parts, err := openSlides(file)
	if err != nil {
		return nil, 0, err
	}
	id, n := 0, 0
	if has, _ := pkg.Related("ppt/presentation.xml", "commentAuthors"); has != "" {
		for _, texts := range on {
			left += len(texts)
		}
		on = nil
	}
	for i, part := range parts {
		if len(on[i]) == 0 {
			continue
		}
		if has, _ := pkg.Related(part, "comments"); has != "" {
			left += len(on[i])
			continue
		}
		var b strings.Builder
		for k, text := range on[i] {
			n++
			fmt.Fprintf(&b, slideComment, id, n, 10+200*(k/20), 10+140*(k%20), ooxml.Escape(text))
		}
		name := pkg.Free("ppt/comments/comment%d.xml")
		pkg.Set(name, []byte(ooxml.Head+`<p:cmLst xmlns:p="`+slideNS+`">`+b.String()+`</p:cmLst>`))
		if _, err := pkg.AddRel(part, slideRels+"comments", name); err != nil {
			return nil, 0, err
		}
		if err := pkg.SetType(name, slideTypes+"comments+xml"); err != nil {
			return nil, 0, err
		}
	}
	if n > 0 {
		const authors = "ppt/commentAuthors.xml"
		pkg.Set(authors, fmt.Appendf(nil, `%s<p:cmAuthorLst xmlns:p="%s"><p:cmAuthor id="%d" name="%s" initials="核" lastIdx="%d" clrIdx="0"/></p:cmAuthorLst>`, ooxml.Head, slideNS, id, ooxml.Escape(author), n))
		if _, err := pkg.AddRel("ppt/presentation.xml", slideRels+"commentAuthors", authors); err != nil {
			return nil, 0, err
		}
		if err := pkg.SetType(authors, slideTypes+"commentAuthors+xml"); err != nil {
			return nil, 0, err
		}
	}
	var b bytes.Buffer
	err = pkg.Write(&b)
	return b.Bytes(), left, err
}
