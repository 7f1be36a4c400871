#!/bin/sh
# Rewrites the workbooks in this folder with the programs that real returns are
# written by. Needs python3 with openpyxl, LibreOffice (soffice), and node with
# the packages xlsx (SheetJS) and exceljs, found through NODE_PATH:
#
#     npm install --prefix /tmp/writers xlsx@0.18.5 exceljs@4.4.0
#     NODE_PATH=/tmp/writers/node_modules ./regenerate.sh
#
# Afterwards run "go test ./sheets/xlsx -run Writers -update" and review the
# changed .txt files: each is what the package reads.
set -eu
cd "$(dirname "$0")"
PYTHON=${PYTHON:-python3}
"$PYTHON" write_openpyxl.py openpyxl.xlsx
node write_sheetjs.js sheetjs.xlsx
node write_exceljs.js exceljs.xlsx exceljs-stream.xlsx
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp openpyxl.xlsx "$work/libreoffice.xlsx"
soffice -env:UserInstallation="file://$work/profile" --headless --convert-to xlsx:"Calc MS Excel 2007 XML" \
	--outdir "$work/out" "$work/libreoffice.xlsx" >/dev/null
cp "$work/out/libreoffice.xlsx" libreoffice.xlsx
soffice -env:UserInstallation="file://$work/profile" --headless --convert-to xls \
	--outdir "$work/out" "$work/libreoffice.xlsx" >/dev/null
soffice -env:UserInstallation="file://$work/profile" --headless --convert-to ods \
	--outdir "$work/out" "$work/libreoffice.xlsx" >/dev/null
cp "$work/out/libreoffice.xls" legacy.xls
cp "$work/out/libreoffice.ods" open.ods
"$PYTHON" write_openpyxl.py plain.xlsx small
