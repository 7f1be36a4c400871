package mark

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"taizhang/sheets/ooxml"
)

// Newer programs keep discussions in a part of their own and show only that; a
// comment on such a cell is a copy for older programs. Our word goes into both.

const (
	threadNS   = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
	personKind = "http://schemas.microsoft.com/office/2017/10/relationships/person"
	personType = "application/vnd.ms-excel.person+xml"
)

// reply answers the discussions on those cells.
func (k *book) reply(s *sheet, texts map[cell]string, cells []cell) error {
	part := k.related(s.part, "threadedComment")
	if part == "" || len(cells) == 0 {
		return nil
	}
	person := guid("person")
	replied := false
	err := k.pkg.Edit(part, func(root *ooxml.Node, e *ooxml.Edits) error {
		heads, last := map[string]*ooxml.Node{}, map[string]*ooxml.Node{}
		for _, n := range root.All("threadedComment") {
			ref := n.Attr("ref")
			if n.Attr("parentId") == "" {
				heads[ref] = n
			}
			last[ref] = n
		}
		p := root.Prefix()
		for _, c := range cells {
			head := heads[c.String()]
			if head == nil {
				continue
			}
			replied = true
			end := last[c.String()]
			e.Insert(end.Stop, fmt.Sprintf(`<%[1]sthreadedComment ref="%[2]s" dT="%[3]s" personId="%[4]s" id="%[5]s" parentId="%[6]s"><%[1]stext>%[7]s</%[1]stext></%[1]sthreadedComment>`,
				p, c, ooxml.Escape(end.Attr("dT")), person, guid(s.name, c.String(), texts[c]), ooxml.Escape(head.Attr("id")), ooxml.Escape(marker+"\n"+texts[c])))
		}
		return nil
	})
	if err != nil || !replied {
		return err
	}
	return k.introduce(person)
}

// introduce lists us among the people who take part in discussions.
func (k *book) introduce(id string) error {
	part, err := k.relatedOrNew(k.main, personKind, "persons/person%d.xml", personType, `<personList xmlns="`+threadNS+`"></personList>`)
	if err != nil {
		return err
	}
	return k.pkg.Edit(part, func(root *ooxml.Node, e *ooxml.Edits) error {
		for _, n := range root.All("person") {
			if strings.EqualFold(n.Attr("id"), id) {
				return nil
			}
		}
		root.Append(e, fmt.Sprintf(`<%sperson displayName="%s" id="%s" userId="%s" providerId="None"/>`, root.Prefix(), Author, id, Author))
		return nil
	})
}

// unreply takes our replies away. A discussion that we began and nobody joined
// goes as a whole: a program may turn our comments into such.
// Where somebody did, it stays, and so does the comment beside it.
func (k *book) unreply(s *sheet) (gone, stays map[cell]bool, err error) {
	gone, stays = map[cell]bool{}, map[cell]bool{}
	part := k.related(s.part, "threadedComment")
	if part == "" {
		return gone, stays, nil
	}
	left, cut := 0, 0
	err = k.pkg.Edit(part, func(root *ooxml.Node, e *ooxml.Edits) error {
		all := root.All("threadedComment")
		answered := map[string]bool{}
		for _, n := range all {
			if !isOurs(n) {
				answered[n.Attr("parentId")] = true
			}
		}
		for _, n := range all {
			if !isOurs(n) || answered[n.Attr("id")] {
				left++
				if c, ok := cellOf(n.Attr("ref")); ok && isOurs(n) {
					k.talking = true
					stays[c] = true
				}
				continue
			}
			e.Replace(n.Start, n.Stop, "")
			cut++
			if c, ok := cellOf(n.Attr("ref")); ok && n.Attr("parentId") == "" {
				gone[c] = true
			}
		}
		return nil
	})
	if err == nil && left == 0 && cut > 0 {
		err = k.pkg.Drop(s.part, part)
	}
	return gone, stays, err
}

func isOurs(n *ooxml.Node) bool {
	text := n.Child("text")
	return text != nil && strings.HasPrefix(strings.TrimSpace(text.Chars()), marker)
}

// leave takes us off the list of people.
func (k *book) leave() error {
	part := k.related(k.main, "person")
	if part == "" || k.talking {
		return nil
	}
	left, cut := 0, 0
	err := k.pkg.Edit(part, func(root *ooxml.Node, e *ooxml.Edits) error {
		for _, n := range root.All("person") {
			if n.Attr("displayName") == Author && n.Attr("userId") == Author {
				e.Replace(n.Start, n.Stop, "")
				cut++
			} else {
				left++
			}
		}
		return nil
	})
	if err == nil && left == 0 && cut > 0 {
		err = k.pkg.Drop(k.main, part)
	}
	return err
}

// guid makes an id that is the same for the same words.
func guid(words ...string) string {
	h := sha256.Sum256([]byte("taizhang\x00" + strings.Join(words, "\x00")))
	return fmt.Sprintf("{%X-%X-%X-%X-%X}", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}
