"""Run here, in this folder, with XlsxWriter 3.2.9."""
import csv
from datetime import datetime
import xlsxwriter

rows = list(csv.reader(open("../meant/list_3.csv", encoding="utf-8")))


def make(name, options):
    book = xlsxwriter.Workbook(name, options)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    zeros = book.add_format({"num_format": "0000000"})
    sheet = book.add_worksheet("List 3")
    sheet.write_row(0, 0, rows[0])
    for at, row in enumerate(rows[1:], 1):
        for column, (header, text) in enumerate(zip(rows[0], row)):
            if not text:
                sheet.write_blank(at, column, None, day)
            elif header.startswith("Date"):
                sheet.write_datetime(at, column, datetime.strptime(text, "%d/%m/%Y"), day)
            elif header.startswith(("Age", "Number")) or text == "7730102":
                sheet.write_number(at, column, int(text))
            elif text == "0030103":
                sheet.write_number(at, column, 30103, zeros)
            elif header == "Referral NFA?":
                sheet.write_boolean(at, column, text == "Yes")
            else:
                sheet.write_string(at, column, text)
    book.close()


make("list_3.xlsx", {})
make("list_3-in-constant-memory.xlsx", {"constant_memory": True})
make("list_3-days-from-1904.xlsx", {"date_1904": True})
