import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Run here, in this folder, with poi-ooxml 5.4.1 from Maven: {@code java -cp … Make.java}. */
class Make {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");

  public static void main(String[] none) throws Exception {
    make(new XSSFWorkbook(), "list_3.xlsx", false);
    make(new SXSSFWorkbook(2), "list_3-streamed.xlsx", false);
    make(new XSSFWorkbook(), "list_3-ages-calculated.xlsx", true);
  }

  private static void make(Workbook book, String name, boolean calculated) throws Exception {
    List<String> lines = Files.readAllLines(Path.of("../meant/list_3.csv"));
    String[] headers = lines.get(0).split(",", -1);
    CellStyle day = book.createCellStyle();
    day.setDataFormat(book.createDataFormat().getFormat("dd/mm/yyyy"));
    CellStyle zeros = book.createCellStyle();
    zeros.setDataFormat(book.createDataFormat().getFormat("0000000"));
    Sheet sheet = book.createSheet("List 3");
    for (int i = 0; i < lines.size(); i++) {
      String[] texts = lines.get(i).split(",", -1);
      Row row = sheet.createRow(i);
      for (int column = 0; column < headers.length; column++) {
        String text = texts[column];
        String header = headers[column];
        Cell cell = row.createCell(column);
        if (i == 0) {
          cell.setCellValue(text);
        } else if (text.isEmpty()) {
          cell.setBlank();
        } else if (header.startsWith("Date")) {
          cell.setCellValue(LocalDate.parse(text, DAY));
          cell.setCellStyle(day);
        } else if (header.startsWith("Age") && calculated) {
          cell.setCellFormula("DATEDIF(D%1$d,F%1$d,\"Y\")".formatted(i + 1));
        } else if (header.startsWith("Age")
            || header.startsWith("Number")
            || text.equals("7730102")) {
          cell.setCellValue(Double.parseDouble(text));
        } else if (text.equals("0030103")) {
          cell.setCellValue(30103);
          cell.setCellStyle(zeros);
        } else if (header.equals("Referral NFA?")) {
          cell.setCellValue(text.equals("Yes"));
        } else {
          cell.setCellValue(text);
        }
      }
    }
    try (FileOutputStream out = new FileOutputStream(name)) {
      book.write(out);
    }
    book.close();
  }
}
