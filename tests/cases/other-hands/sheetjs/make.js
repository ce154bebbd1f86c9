// Run here, in this folder, with xlsx 0.18.5 from npm.
const XLSX = require("xlsx");
const fs = require("fs");

const rows = fs.readFileSync("../meant/list_3.csv", "utf8").trim().split("\n").map((line) => line.split(","));
const days = (text) => {
  const [day, month, year] = text.split("/");
  return new Date(Date.UTC(+year, month - 1, +day));
};
const cell = (header, text) => {
  if (!text) return null;
  if (header.startsWith("Date")) return days(text);
  if (header.startsWith("Age") || header.startsWith("Number") || text === "7730102") return +text;
  if (header === "Referral NFA?") return text === "Yes";
  return text;
};
const cells = [rows[0], ...rows.slice(1).map((row) => row.map((text, at) => cell(rows[0][at], text)))];

const make = (name, reading, writing) => {
  const sheet = XLSX.utils.aoa_to_sheet(cells, reading);
  sheet.A4 = { t: "n", v: 30103, z: "0000000" };
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, "List 3");
  XLSX.writeFile(book, name, writing);
};
make("list_3.xlsx", {}, {});
make("list_3-dates-as-text.xlsx", { cellDates: true }, { cellDates: true });
make("list_3-shared-texts.xlsx", { dateNF: "dd/mm/yyyy" }, { bookSST: true, compression: true });
make("list_3.xlsb", {}, {});
make("list_3.ods", {}, {});
make("list_3-of-2003.xls", {}, { bookType: "xlml" });
make("list_3-a-page.xls", {}, { bookType: "html" });
