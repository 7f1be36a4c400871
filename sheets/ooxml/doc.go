// Package ooxml edits the parts of an office package in place: what is not
// touched is copied byte for byte. It is for packages that the strict reader
// has accepted; it never guesses at damage, it refuses.
package ooxml
