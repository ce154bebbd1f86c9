package org.tributary.errors;

import static org.tributary.errors.Severity.ERROR;
import static org.tributary.errors.Severity.INFORMATION;
import static org.tributary.errors.Severity.WARNING;

import java.util.Arrays;
import java.util.Optional;

/**
 * The kinds of data error: the public vocabulary of the error reports, each with its sentence and
 * what to do about it. {@code {detail}} and {@code {field}} are filled from the {@link DataError}.
 */
public enum ErrorType {
  // What the path and the name say.
  MISSING_YEAR(
      "MissingYear",
      ERROR,
      "No return year was found in the folder or the file name.",
      "Put the year into the file name, for example episodes_2024.csv."),
  MISSING_MONTH(
      "MissingMonth",
      ERROR,
      "No month was found in the folder or the file name.",
      "Put the month into the file name as a word, for example 2024_mar."),
  MISSING_TERM(
      "MissingTerm",
      ERROR,
      "No term was found in the folder or the file name.",
      "Put autumn, spring or summer into the file name."),
  AMBIGUOUS_PERIOD(
      "AmbiguousPeriod",
      ERROR,
      "The folder and the file name say more than one period. {detail}",
      "Leave one of them in the name and upload the file again."),
  MISSING_SCHOOL_TYPE(
      "MissingSchoolType",
      WARNING,
      "No school type was found in the folder or the file name.",
      "Put acad or la into the file name."),
  MISSING_IDENTIFIER(
      "MissingIdentifier",
      ERROR,
      "No child identifier was found in the file name.",
      "Put the child's identifier into the file name."),
  YEAR_CONFLICT(
      "YearConflict",
      WARNING,
      "The folder and the file name say different years. {detail}",
      "Check that the file lies in the right folder and is named after its return year."),
  WRONG_YEAR(
      "WrongYear",
      ERROR,
      "The file says another year than its folder or name. {detail}",
      "Correct the one that is wrong and upload the file again."),
  WRONG_TERM(
      "WrongTerm",
      ERROR,
      "The file says another term than its folder or name. {detail}",
      "Correct the one that is wrong and upload the file again."),
  WRONG_AUTHORITY(
      "WrongAuthority",
      ERROR,
      "The file says another local authority than the folder it lies in. {detail}",
      "Check that the file is yours, and upload it again."),
  WRONG_IDENTIFIER(
      "WrongIdentifier",
      ERROR,
      "The file is named after another child than it tells of.",
      "Check whom it is about, correct the file's name or the identifier in it, and upload it again."),
  OTHER_AUTHORITY(
      "OtherAuthority",
      ERROR,
      "The file is named after another local authority. {detail}",
      "If it is not yours, delete it. If it is, name it after your own authority."),
  SCHEMA_NOT_LOADED(
      "SchemaNotLoaded",
      WARNING,
      "The return of this year is not known here yet. {detail}",
      "Nothing to do: the file is held, and read once the year's definitions are here."),
  RETENTION_PERIOD(
      "RetentionPeriod",
      ERROR,
      "The return year is outside the years that may be kept. {detail}",
      "If the year in the name is right, delete the file: it will not be used."),
  NOT_SIGNED(
      "NotSigned",
      ERROR,
      "Your authority has not signed a use of this dataset, so nothing of it was read.",
      "Ask the regional hub if you expected the dataset to be shared."),
  FILE_IGNORED(
      "FileIgnored",
      INFORMATION,
      "The file is one that systems leave behind, or an upload that has not finished, not a return.",
      "Nothing to do; if an upload was cut off, upload the file again."),
  SHEET_IGNORED(
      "SheetIgnored",
      INFORMATION,
      "A sheet beside the tables holds none itself. {detail}",
      "Nothing to do, unless it should be a table: then give it the headers of the guide."),
  SUPERSEDED(
      "Superseded",
      INFORMATION,
      "Two files hold this table of the same period; where rows meet, the later file won. {detail}",
      "Delete the older file if it is no longer wanted."),

  // What the bytes say.
  EMPTY_FILE(
      "EmptyFile",
      ERROR,
      "The file is empty.",
      "Export it again and check that the export finished."),
  UNREADABLE(
      "Unreadable",
      ERROR,
      "The file cannot be read: {detail}.",
      "Save it again in the expected format and upload it."),
  READ_AS(
      "ReadAs", INFORMATION, "The file was read as {detail}.", "Nothing to do if this is right."),
  ENCODING_MIXED(
      "EncodingMixed",
      WARNING,
      "Some letters are written in another encoding than the rest; they were read as Windows-1252. {detail}",
      "Check accented letters, and export the file as UTF-8."),
  TITLE_ROWS_SKIPPED(
      "TitleRowsSkipped",
      INFORMATION,
      "Rows above the headers were skipped. {detail}",
      "Nothing to do if they hold no data."),
  BLANK_HEADERS(
      "BlankHeaders",
      ERROR,
      "The first row is blank, so there are no headers. {detail}",
      "Put the headers into the first row."),
  NO_DATA_ROWS(
      "NoDataRows",
      WARNING,
      "The headers are there, but no rows below them.",
      "Nothing to do if there was nothing to report; else export the file again."),
  UNIDENTIFIED_TABLE(
      "UnidentifiedTable",
      ERROR,
      "The headers or elements are not those of any table of this return. {detail}",
      "Add the missing headers, spelled as the guide spells them, and upload the file again."),
  AMBIGUOUS_HEADER(
      "AmbiguousHeader",
      ERROR,
      "Two columns claim to be the same field, or one column two fields. {detail}",
      "Delete or rename the column that is too many."),
  UNKNOWN_COLUMN(
      "UnknownColumn",
      INFORMATION,
      "A column is not part of this table and was dropped unread. {detail}",
      "Nothing to do."),
  HEADER_REPEATED(
      "HeaderRepeated",
      ERROR,
      "The headers stand again further down; what follows them was not read.",
      "Put the second table into a file of its own."),
  BLANK_ROWS("BlankRows", INFORMATION, "Blank rows were skipped. {detail}", "Nothing to do."),
  RAGGED_ROW(
      "RaggedRow",
      ERROR,
      "The row does not fit the headers: {detail}.",
      "Where cells are missing, fill in what must be there; where there are too many or a quotation mark is open, put the value that holds the comma or the mark into quotation marks."),
  SHORT_ROW(
      "ShortRow",
      INFORMATION,
      "The row ends before the headers do; what is missing need not be filled in and counts as blank.",
      "Nothing to do if the last columns are meant to be empty."),
  NOT_A_ROW(
      "NotARow",
      WARNING,
      "The row is no record but a total, a footer, a note or headers that stand again, and was set aside. {detail}",
      "Nothing to do if it is no row of the table; else fill it in."),

  // What a workbook says.
  HIDDEN_SHEET(
      "HiddenSheet",
      INFORMATION,
      "A hidden sheet was read like the others. {detail}",
      "If it is not meant to be submitted, delete it from the workbook."),
  HIDDEN_ROWS(
      "HiddenRows",
      INFORMATION,
      "Hidden or filtered rows or columns were read like the others. {detail}",
      "If they are not meant to be submitted, delete them from the workbook."),
  MERGED_CELLS(
      "MergedCells",
      INFORMATION,
      "Some cells are merged; the value counts for the first of them, the others are blank. {detail}",
      "Split merged cells, and fill in the value in each row."),
  FORMULA_NO_VALUE(
      "FormulaNoValue",
      WARNING,
      "A formula has no result stored in the workbook, so {field} is blank here.",
      "Open the workbook in Excel, save it again, and upload it."),
  PRECISION_LOST(
      "PrecisionLost",
      WARNING,
      "{field} is stored as a number of more than 15 digits, of which a spreadsheet keeps 15.",
      "Format the column as text before filling it in, so that no digit is lost."),
  MACRO_IGNORED(
      "MacroIgnored",
      WARNING,
      "The workbook carries macros; its cells were read, the macros were not run.",
      "Save it as .xlsx, which has no macros."),
  LINKS_IGNORED(
      "LinksIgnored",
      INFORMATION,
      "The workbook refers to other files or to databases; only values stored in it were read.",
      "Nothing to do if the values are up to date."),

  // What a cell says.
  BLANK_MANDATORY("BlankMandatory", ERROR, "{field} is blank and must not be.", "Fill it in."),
  HEADER_VALUE(
      "HeaderValue",
      INFORMATION,
      "{field} in the header is not written as the guide says; nothing is made of it. {detail}",
      "Nothing to do here; other readers of the file may want it mended."),
  WORD_FOR_NOTHING(
      "WordForNothing",
      ERROR,
      "{field} holds a word that programmes write where there is no value; it counts as blank.",
      "Leave the cell empty where there is nothing, and fill it in where there should be something."),
  LOOKUP_MISSING(
      "LookupMissing",
      INFORMATION,
      "The authority in which some postcodes lie is not in the published lookup; it is blank. {detail}",
      "Nothing to do, unless the postcodes are wrong."),
  UNWRAPPED(
      "Unwrapped",
      INFORMATION,
      "{field} was read without what a programme had added to it: marks or unseen characters around it, a fraction of"
          + " zeros, or a line end.",
      "Nothing to do. To be rid of the note, export the column as text."),
  NOT_IN_PATTERN(
      "NotInPattern",
      ERROR,
      "{field} is not written as it should be. {detail}",
      "Correct the value."),
  UNKNOWN_CODE(
      "UnknownCode",
      ERROR,
      "{field} is not one of the codes of this year. {detail}",
      "Use one of the codes of the guide."),
  SUPERSEDED_CODE(
      "SupersededCode",
      INFORMATION,
      "{field} is a code of earlier years and was read as its successor. {detail}",
      "Nothing to do for now; use the new code in your next export."),
  NOT_A_DATE(
      "NotADate",
      ERROR,
      "{field} is not a date. {detail}",
      "Write the day as the guide does, with four digits for the year; leave the cell empty where"
          + " there is none."),
  MONTH_FIRST(
      "MonthFirst",
      WARNING,
      "Dates in {field} may have the month first. {detail}",
      "Export the column as day/month/year or as year-month-day, correct the cells that only fit"
          + " with the month first, and upload it again."),
  NOT_A_TIME(
      "NotATime", ERROR, "{field} is not a time. {detail}", "Write the time as the guide does."),
  NOT_A_NUMBER(
      "NotANumber",
      ERROR,
      "{field} is not a number. {detail}",
      "Write the number in digits, without a unit or a currency."),
  OUT_OF_RANGE(
      "OutOfRange", ERROR, "{field} is outside what is possible. {detail}", "Correct the value."),
  NOT_A_POSTCODE(
      "NotAPostcode",
      ERROR,
      "{field} is not a postcode.",
      "Write the full postcode, for example OX1 2JD."),
  FORMULA_LIKE(
      "FormulaLike",
      INFORMATION,
      "{field} begins like a formula; it is kept as text.",
      "Nothing to do if it is meant as text."),

  // What an XML document's structure says.
  MISSING_ELEMENT(
      "MissingElement", ERROR, "A required element is missing. {detail}", "Add the element."),
  UNKNOWN_ELEMENT(
      "UnknownElement",
      ERROR,
      "An element is not part of this return, so it was not read. {detail}",
      "Remove the element, or correct its name."),
  HEADER_ELEMENT(
      "HeaderElement",
      INFORMATION,
      "An element of the header is not part of this return; nothing is made of it. {detail}",
      "Nothing to do here; other readers of the file may want it removed."),
  REPEATED_ELEMENT(
      "RepeatedElement",
      WARNING,
      "An element or a group stands more often than it may. {detail}",
      "Put what belongs together into one group, and remove an element that is too many."),
  EMPTY_GROUP(
      "EmptyGroup",
      INFORMATION,
      "A group that need not be there is empty. {detail}",
      "Nothing to do; a group with nothing in it may be left out."),
  ELEMENT_ORDER(
      "ElementOrder",
      INFORMATION,
      "Elements stand in another order than the guide's; they were read all the same. {detail}",
      "Nothing to do."),

  // What became of rows and files that could be read.
  KEY_MISSING(
      "KeyMissing",
      ERROR,
      "{field} is missing or cannot be read, and without it the row can be told from no other, so the row was set aside. {detail}",
      "Fill in what is missing, or correct it."),
  ROW_REMOVED(
      "RowRemoved",
      INFORMATION,
      "The row was removed because {field} is blank, as the agreement says.",
      "Nothing to do."),
  NOT_SHARED(
      "NotShared",
      INFORMATION,
      "No use that your authority signed keeps anything of this table, so its rows were checked and went no further. {detail}",
      "Nothing to do."),
  DUPLICATE_REMOVED(
      "DuplicateRemoved",
      INFORMATION,
      "The row was removed: another row has the same key, and is newer or comes first. {detail}",
      "Nothing to do, unless both rows were meant: then give them different keys."),
  KEY_CONFLICT(
      "KeyConflict",
      WARNING,
      "Two rows of this file have the same key and different values. {detail}",
      "Check which of the two is right, and delete the other."),
  EPISODE_REPAIRED(
      "EpisodeRepaired",
      INFORMATION,
      "An episode of an earlier year was repaired. {detail}",
      "Close the episodes in your system if they have ended."),
  TRANSFORM_FAILED(
      "TransformFailed",
      ERROR,
      "The file could not be prepared for sharing, so nothing of it went further. {detail}",
      "Nothing for you to mend: the operators of the service are told.");

  private final String code;
  private final Severity severity;
  private final String message;
  private final String hint;

  ErrorType(String code, Severity severity, String message, String hint) {
    this.code = code;
    this.severity = severity;
    this.message = message;
    this.hint = hint;
  }

  /** The name as reports spell it ({@code UnknownCode}). */
  public String code() {
    return code;
  }

  public Severity severity() {
    return severity;
  }

  /** The sentence with its {@code {detail}} and {@code {field}} still open, for the catalogue. */
  public String messageTemplate() {
    return message;
  }

  /** The sentence for one error. */
  public String message(String field, String detail) {
    return message.replace("{field}", field).replace("{detail}", detail).strip();
  }

  /** What the reader can do about it. */
  public String hint() {
    return hint;
  }

  /** The type that reports spell this way. */
  public static Optional<ErrorType> ofCode(String code) {
    return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
  }
}
