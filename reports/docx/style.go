package docx

// Style is the role a paragraph plays in an official document.
type Style uint8

// Roles, with the form GB/T 9704-2012 or common practice gives them.
const (
	Body            Style = iota // 正文: 3号 仿宋, first line two characters in
	Title                        // 标题: 2号 小标宋, centred
	Variant                      // 稿别, e.g. (社会公开稿): 3号 楷体, centred under the title
	FileNumber                   // 发文字号, or the number line of a form: 3号 仿宋, centred
	Salutation                   // 主送机关: 3号 仿宋, flush left
	Level1                       // 一、: 3号 黑体
	Level2                       // (一): 3号 楷体
	Level3                       // 1.: 3号 仿宋
	Problem                      // 问题1.: as Body, a style of its own
	AttachmentNote               // 附件：1. … under the text
	Signature                    // 发文机关署名
	Date                         // 成文日期
	Note                         // 附注, in brackets
	AttachmentMark               // 附件1: 3号 黑体, flush left, on a new page
	AttachmentTitle              // title of an attachment: 2号 小标宋, centred on the third line
	Imprint                      // 版记: 4号 仿宋, between rules
	TableTitle                   // 3号 黑体, centred, kept with the table
	TableCell                    // 小四 仿宋
	TableHead                    // 小四 黑体, centred
	styleCount
)

// Name is the style's name as people see it in Word.
func (s Style) Name() string {
	if s >= styleCount {
		return ""
	}
	return forms[s].name
}

// StyleOf finds the role of a style name read from a document.
func StyleOf(name string) (Style, bool) {
	for s := range styleCount {
		if forms[s].name == name {
			return s, true
		}
	}
	return 0, false
}

// form is how a role looks. Lengths are in twips (1/20 point), sizes in half-points.
type form struct {
	id, name      string
	font          Font
	size          int
	align         string
	firstLine     int // characters
	left, hanging int // twips
	right         int
	before, after int
	pitch         int  // exact line pitch, 0: single
	free          bool // off the line grid, characters not tightened
	keepNext      bool
	newPage       bool
	ruled         bool // rules above and below
	outline       int  // 1…: level in the navigation pane, 0: none
}

// bodyLevel keeps a paragraph out of the navigation pane.
const bodyLevel = 10

// Sizes by their Chinese names, in half-points.
const (
	size2  = 44 // 2号
	size3  = 32 // 3号
	size4  = 28 // 4号
	size4s = 24 // 小四
)

var forms = [styleCount]form{
	Body:            {id: "GwBody", name: "公文正文", font: FontFangSong, size: size3, align: "both", firstLine: 2, pitch: linePitch},
	Title:           {id: "GwTitle", name: "公文标题", font: FontXiaoBiaoSong, size: size2, align: "center", pitch: titlePitch, free: true, keepNext: true},
	Variant:         {id: "GwVariant", name: "公文稿别", font: FontKaiTi, size: size3, align: "center", after: linePitch, pitch: linePitch, keepNext: true},
	FileNumber:      {id: "GwFileNumber", name: "发文字号", font: FontFangSong, size: size3, align: "center", after: linePitch, pitch: linePitch, keepNext: true},
	Salutation:      {id: "GwSalutation", name: "主送机关", font: FontFangSong, size: size3, align: "both", pitch: linePitch},
	Level1:          {id: "GwLevel1", name: "一级标题", font: FontHeiTi, size: size3, align: "both", firstLine: 2, pitch: linePitch, keepNext: true, outline: 1},
	Level2:          {id: "GwLevel2", name: "二级标题", font: FontKaiTi, size: size3, align: "both", firstLine: 2, pitch: linePitch, outline: 2},
	Level3:          {id: "GwLevel3", name: "三级标题", font: FontFangSong, size: size3, align: "both", firstLine: 2, pitch: linePitch, outline: 3},
	Problem:         {id: "GwProblem", name: "问题条目", font: FontFangSong, size: size3, align: "both", firstLine: 2, pitch: linePitch},
	AttachmentNote:  {id: "GwAttachmentNote", name: "附件说明", font: FontFangSong, size: size3, align: "both", firstLine: 2, pitch: linePitch},
	Signature:       {id: "GwSignature", name: "发文机关署名", font: FontFangSong, size: size3, align: "right", right: 2 * charWidth, before: linePitch, pitch: linePitch, keepNext: true},
	Date:            {id: "GwDate", name: "成文日期", font: FontFangSong, size: size3, align: "right", right: 4 * charWidth, pitch: linePitch},
	Note:            {id: "GwNote", name: "公文附注", font: FontFangSong, size: size3, align: "both", firstLine: 2, pitch: linePitch},
	AttachmentMark:  {id: "GwAttachmentMark", name: "附件标识", font: FontHeiTi, size: size3, align: "left", pitch: linePitch, keepNext: true, newPage: true, outline: 1},
	AttachmentTitle: {id: "GwAttachmentTitle", name: "附件标题", font: FontXiaoBiaoSong, size: size2, align: "center", before: linePitch, after: linePitch, pitch: titlePitch, free: true, keepNext: true},
	Imprint:         {id: "GwImprint", name: "版记", font: FontFangSong, size: size4, align: "both", left: charWidth, right: charWidth, pitch: linePitch, ruled: true},
	TableTitle:      {id: "GwTableTitle", name: "表格标题", font: FontHeiTi, size: size3, align: "center", pitch: linePitch, keepNext: true},
	TableCell:       {id: "GwTableCell", name: "表格文字", font: FontFangSong, size: size4s, align: "left", free: true},
	TableHead:       {id: "GwTableHead", name: "表头文字", font: FontHeiTi, size: size4s, align: "center", free: true},
}
