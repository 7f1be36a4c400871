// Package notice fills a campaign's notice (通报) from its figures and rows.
//
// The text is people's: a template of paragraphs with slots and loops, read
// into a tree once and evaluated over the plan, the figures and the rows of one
// moment. The package never invents a sentence; what is missing is printed as
// 【待补充：…】 and keeps the draft from being finished, as does anything in the
// public variant that must not be made public. README.md describes the language
// of the template.
package notice
