package docx

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"taizhang/sheets/ooxml"
)

// output is an Output with the source it names.
type output struct {
	*Output
	source *source
	place  *place // signature and date: where they stand now
}

func (o *output) whole() bool {
	return len(o.Pieces) == 1 && o.Pieces[0] == Keep(0, len(o.source.text))
}

// filler writes the stories of a template.
type filler struct {
	copies  []int // how often each source is put out
	written []int
	done    map[*entry]bool // what is carried along once has been written
}

// Fill writes the template with its paragraphs replaced by outputs.
func (t *Template) Fill(w io.Writer, outputs []Output) error {
	filled, err := t.fill(outputs)
	if err != nil {
		return err
	}
	return filled.Write(w)
}

// Publish is Fill for a document that goes out: nobody is named in it besides its text.
func (t *Template) Publish(w io.Writer, outputs []Output) error {
	filled, err := t.fill(outputs)
	if err != nil {
		return err
	}
	if err := withoutPeople(filled, t.container.document); err != nil {
		return err
	}
	return filled.Write(w)
}

func (t *Template) fill(outputs []Output) (*ooxml.Package, error) {
	f := &filler{copies: make([]int, len(t.sources)), written: make([]int, len(t.sources)), done: map[*entry]bool{}}
	all := make([]*output, 0, len(outputs))
	for i := range outputs {
		o := &outputs[i]
		if err := t.check(o); err != nil {
			return nil, fmt.Errorf("output %d: %w", i, err)
		}
		all = append(all, &output{Output: o, source: t.sources[o.Source]})
		f.copies[o.Source]++
	}
	f.placeSignatures(all)
	filled := t.container.pkg.Clone()
	if err := asDocument(filled); err != nil {
		return nil, err
	}
	for i, s := range t.stories {
		var own []*output
		for _, o := range all {
			if o.source.story == s {
				own = append(own, o)
			}
		}
		if i > 0 && len(own) == 0 {
			continue // a header or footer left alone
		}
		var b strings.Builder
		b.Grow(s.size + s.size/4)
		f.branch(&b, s.root, 0, own)
		filled.Set(s.name, []byte(b.String()))
	}
	return filled, nil
}

// check finds what a caller got wrong.
func (t *Template) check(o *Output) error {
	if o.Source < 0 || o.Source >= len(t.sources) {
		return fmt.Errorf("docx: no paragraph %d in the template", o.Source)
	}
	n := len(t.sources[o.Source].text)
	for _, p := range o.Pieces {
		if p.From < 0 || p.From > n || p.To < 0 || p.To > n {
			return fmt.Errorf("docx: piece %d–%d outside paragraph %d of %d bytes", p.From, p.To, o.Source, n)
		}
	}
	return nil
}

// asDocument corrects the list of content types where it has to change: a file saved as a template
// (.dotx) becomes a document, or Word would not open it as one.
func asDocument(pkg *ooxml.Package) error {
	if !pkg.Has(ooxml.TypesPart) {
		return nil
	}
	types, err := pkg.Read(ooxml.TypesPart)
	if err != nil {
		return unreadable(ooxml.TypesPart, err)
	}
	const template, document = "wordprocessingml.template.main+xml", "wordprocessingml.document.main+xml"
	if changed := bytes.Replace(types, []byte(template), []byte(document), 1); !bytes.Equal(changed, types) {
		pkg.Set(ooxml.TypesPart, changed)
	}
	return nil
}
