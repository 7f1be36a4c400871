package xlsx

// foreignText says what a file is and what to do about it.
type foreignText struct{ message, fix string }

const (
	saveAs = "请用 Excel 或 WPS 打开，点“文件—另存为”，类型选“Excel 工作簿（*.xlsx）”，再报送新文件。只改文件名后缀没有用。"
	resend = "请报送填写好的 .xlsx 工作簿。"
)

var foreignTexts = map[FormatKind]foreignText{
	FormatEncrypted: {"工作簿设置了打开密码，无法读取。", "请用 Excel 或 WPS 打开，在“文件—信息—保护工作簿”里取消打开密码，保存后重新报送。"},
	FormatXLS:       {"这是旧格式的 .xls 工作簿，不能直接读取。", saveAs},
	FormatXLSB:      {"这是二进制格式的 .xlsb 工作簿，不能直接读取。", saveAs},
	FormatET:        {"这是 WPS 表格自有格式的 .et 文件，不能直接读取。", "请用 WPS 打开，点“文件—另存为”，类型选“Microsoft Excel 文件（*.xlsx）”，再报送新文件。"},
	FormatODS:       {"这是 OpenDocument 格式的文件（.ods 等），不能直接读取。", saveAs},
	FormatNumbers:   {"这是苹果 Numbers 表格，不能直接读取。", "请在 Numbers 里点“文件—导出为—Excel”，再报送导出的 .xlsx 文件。"},
	FormatXML2003:   {"这是“XML 表格 2003”格式的文件，不能直接读取。", saveAs},
	FormatDOC:       {"这是 Word 或 WPS 文字文档，不是工作簿。", resend},
	FormatDOCX:      {"这是 Word 或 WPS 文字文档（.docx），不是工作簿。", resend},
	FormatPPT:       {"这是演示文稿，不是工作簿。", resend},
	FormatCSV:       {"这是文本或 CSV 文件，不是工作簿。", "CSV 只存得下一张表，认得出单位和行的内容都丢了：请打开下发的填报表（.xlsx），把内容填进去再报送。"},
	FormatHTML:      {"这是网页格式的文件（常见于系统导出的“.xls”），不是工作簿。", saveAs},
	FormatPDF:       {"这是 PDF 文件，不是工作簿。", resend},
	FormatImage:     {"这是图片，不是工作簿。", resend},
	FormatZip:       {"这是压缩包，不是工作簿。", "请先解压，再报送其中的 .xlsx 工作簿。"},
	FormatArchive:   {"这是压缩包，不是工作簿。", "请先解压，再报送其中的 .xlsx 工作簿。"},
	FormatLock:      {"这是工作簿打开时产生的临时文件（文件名以 ~$ 开头），里面没有数据。", "请关闭 Excel 或 WPS，报送不带 ~$ 的那个文件。"},
	FormatEmpty:     {"文件是空的，里面没有任何内容。", "请检查原文件是否保存成功，重新报送。"},
	FormatUnknown:   {"无法识别的文件，不是 .xlsx 工作簿。", saveAs},
}

func notWorkbook(kind FormatKind) error {
	t := foreignTexts[kind]
	return &FormatError{Kind: kind, Message: t.message, Fix: t.fix}
}
