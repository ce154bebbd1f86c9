"""Run here, in this folder, with openpyxl 3.1.5."""
import csv
from datetime import datetime
from openpyxl import Workbook
from openpyxl.worksheet.table import Table

rows = list(csv.reader(open("../meant/list_3.csv", encoding="utf-8")))
book = Workbook()
sheet = book.active
sheet.title = "List 3"


def cell(name, text):
    if not text:
        return None
    if name.startswith("Date"):
        return datetime.strptime(text, "%d/%m/%Y")
    if name.startswith(("Age", "Number")):
        return int(text)
    if name == "Referral NFA?":
        return text == "Yes"
    return text


sheet.append(rows[0])
for row in rows[1:]:
    sheet.append([cell(name, text) for name, text in zip(rows[0], row)])
sheet["A3"] = 7730102
sheet["A4"] = 30103
sheet["A4"].number_format = "0000000"
sheet["F3"] = datetime(2026, 1, 7, 14, 30)
sheet.add_table(Table(displayName="List3", ref="A1:K5"))
book.save("list_3.xlsx")

# A result of a formula is not stored by openpyxl; a date may be a text of ISO.
for row in range(2, 6):
    if sheet.cell(row, 4).value:
        sheet.cell(row, 5).value = f"=DATEDIF(D{row},F{row},\"Y\")"
book.iso_dates = True
book.save("list_3-formulas-and-iso-dates.xlsx")
