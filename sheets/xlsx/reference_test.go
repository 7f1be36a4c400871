package xlsx

import (
	"bytes"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// A second, slow and lenient reading by the standard XML decoder. Whatever the
// package accepts, it must have read in the same way.

// node is an element with all that is in it.
type node struct {
	ns, name string
	attrs    []xml.Attr
	text     string // directly inside
	children []*node
}

// parseTree reads a part. It fails where the standard decoder does.
func parseTree(data []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	root := &node{}
	stack := []*node{root}
	for {
		t, err := d.Token()
		if err == io.EOF {
			return root, nil
		}
		if err != nil {
			return nil, err
		}
		top := stack[len(stack)-1]
		switch t := t.(type) {
		case xml.StartElement:
			n := &node{ns: t.Name.Space, name: t.Name.Local, attrs: t.Copy().Attr}
			top.children = append(top.children, n)
			stack = append(stack, n)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			top.text += string(t)
		}
	}
}

func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if a.Name.Space == "" && a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// all gives the children of a name in the main namespace.
func (n *node) all(name string) (list []*node) {
	for _, c := range n.children {
		if namespaceOf(c.ns) == nsMain && c.name == name {
			list = append(list, c)
		}
	}
	return list
}

// first is like all, for an element that occurs at most once.
func (n *node) first(name string) *node {
	if list := n.all(name); len(list) > 0 {
		return list[0]
	}
	return &node{}
}

// rich is the text of a string item.
func (n *node) rich() string {
	var b strings.Builder
	for _, c := range n.children {
		if namespaceOf(c.ns) != nsMain {
			continue
		}
		switch c.name {
		case "t":
			b.WriteString(c.text)
		case "r":
			for _, t := range c.all("t") {
				b.WriteString(t.text)
			}
		}
	}
	return string(unescape([]byte(b.String())))
}

// referenceRows reads a sheet part: rows with the address, text and kind of
// each cell, kinds as far as the t attribute alone decides them.
func referenceRows(data []byte, shared []string) ([]Row, error) {
	root, err := parseTree(data)
	if err != nil {
		return nil, err
	}
	var rows []Row
	number := 0
	for _, r := range root.first("worksheet").first("sheetData").all("row") {
		number++
		if v := r.attr("r"); v != "" {
			number, _ = strconv.Atoi(v)
		}
		row := Row{Number: number}
		col := 0
		for _, c := range r.all("c") {
			col++
			if v := c.attr("r"); v != "" {
				col, _, _ = parseRef([]byte(v))
			}
			cell := Cell{Col: col, Formula: len(c.all("f")) > 0}
			cell.Kind, cell.Text = referenceValue(c, shared)
			row.Cells = append(row.Cells, cell)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func referenceValue(c *node, shared []string) (Kind, string) {
	v := c.first("v").text
	plain := strings.Trim(v, " \t\r\n")
	has := len(c.all("v"))+len(c.all("is")) > 0
	switch t := c.attr("t"); {
	case !has:
	case t == "str":
		return Text, string(unescape([]byte(v)))
	case t == "inlineStr" && len(c.all("is")) > 0:
		return Text, c.first("is").rich()
	case t == "inlineStr":
		return Text, string(unescape([]byte(v)))
	case t == "s":
		i, _ := strconv.Atoi(plain)
		return Text, shared[i]
	case plain == "":
	case t == "b":
		return Bool, map[string]string{"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}[plain]
	case t == "e":
		return Error, plain
	case t == "d":
		return Date, plain
	default:
		return Number, plain
	}
	return Empty, ""
}

// sameRows compares what the reference can know.
func sameRows(got, want []Row) bool {
	if len(got) != len(want) {
		return false
	}
	for i := range got {
		if got[i].Number != want[i].Number || len(got[i].Cells) != len(want[i].Cells) {
			return false
		}
		for k, g := range got[i].Cells {
			w := want[i].Cells[k]
			if g.Kind == Date && w.Kind == Number {
				w.Kind = Date // by its style
			}
			if g.Col != w.Col || g.Kind != w.Kind || g.Text != w.Text || g.Formula != w.Formula {
				return false
			}
		}
	}
	return true
}
