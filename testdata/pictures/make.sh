#!/bin/sh
# Makes the manuals' pictures of files anew, from the sample campaigns: needs Go,
# LibreOffice, pdftoppm. The pictures of the page are taken in a browser by hand.
set -eu
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
go run ./cmd/taizhang demo --quiet "$work/塘沽"
# picture NAME FILE PAGE
picture() {
	soffice -env:UserInstallation="file://$work/profile" --headless --convert-to pdf --outdir "$work" "$2" >/dev/null
	pdf="$work/$(basename "${2%.*}").pdf"
	pdftoppm -r 80 -f "$3" -l "$3" -singlefile -png "$pdf" "testdata/pictures/$1"
}
picture summary "$work/塘沽-九月/5-汇总/汇总表-领导版.xlsx" 1
picture notice "$work/塘沽/5-汇总/通报-社会公开稿.docx" 1
picture form "$work/塘沽/1-下发/综合执法大队党支部.xlsx" 1
