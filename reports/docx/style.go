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
	TableTitle                   // 3号 黑体, centred, kept with the table
	TableCell                    // 小四 仿宋
	TableHead                    // 小四 黑体, centred
	styleCount
)

// Font is one of the typefaces of official documents.
type Font uint8

// Typefaces.
const (
	FontStyle        Font = iota // as the paragraph's style says
	FontFangSong                 // 仿宋_GB2312
	FontKaiTi                    // 楷体_GB2312
	FontHeiTi                    // 黑体
	FontSong                     // 宋体
	FontXiaoBiaoSong             // 方正小标宋简体
)

// Name is the style's name as people see it in Word.
func (s Style) Name() string { return "" }

// StyleOf finds the role of a style name read from a document.
func StyleOf(name string) (Style, bool) { return 0, false }
