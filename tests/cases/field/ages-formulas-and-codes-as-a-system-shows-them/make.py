"""Run here, in this folder, with Python 3.11; writes the workbook as a system's own template has it."""
import zipfile
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."

WHOLE, DAY, OWN_DAY = 1, 2, 3  # the formats 0, 14 and dd/mm/yyyy;@


def number(value, style=WHOLE):
    return lambda at: f'<c r="{at}" s="{style}"><v>{value}</v></c>'


def added(value, formula, style=DAY):
    return lambda at: f'<c r="{at}" s="{style}"><f>{formula}</f><v>{value}</v></c>'


def shared(value, style=DAY, formula=None, over=None):
    """One formula for a block of cells; the cells behind the first have none of their own."""
    own = f' ref="{over}">{formula}</f>' if formula else "/>"
    return lambda at: f'<c r="{at}" s="{style}"><f t="shared" si="0"{own}<v>{value}</v></c>'


def error(word):
    return lambda at: f'<c r="{at}" t="e"><v>{word}</v></c>'


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
FAR = " from their Placement in the last 12 months"

LISTS = {
    "List 1": [
        CHILD + ["Date of Contact", "Contact Source"],
        [number(7760101), "Female", "a) WBRI", number(43000, DAY), number("8.2984257357973991"),
         number(46031, DAY), "q) 6: Police"],
        [number(7760102), "b) Female", "k) APKN", None, number("6.9986310746064339"),
         number(46031, DAY), "j) 3D: Health services"],
    ],
    "List 3": [
        CHILD + ["Date of Referral", "Referral Source", "Referral NFA?",
                 "Number of Referrals in Last 12 Months", "Allocated Team", "Allocated Worker"],
        [number(7760103), "a) Male", "s) NOBT", number(41000, DAY), number("13.774127310061602"),
         number(46031, DAY), "s) 8: Other", "No", number(2), "Duty\u00a0Team", "Q\u00a0Inventedname"],
    ],
    "List 6": [
        CHILD + ["Does the Child have a Disability", "CIN Start Date", "Primary Need Code",
                 "Date Child Was Last Seen", "CIN Closure Date", "Reason for Closure", "Case Status",
                 "Allocated Team", "Allocated Worker"],
        [number(7760104), "a) Male", "i) MOTH", number(41000, DAY), number("13.774127310061602"),
         "b) No", number(45800, DAY), "N1 - Abuse or Neglect", number(46010, DAY), None, None,
         "c) Child in need plan", error("#N/A"), error("#N/A")],
    ],
    "List 8": [
        CHILD + ["Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))",
                 "Does the Child have a Disability", "Date Started to be Looked After",
                 "Child's Category of Need",
                 "Is this a second or subsequent period of being a Looked After Child within the last"
                 " 12 months (Y/N)",
                 "Start date of current legal status", "Child's Legal Status",
                 "Date of Latest Statutory Review", "Date of Last Social Work Visit",
                 "What is the permanence plan for this child?",
                 "Date of Last IRO Visit / Contact to the Child", "Date of Last Health Assessment",
                 "Date of Last Dental Check", "Number of Placements in the Last 12 months",
                 "Date Ceased to be Looked After", "Reason Ceased to be Looked After",
                 "Start Date of Most Recent Placement", "Placement Type", "Placement Provider",
                 "Placement postcode", "URN of Placement", "Placement Location", "LA of Placement",
                 f"Number of Episodes the Child has been \u2018Missing\u2019{FAR}",
                 f"Number of Episodes the Child has been \u2018Absent\u2019{FAR}",
                 "Was the child offered a Return Interview after their last missing episode (Y/N)?",
                 "Did the child accept a Return Interview after their last missing episode (Y/N)?",
                 "Allocated Team", "Allocated Worker"],
        [number(7760105), "b) Female", "a) WBRI", number(40500, DAY), number("15.143052703627652"),
         "b) No", "b) No", number(45000, DAY), "N1 - Abuse or Neglect", "b) No", added(45100, "H2+100"),
         "C2: FCO", number(45990, DAY), number(46020, DAY), None, number(45990, DAY),
         shared(46003, formula="P2+13", over="Q2:R2"), shared(46016), number(1), None, None, number(45100, DAY),
         "f) U6: Foster placement - not FFA", "e) PR4 - Private provision", "somewhere", None, None,
         "Home Town", number(0), number(0), None, None, "Children in Care Team", "Q\u00a0Inventedname"],
    ],
    "List 10": [
        ["Child Unique ID", "Family identifier", "Gender", "Ethnicity", "Date of Birth",
         "Age of Child (Years)", "Does the Child have a Disability", "Date the Child Entered Care",
         "Date of Decision that Child Should be Placed for Adoption", "Date of Placement Order",
         "Date of Matching Child and Prospective Adopters", "Date Placed for Adoption",
         "Date of Adoption Order",
         "Date of Decision that Child Should No Longer be Placed for Adoption",
         "Reason Why Child No Longer Placed for Adoption",
         "Date the child was placed for fostering in FFA or concurrent planning placement"],
        [number(7760106), number(7769001), "a) Male", "r) OOTH", number(44500, DAY), number(4, 0),
         "b) No", number(45000, DAY), added(45005, "H2+5"), added(45010, "I2+5"),
         added(45015, "J2+5"), added(45020, "K2+5"), number(45300, OWN_DAY), None, None, None],
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
