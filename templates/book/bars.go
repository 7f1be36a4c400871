package book

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Bars draws shares of a whole as bars over the cells of an area of a page: a cell
// that holds 1 is full, one that holds 0 is bare.
func (b *Book) Bars(sheet, area, colour string) {
	b.Do(b.File.SetConditionalFormat(sheet, area, []excelize.ConditionalFormatOptions{{
		Type: "data_bar", Criteria: "=", MinType: "num", MinValue: "0", MaxType: "num", MaxValue: "1", BarColor: "#" + colour, BarSolid: true,
	}}))
	if b.err == nil {
		b.Do(b.barEnds(sheet))
	}
}

// barEnds says in the extension, too, where a bar begins and ends: excelize writes
// there that the largest value of the area fills the cell, and Excel believes the
// extension. Its text is within reach only by reflection.
func (b *Book) barEnds(sheet string) error {
	id, err := b.File.GetSheetIndex(sheet)
	if err != nil {
		return err
	}
	part, ok := b.File.Sheet.Load(fmt.Sprintf("xl/worksheets/sheet%d.xml", b.File.WorkBook.Sheets.Sheet[id].SheetID))
	if !ok {
		return fmt.Errorf("%s：数据条没有写成", sheet)
	}
	ext := reflect.ValueOf(part).Elem().FieldByName("ExtLst")
	if !ext.IsValid() || ext.IsNil() {
		return fmt.Errorf("%s：数据条没有写成", sheet)
	}
	text := ext.Elem().FieldByName("Ext")
	text.SetString(strings.NewReplacer(
		`<x14:cfvo type="autoMin"></x14:cfvo>`, barEnd("0"), `<x14:cfvo type="autoMax"></x14:cfvo>`, barEnd("1"),
	).Replace(text.String()))
	return nil
}

func barEnd(value string) string {
	return `<x14:cfvo type="num"><xm:f>` + value + `</xm:f></x14:cfvo>`
}
