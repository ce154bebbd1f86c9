"""Run here, in this folder: rebuilds what SQL Server Management Studio saves out of its grid."""
import csv

for table in ("episodes", "oc2"):
    rows = list(csv.reader(open(f"../meant/{table}.csv", encoding="utf-8")))
    lines = [rows[0]] + [[cell or "NULL" for cell in row] for row in rows[1:]]
    text = "".join(",".join(line) + "\r\n" for line in lines)
    open(f"{table}.csv", "wb").write(text.encode("utf-8-sig"))
    # The days as the database gives them.
    days = [
        ["-".join(reversed(cell.split("/"))) + " 00:00:00.000" if cell[2:3] == "/" else cell for cell in line]
        for line in lines
    ]
    tabs = "".join("\t".join(line) + "\r\n" for line in days)
    open(f"{table}-tabs-and-times.csv", "wb").write(tabs.encode("utf-16"))
    # Headers are left out unless somebody asks for them.
    open(f"{table}-without-headers.csv", "wb").write("".join(",".join(line) + "\r\n" for line in lines[1:]).encode())
