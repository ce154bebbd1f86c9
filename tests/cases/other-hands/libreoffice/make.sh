#!/bin/sh
# Run here, in this folder, with LibreOffice 7.4.7: what it makes of files that are opened and saved again.
set -e
options='44,34,76,1,,2057,false,true,false' # comma, quotation mark, UTF-8, from line 1, English (UK), cells as shown
windows='59,34,1,1,,2057,true,true,false'   # semicolon, quotation marks around texts, Windows-1252
soffice --headless --convert-to xlsx --outdir . ../openpyxl/list_3-formulas-and-iso-dates.xlsx
mv list_3-formulas-and-iso-dates.xlsx list_3.xlsx
soffice --headless --convert-to ods --outdir . list_3.xlsx
soffice --headless --convert-to xls --outdir . list_3.xlsx
soffice --headless --convert-to "csv:Text - txt - csv (StarCalc):$options" --outdir . list_3.xlsx
soffice --headless --convert-to "csv:Text - txt - csv (StarCalc):$windows" --infilter="CSV:44,34,76,1,1/2/2/4/8/4,2057" \
  --outdir . ../meant/episodes.csv
mv episodes.csv episodes-american-with-semicolons.csv
