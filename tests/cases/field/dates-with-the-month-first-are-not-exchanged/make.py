"""Run here, in this folder, with Python 3.11; writes a workbook whose days a spreadsheet with the day first took from a text with the month first."""
import zipfile
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."

WHOLE, DAY = 1, 2  # the formats 0 and 14


def number(value, style=WHOLE):
    return lambda at: f'<c r="{at}" s="{style}"><v>{value}</v></c>'


def cell(value, at):
    if callable(value):
        return value(at)
    if value is None:
        return ""
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def letters(column):
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


def sheet(rows):
    lines = []
    for row, values in enumerate(rows, 1):
        cells = "".join(cell(v, f"{letters(c)}{row}") for c, v in enumerate(values))
        lines.append(f'<row r="{row}">{cells}</row>')
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


CHILD = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age"]
LISTS = {
    "List 1": [
        CHILD + ["Date of Contact", "Contact Source"],
        [number(7781104), "Female", "a) WBRI", "05/28/2012", number(13),
         number(46357, DAY), "q) 6: Police"],
        [number(7781105), "b) Female", "k) APKN", number(41125, DAY), number(13),
         "01/19/2026", "j) 3D: Health services"],
    ],
}

STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164"'
    ' formatCode="dd/mm/yyyy;@"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="1" applyNumberFormat="1"/><xf numFmtId="14"'
    ' applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>'
)

parts = {
    "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1"'
    f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/styles.xml": STYLES,
}
types, names, relations = "", "", ""
for at, (name, rows) in enumerate(LISTS.items(), 1):
    parts[f"xl/worksheets/sheet{at}.xml"] = sheet(rows)
    types += (f'<Override PartName="/xl/worksheets/sheet{at}.xml"'
              f' ContentType="{TYPES}worksheet+xml"/>')
    names += f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>'
    relations += (f'<Relationship Id="rId{at}" Type="{OFFICE}/worksheet"'
                  f' Target="worksheets/sheet{at}.xml"/>')
parts["xl/workbook.xml"] = (f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}'
                            "</sheets></workbook>")
parts["xl/_rels/workbook.xml.rels"] = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}">{relations}<Relationship Id="rId99"'
    f' Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>')
parts["[Content_Types].xml"] = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default'
    ' Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}styles+xml"/>{types}</Types>')

with zipfile.ZipFile("given/annex-a/Annex A 2026 Jan.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
    for name in ["[Content_Types].xml"] + [n for n in parts if not n.startswith("[")]:
        book.writestr(zipfile.ZipInfo(name, (2026, 1, 31, 12, 0, 0)), parts[name],
                      zipfile.ZIP_DEFLATED)
