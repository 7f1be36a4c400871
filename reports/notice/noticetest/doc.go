// Package noticetest gives tests of the notice plans and rows: small ones of
// their own, and the sample campaign read straight from its text tables,
// without workbooks and merging in between.
package noticetest
