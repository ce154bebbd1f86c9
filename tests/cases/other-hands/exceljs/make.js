// Run here, in this folder, with exceljs from npm.
const ExcelJS = require("exceljs");
const fs = require("fs");

const rows = fs.readFileSync("../meant/list_3.csv", "utf8").trim().split("\n").map((line) => line.split(","));
const cell = (header, text) => {
  if (!text) return null;
  if (header.startsWith("Date")) {
    const [day, month, year] = text.split("/");
    return new Date(Date.UTC(+year, month - 1, +day));
  }
  if (header.startsWith("Age")) return { formula: `INT(${text}.9)`, result: +text };
  if (header.startsWith("Number") || text === "7730102") return +text;
  if (header === "Referral NFA?") return text === "Yes";
  if (header === "Ethnicity") return { richText: [{ text: text.slice(0, 2) }, { font: { bold: true }, text: text.slice(2) }] };
  return text;
};
const book = new ExcelJS.Workbook();
const sheet = book.addWorksheet("List 3");
sheet.addRow(rows[0]);
rows.slice(1).forEach((row) => sheet.addRow(row.map((text, at) => cell(rows[0][at], text))));
sheet.getCell("A4").value = 30103;
sheet.getCell("A4").numFmt = "0000000";
book.xlsx.writeFile("list_3.xlsx");
