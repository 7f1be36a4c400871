// Package packagecheck finds in a workbook what makes Excel offer to repair it,
// or silently drop something. It is for tests: it looks for the mistakes that
// writers make, and is no validator of the whole standard.
package packagecheck
