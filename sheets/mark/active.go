package mark

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"taizhang/sheets/ooxml"
	"taizhang/templates/finding"
)

// harmless are the kinds of links whose parts only hold content. Whatever else a
// workbook links to does something when it is opened, or is not known.
var harmless = strings.Fields(`officeDocument core-properties extended-properties custom-properties thumbnail metadata/core-properties
	worksheet chartsheet styles theme themeOverride sharedStrings calcChain sheetMetadata person customXml customXmlProps
	drawing vmlDrawing chart chartEx chartUserShapes chartStyle chartColorStyle image comments threadedComment printerSettings table
	pivotTable pivotCacheDefinition pivotCacheRecords slicer slicerCache timeline timelineCache cellImage cellimage
	diagramData diagramLayout diagramQuickStyle diagramColors diagramDrawing
	rdRichValue rdRichValueStructure rdRichValueTypes rdRichValueRel rdArray richStyles rdSupportingPropertyBag rdSupportingPropertyBagStructure
	namedSheetView FeaturePropertyBag hdphoto revisionHeaders revisionLog usernames font`)

// spoken says what people call the kinds of links that are taken out.
var spoken = map[string]string{
	"vbaProject": "宏", "wordVbaData": "宏", "xlMacrosheet": "宏表", "xlIntlMacrosheet": "宏表", "dialogsheet": "对话框表",
	"externalLink": "外部链接（含 DDE）", "externalLinkPath": "外部链接（含 DDE）", "connections": "数据连接", "queryTable": "数据连接", "xmlMaps": "数据连接",
	"oleObject": "嵌入的对象", "package": "嵌入的对象", "control": "控件", "ctrlProp": "控件", "activeXControlBinary": "控件",
	"hyperlink": "指向别处的超链接", "image": "链接到别处的图片", "extensibility": "自定义功能区", "attachedToolbars": "自定义功能区", "webextension": "加载项", "webextensiontaskpanes": "加载项", "taskpanes": "加载项",
}

// disarm takes out of a workbook whatever could act in the office's name when
// the copy is opened: macros, links to other files, connections, objects,
// controls, formulas that do more than compute. What they showed stays. It lists
// what was taken, once of a kind and sheet.
func (k *book) disarm() ([]finding.Finding, error) {
	d := &disarmer{book: k, seen: map[string]int{}}
	if err := d.macroSheets(); err != nil {
		return nil, err
	}
	done := map[string]bool{}
	var visit func(part string) error
	visit = func(part string) error {
		if done[strings.ToLower(part)] {
			return nil
		}
		done[strings.ToLower(part)] = true
		if err := d.part(part); err != nil {
			return err
		}
		rels, err := k.pkg.Rels(part)
		if err != nil {
			return err
		}
		for _, r := range rels {
			if r.Part != "" && k.pkg.Has(r.Part) {
				if err := visit(r.Part); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := visit(""); err != nil {
		return nil, err
	}
	if len(d.taken) == 0 {
		return nil, nil
	}
	return d.taken, d.sweep(done)
}

type disarmer struct {
	*book
	taken []finding.Finding
	seen  map[string]int
}

// take notes what was taken out, at its first place.
func (d *disarmer) take(what, part, at string) {
	where := ""
	if i := slices.IndexFunc(d.sheets, func(s *sheet) bool { return strings.EqualFold(s.part, part) }); i >= 0 {
		where = d.sheets[i].name
	}
	key := what + "\x00" + where
	if d.seen[key]++; d.seen[key] > 1 {
		return
	}
	d.taken = append(d.taken, finding.Finding{Severity: finding.Warning, Code: CodeActive, Sheet: where, Cell: at,
		Message: fmt.Sprintf("报来的表里有%s，退回表里已经去掉，格子里的内容没有动。", what), Fix: "请不要在填报表里放这些内容；要用计算的，直接填结果。"})
}

// CodeActive is the code of what a marked copy does without.
const CodeActive = "安全"

// macroSheets drops sheets that are programs.
func (d *disarmer) macroSheets() error {
	rels, err := d.pkg.Rels(d.main)
	if err != nil {
		return err
	}
	var gone []*sheet
	for _, s := range d.sheets {
		for _, r := range rels {
			if r.Part == s.part && r.Kind != "worksheet" && r.Kind != "chartsheet" {
				d.take(kindWord(r.Kind), "", "")
				gone = append(gone, s)
			}
		}
	}
	if len(gone) == 0 {
		return nil
	}
	return d.removeSheets(gone)
}

func kindWord(kind string) string {
	if w := spoken[kind]; w != "" {
		return w
	}
	return "不认识的部件（" + notLetters.ReplaceAllString(kind[:min(len(kind), 40)], "") + "）"
}

var notLetters = regexp.MustCompile(`[^A-Za-z]+`)

// part disarms one part: its links and what uses them, and its formulas.
func (d *disarmer) part(name string) error {
	bad, err := d.links(name)
	if err != nil || name == "" {
		return err
	}
	if !strings.HasSuffix(strings.ToLower(name), ".xml") && !strings.HasSuffix(strings.ToLower(name), ".vml") {
		return nil
	}
	if name == d.main {
		err = d.pkg.SetType(name, typeBase+"sheet.main+xml")
	}
	if err != nil {
		return err
	}
	b, err := d.pkg.Read(name)
	if err != nil {
		return err
	}
	if len(bad) == 0 && !bytes.Contains(b, []byte("<f")) && !bytes.Contains(b, []byte("f>")) && !bytes.Contains(b, []byte("ormula")) &&
		!bytes.Contains(b, []byte("definedName")) && !bytes.Contains(b, []byte("acro")) {
		return nil
	}
	s := &scrubber{Scanner: ooxml.NewScanner(b), bad: bad, take: func(what, at string) { d.take(what, name, at) }}
	changed, formulas := s.scrub()
	if strings.HasSuffix(strings.ToLower(name), ".vml") && s.Err() != nil {
		return nil // VML of old programs is not always well formed
	}
	if err := s.Err(); err != nil {
		return err
	}
	if changed != nil {
		d.pkg.Set(name, changed)
	}
	if chain := d.related(d.main, "calcChain"); formulas && chain != "" {
		return d.pkg.Drop(d.main, chain)
	}
	return nil
}

// links takes away those of a part that lead outside or to what is not harmless,
// and gives their ids.
func (d *disarmer) links(name string) (map[string]bool, error) {
	if !d.pkg.Has(ooxml.RelsPart(name)) {
		return nil, nil
	}
	bad := map[string]bool{}
	err := d.pkg.Edit(ooxml.RelsPart(name), func(root *ooxml.Node, e *ooxml.Edits) error {
		for _, n := range root.All("Relationship") {
			kind := n.Attr("Type")[strings.LastIndexByte(n.Attr("Type"), '/')+1:]
			if n.Attr("TargetMode") != "External" && slices.Contains(harmless, kind) || kind == "hyperlink" && strings.HasPrefix(n.Attr("Target"), "#") {
				continue
			}
			bad[n.Attr("Id")] = true
			d.take(kindWord(kind), name, "")
			e.Replace(n.Start, n.Stop, "")
		}
		return nil
	})
	return bad, err
}

// sweep removes the parts that nothing leads to any more.
func (d *disarmer) sweep(reached map[string]bool) error {
	for _, name := range d.pkg.Names() {
		low := strings.ToLower(name)
		if reached[low] || name == ooxml.TypesPart || strings.HasSuffix(low, ".rels") {
			continue
		}
		if err := d.pkg.Drop("", name); err != nil {
			return err
		}
	}
	return nil
}
