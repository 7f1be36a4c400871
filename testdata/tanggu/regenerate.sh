#!/bin/sh
# Makes the returns of 收件/ anew: needs Go, python3 with openpyxl, LibreOffice.
# Needed after the standard plan's 台账, 栏目 or 选项 change: a return names the
# version of the form it was made on.
set -eu
cd "$(dirname "$0")/../.."
forms=$(mktemp -d)
trap 'rm -rf "$forms"' EXIT
python3 testdata/tanggu/generate.py
/usr/bin/python3 testdata/tanggu/halfway.py
rm -rf testdata/tanggu/收件
mkdir -p testdata/tanggu/收件
go run testdata/tanggu/forms.go "$forms"
/usr/bin/python3 testdata/tanggu/fill.py "$forms"
chmod 644 testdata/tanggu/收件/*.xlsx testdata/tanggu/收件/上报/*.xlsx
