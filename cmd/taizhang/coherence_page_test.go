package main

import (
	"os"
	"strings"

	"github.com/shopspring/decimal"
	"golang.org/x/net/html"
)

// pageLines reads the tables of a summary page as a reader sees them, each under
// the heading of its sheet.
func pageLines(path string) ([]line, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	root, err := html.Parse(f)
	if err != nil {
		return nil, err
	}
	var out []line
	sheet := ""
	walk(root, func(n *html.Node) {
		switch n.Data {
		case "h2":
			sheet = content(n)
		case "table":
			t := &sheetTable{sheet: sheet}
			walk(n, func(r *html.Node) {
				if r.Data == "tr" {
					t.row(pageCells(r))
				}
			})
			out = append(out, t.lines...)
		}
	})
	return out, nil
}

// pageCells are the cells of a row, numbers without their thousands.
func pageCells(row *html.Node) map[int]string {
	cells := map[int]string{}
	n := 0
	walk(row, func(c *html.Node) {
		if c.Data != "td" && c.Data != "th" {
			return
		}
		n++
		text := content(c)
		if d, err := decimal.NewFromString(strings.ReplaceAll(text, ",", "")); err == nil && strings.HasPrefix(attribute(c, "class"), "n ") {
			text = d.String()
		}
		if text != "" {
			cells[n] = text
		}
	})
	return cells
}

func walk(n *html.Node, visit func(*html.Node)) {
	if n.Type == html.ElementNode {
		visit(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, visit)
	}
}

func content(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(content(c))
	}
	return b.String()
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
