// Package docx reads and writes official documents (公文) as .docx.
//
// It does four things and knows nothing of campaigns, figures or ledgers:
//
//   - Write sets a Document in the form of GB/T 9704-2012: A4, a text area of 156 × 225 mm with 22
//     lines of 28 characters, the prescribed fonts and sizes by role, page numbers `— 1 —` outside
//     alternating, signature and date placed by clause 7.3.5.2 (without seal), attachments on a page
//     of their own. Every role is a named paragraph style (公文标题, 公文正文, 一级标题 …), so people
//     change the look in Word by changing the style.
//   - Read takes any .docx made by Word, WPS or LibreOffice to its paragraphs in order.
//   - ReadTemplate takes a .docx made by people as a template: its paragraphs are handed out as plain
//     text, and Fill writes them back 0 to n times with text replaced, each replacement in the
//     formatting of the place it stands for. Paragraphs of headers and footers can be filled too.
//   - FromText pours plain text or Markdown into the standard form; ToMarkdown pours a Document back
//     out.
//
// # Guarantees
//
// The same Document gives the same bytes: there is no clock and no chance in Write or Fill.
//
// Reading never panics and is bounded: a part may not exceed 64 MiB once inflated, all parts read not
// 256 MiB, and elements may not nest deeper than 200. Whatever cannot be read is an *Error, a Chinese sentence that says what to do.
//
// Fill copies every part it has nothing to say about byte for byte, still compressed: styles,
// numbering, images, settings, themes. In the parts it fills, a paragraph kept whole stays byte for
// byte, once; properties of a paragraph and of its runs are copied, not interpreted. Bookmarks,
// comment marks and paragraph ids, which must be unique, are kept by the first copy only; a section
// break by the last. The one thing Fill sets itself is the place of a signature and a date in our
// styles, which depends on their length, and only where nobody has moved them by hand.
//
// # What it does not do
//
// Automatic numbering (numPr) is not spelled out: Read gives the text as stored. Charts, pictures and
// equations are carried through a template but never made. Text boxes are read, not filled; see
// Template.Stray.
package docx
