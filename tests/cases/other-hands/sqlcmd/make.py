"""Run here, in this folder: rebuilds what sqlcmd prints, with a line of dashes and a footer."""
import csv

for table in ("episodes", "oc2"):
    rows = list(csv.reader(open(f"../meant/{table}.csv", encoding="utf-8")))
    lines = [rows[0]] + [[cell or "NULL" for cell in row] for row in rows[1:]]
    footer = f"\r\n({len(rows) - 1} rows affected)\r\n"
    # sqlcmd -s , -W
    dashes = [["-" * len(cell) for cell in rows[0]]]
    text = "".join(",".join(line) + "\r\n" for line in lines[:1] + dashes + lines[1:]) + footer
    open(f"{table}.csv", "wb").write(text.encode())
    # sqlcmd -s , : every column as wide as its widest value may be.
    wide = [max(12, len(cell)) for cell in rows[0]]
    padded = [[cell.ljust(width) for cell, width in zip(line, wide)] for line in lines]
    ruled = padded[:1] + [["-" * width for width in wide]] + padded[1:]
    text = "".join(",".join(line) + "\r\n" for line in ruled) + footer
    open(f"{table}-padded.csv", "wb").write(text.encode("cp1252"))
    # sqlcmd -s , -W -o file -u: UTF-16, and the words of SET NOCOUNT OFF before it.
    text = "Changed database context to 'Invented'.\r\n" + "".join(
        ",".join(line) + "\r\n" for line in lines[:1] + dashes + lines[1:]
    ) + footer
    open(f"{table}-of-another-database.csv", "wb").write(text.encode("utf-16"))
    # sqlcmd without -s: columns stand apart by one space.
    text = "".join(" ".join(line) + "\r\n" for line in ruled) + footer
    open(f"{table}-with-spaces.csv", "wb").write(text.encode())
