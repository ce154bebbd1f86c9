package org.tributary.clean;

import org.tributary.errors.ErrorType;
import org.tributary.schema.Field;
import org.tributary.submission.CellText;

/** A time of day in the field's format; it becomes hours and minutes with two digits each. */
final class TimeReading implements CellReading {

  private final CalendarText format;
  private final Verdict notATime;

  TimeReading(Field field) {
    format = new CalendarText(field.format().isBlank() ? "%H:%M" : field.format());
    notATime = Verdict.of(ErrorType.NOT_A_TIME, "It is written " + format.inWords() + ".");
  }

  @Override
  public Verdict read(char[] characters, int start, int end, CellText out) {
    if (!format.matches(characters, start, end) || !format.isTimeOfDay()) {
      return notATime;
    }
    out.clear();
    out.appendDigits(format.hour, 2);
    out.append(':');
    out.appendDigits(format.minute, 2);
    return Verdict.FINE;
  }
}
