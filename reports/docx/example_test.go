package docx_test

import (
	"bytes"
	"fmt"
	"log"
	"strings"

	"taizhang/reports/docx"
)

// A template is filled by saying, for every paragraph of the result, which paragraph of the template
// it is a copy of and what stands in it.
func Example_fill() {
	source, err := docx.FromText(strings.NewReader("# 通报\n\n已走访居民｛｛户数｝｝户。\n"))
	if err != nil {
		log.Fatal(err)
	}
	var file, result bytes.Buffer
	if err := docx.Write(&file, source); err != nil {
		log.Fatal(err)
	}
	template, err := docx.ReadTemplate(file.Bytes())
	if err != nil {
		log.Fatal(err)
	}
	var outputs []docx.Output
	for _, p := range template.Paragraphs() {
		output := docx.Output{Source: p.Index}
		at := 0
		slots, _ := docx.FindSlots(p.Text)
		for _, slot := range slots {
			output.Pieces = append(output.Pieces, docx.Keep(at, slot.Start), docx.Piece{From: slot.Start, To: slot.Start, Text: "192"})
			at = slot.End
		}
		output.Pieces = append(output.Pieces, docx.Keep(at, len(p.Text)))
		outputs = append(outputs, output)
	}
	if err := template.Fill(&result, outputs); err != nil {
		log.Fatal(err)
	}
	content, err := docx.Read(result.Bytes())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(docx.ToMarkdown(content.Document()))
	// Output:
	// # 通报
	//
	// 已走访居民192户。
}
