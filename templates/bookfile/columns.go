package bookfile

import (
	"bytes"
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

	"taizhang/sheets/ooxml"
)

// columns puts the columns of a sheet that passes through in their order.
type columns struct {
	w    io.Writer
	head []byte // what stands before the cells
	past bool
}

func (c *columns) Write(p []byte) (int, error) {
	if c.past {
		return c.w.Write(p)
	}
	c.head = append(c.head, p...)
	if !bytes.Contains(c.head, []byte("<sheetData")) && !bytes.Contains(c.head, []byte("</worksheet>")) {
		return len(p), nil
	}
	c.past = true
	if _, err := c.w.Write(inOrder(c.head)); err != nil {
		return 0, err
	}
	return len(p), nil
}

func inOrder(head []byte) []byte {
	const open, end = "<cols>", "</cols>"
	from, to := bytes.Index(head, []byte(open)), bytes.Index(head, []byte(end))
	if from < 0 || to < from {
		return head
	}
	list, err := ooxml.Parse(head[from : to+len(end)])
	if err != nil {
		return head
	}
	slices.SortStableFunc(list.Children, func(a, b *ooxml.Node) int { return cmp.Compare(first(a), first(b)) })
	var b strings.Builder
	for _, n := range list.Children {
		b.WriteString(n.XML())
	}
	return slices.Concat(head[:from+len(open)], []byte(b.String()), head[to:])
}

func first(column *ooxml.Node) int {
	n, _ := strconv.Atoi(column.Attr("min"))
	return n
}
