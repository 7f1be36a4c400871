// Package packagecheck finds in a workbook or a document what makes Excel or
// Word offer to repair it, or silently drop something. It is for tests: it looks
// for the mistakes that writers make, and is no validator of the whole standard.
package packagecheck
