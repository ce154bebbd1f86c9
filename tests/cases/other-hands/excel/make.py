"""Run here, in this folder: rebuilds what Excel saves, byte by byte; Excel itself was not at hand."""
import csv
import io

episodes = list(csv.reader(open("../meant/episodes.csv", encoding="utf-8")))
oc2 = list(csv.reader(open("../meant/oc2.csv", encoding="utf-8")))


def save(name, rows, delimiter, encoding):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    open(name, "wb").write(text.getvalue().encode(encoding))


def german(rows):
    return [[cell.replace("/", ".") if cell[2:3] == "/" else cell for cell in row] for row in rows]


save("episodes.csv", episodes, ",", "cp1252")
save("episodes-utf-8.csv", episodes, ",", "utf-8-sig")
save("episodes-unicode-text.csv", episodes, "\t", "utf-16")
save("episodes-macintosh.csv", episodes, ",", "mac_roman")
save("episodes-german-with-texts-for-days.csv", episodes, ";", "cp1252")
save("episodes-german.csv", german(episodes), ";", "cp1252")
save("oc2.csv", oc2, ",", "cp1252")
save("oc2-german-unicode-text.csv", oc2, "\t", "utf-16")
# A number that somebody formatted with two decimals, in each of the two languages.
decimals = [[cell + ".00" if cell == "7730102" else cell for cell in row] for row in oc2]
save("oc2-two-decimals.csv", decimals, ",", "cp1252")
save("oc2-german-two-decimals.csv", [[cell.replace(".", ",") for cell in row] for row in decimals], ";", "cp1252")
# Without the last empty cells of a block of rows.
short = [row if at == 0 or row[-1] else row[:-2] if not row[-2] else row[:-1] for at, row in enumerate(episodes)]
save("episodes-without-last-cells.csv", short, ",", "cp1252")
