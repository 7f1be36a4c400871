package mark

import (
	"fmt"
	"strconv"
	"strings"

	"taizhang/sheets/ooxml"
)

// Author signs our comments; marker begins our part of any comment.
const (
	Author = "台账校验"
	marker = "【台账校验】"
)

// annotate writes comments on a sheet: into those that stand there, as a reply
// where people discuss in a thread, and otherwise as comments of our own. A
// cell never gets a second comment; programs drop it or ask for repair.
func (k *book) annotate(s *sheet, l *layout, texts map[cell]string, order []cell) error {
	part, err := k.relatedOrNew(s.part, "comments", "comments_taizhang%d.xml", typeBase+"comments+xml",
		`<comments xmlns="`+k.ns+`"><authors></authors><commentList></commentList></comments>`)
	if err != nil {
		return err
	}
	joined, fresh := []cell{}, []cell{}
	err = k.pkg.Edit(part, func(root *ooxml.Node, e *ooxml.Edits) error {
		list, authors := root.Child("commentList"), root.Child("authors")
		if list == nil || authors == nil {
			return errForm
		}
		there := map[cell]*ooxml.Node{}
		for _, n := range list.All("comment") {
			if c, ok := cellOf(n.Attr("ref")); ok {
				there[c] = n
			}
		}
		p := root.Prefix()
		author := ensureAuthor(authors, e)
		var added strings.Builder
		for _, c := range order {
			if n := there[c]; n != nil {
				joinText(n, e, texts[c])
				joined = append(joined, c)
				continue
			}
			fmt.Fprintf(&added, `<%[1]scomment ref="%[2]s" authorId="%[3]d"><%[1]stext>%[4]s</%[1]stext></%[1]scomment>`, p, c, author, runs(p, "", texts[c]))
			fresh = append(fresh, c)
		}
		if added.Len() > 0 {
			list.Append(e, added.String())
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := k.reply(s, texts, joined); err != nil {
		return err
	}
	return k.draw(s, l, texts, joined, fresh)
}

func ensureAuthor(authors *ooxml.Node, e *ooxml.Edits) int {
	names := authors.All("author")
	for i, n := range names {
		if n.Chars() == Author {
			return i
		}
	}
	p := authors.Prefix()
	authors.Append(e, "<"+p+"author>"+Author+"</"+p+"author>")
	return len(names)
}

// runs is our part of a comment's text.
func runs(p, lead, text string) string {
	font := func(bold, colour string) string {
		return fmt.Sprintf(`<%[1]srPr>%[2]s<%[1]ssz val="9"/><%[1]scolor rgb="%[3]s"/><%[1]srFont val="宋体"/><%[1]sfamily val="3"/><%[1]scharset val="134"/></%[1]srPr>`, p, bold, colour)
	}
	run := func(rPr, t string) string {
		return fmt.Sprintf(`<%[1]sr>%[2]s<%[1]st xml:space="preserve">%[3]s</%[1]st></%[1]sr>`, p, rPr, ooxml.Escape(t))
	}
	return run(font("<"+p+"b/>", "FFC00000"), lead+marker) + run(font("", "FF000000"), "\n"+text)
}

// joinText appends our part to a comment that stands already.
func joinText(comment *ooxml.Node, e *ooxml.Edits, text string) {
	p := comment.Prefix()
	box := comment.Child("text")
	if box == nil {
		e.Insert(comment.Inner[0], "<"+p+"text>"+runs(p, "", text)+"</"+p+"text>")
		return
	}
	// Plain text and runs do not mix: the plain text becomes the first run.
	if t := box.Child("t"); t != nil {
		e.Insert(t.Start, "<"+p+"r>")
		e.Insert(t.Stop, "</"+p+"r>")
	}
	ours := runs(p, "\n\n", text)
	for _, c := range box.Children {
		if c.Is("rPh") || c.Is("phoneticPr") {
			e.Insert(c.Start, ours)
			return
		}
	}
	box.Append(e, ours)
}

// unannotate takes our part out of the comments of a sheet, and a comment that
// was ours alone with it.
func (k *book) unannotate(s *sheet) error {
	dropped, stays, err := k.unreply(s)
	if err != nil {
		return err
	}
	part := k.related(s.part, "comments")
	if part == "" {
		return nil
	}
	left := 0
	err = k.pkg.Edit(part, func(root *ooxml.Node, e *ooxml.Edits) error {
		for _, n := range root.Child("commentList").All("comment") {
			c, ok := cellOf(n.Attr("ref"))
			if ok && !stays[c] && (dropped[c] || cutText(n, e)) {
				e.Replace(n.Start, n.Stop, "")
				dropped[c] = true
			} else {
				left++
			}
		}
		dropAuthor(root, e, dropped)
		return nil
	})
	if err != nil {
		return err
	}
	if err := k.erase(s, dropped, left == 0); err != nil || left > 0 || len(dropped) == 0 {
		return err
	}
	return k.pkg.Drop(s.part, part)
}

// dropAuthor takes our name off the list where it stands last and unused, so
// that no other index moves.
func dropAuthor(root *ooxml.Node, e *ooxml.Edits, dropped map[cell]bool) {
	names := root.Child("authors").All("author")
	last := len(names) - 1
	if last < 0 || names[last].Chars() != Author {
		return
	}
	for _, n := range root.Child("commentList").All("comment") {
		c, _ := cellOf(n.Attr("ref"))
		if n.Attr("authorId") == strconv.Itoa(last) && !dropped[c] {
			return
		}
	}
	e.Replace(names[last].Start, names[last].Stop, "")
}

func textNodes(comment *ooxml.Node) []*ooxml.Node {
	var out []*ooxml.Node
	if box := comment.Child("text"); box != nil {
		box.Walk(func(n *ooxml.Node) {
			if n.Is("t") && !n.Parent.Is("rPh") {
				out = append(out, n)
			}
		})
	}
	return out
}

func textOf(comment *ooxml.Node) string {
	var b strings.Builder
	for _, t := range textNodes(comment) {
		b.WriteString(t.Chars())
	}
	return b.String()
}

// cutText removes our part from a comment; all says that nothing else is left.
func cutText(comment *ooxml.Node, e *ooxml.Edits) (all bool) {
	whole := textOf(comment)
	keep, _, found := strings.Cut(whole, marker)
	if !found {
		return false
	}
	if keep = strings.TrimSuffix(keep, "\n\n"); strings.TrimSpace(keep) == "" {
		return true
	}
	at := 0
	for _, t := range textNodes(comment) {
		text := t.Chars()
		end := at + len(text)
		if end > len(keep) {
			rest := keep[min(at, len(keep)):]
			run := t
			if t.Parent.Is("r") {
				run = t.Parent
			}
			if rest == "" {
				e.Replace(run.Start, run.Stop, "")
			} else {
				e.Replace(t.Inner[0], t.Inner[1], ooxml.Escape(rest))
			}
		}
		at = end
	}
	return false
}
