package dev.weir.function;

import dev.weir.event.RowError;
import dev.weir.type.TimeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A template of TO_CHAR, TO_TIMESTAMP and TO_DATE with PostgreSQL's patterns ({@code YYYY-MM-DD
 * HH24:MI:SS.MS}). Java's common form ({@code yyyy-MM-dd HH:mm:ss.SSS}) is understood as well: it is
 * recognised by {@code mm} in lower case behind {@code HH}, where the month makes no sense.
 */
public final class TimeTemplate {
  private static final String[] MONTHS = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
  };
  private static final String[] DAYS = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"
  };

  /** Longest first, so that the first that fits is the right one. */
  private static final String[] PATTERNS = {
    "MONTH", "SSSSS", "SSSS", "YYYY", "IYYY", "HH24", "HH12", "A.M.", "P.M.", "YYY", "MON", "DAY",
    "DDD", "TZH", "TZM", "FF1", "FF2", "FF3", "FF4", "FF5", "FF6", "HH", "MI", "SS", "MS", "US",
    "AM", "PM", "YY", "MM", "DY", "DD", "ID", "IW", "WW", "CC", "TZ", "OF", "Y", "Q", "D", "J", "W"
  };

  private static final String[] JAVA_PATTERNS = {
    "SSSSSS", "SSS", "yyyy", "MMMM", "EEEE", "MMM", "EEE", "yy", "MM", "dd", "HH", "hh", "mm", "ss",
    "XXX", "d", "H", "a", "X"
  };

  /**
   * A pattern or a literal.
   *
   * @param pattern in upper case, null for a literal
   * @param text as written
   * @param fill whether numbers are filled up with zeros and names with spaces
   */
  private record Token(String pattern, String text, boolean fill) {}

  private final String source;
  private final List<Token> tokens;

  private TimeTemplate(String source, List<Token> tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  static TimeTemplate parse(String template) {
    int hour = template.indexOf("HH");
    boolean java = hour >= 0 && template.indexOf("mm", hour) >= 0;
    return new TimeTemplate(template, java ? javaTokens(template) : tokens(template));
  }

  private static List<Token> tokens(String template) {
    var tokens = new ArrayList<Token>();
    boolean fill = true;
    for (int i = 0; i < template.length(); ) {
      if (template.startsWith("FM", i) || template.startsWith("fm", i)) {
        fill = false;
        i += 2;
        continue;
      }
      if (template.charAt(i) == '"') {
        int end = template.indexOf('"', i + 1);
        end = end < 0 ? template.length() : end;
        tokens.add(new Token(null, template.substring(i + 1, end), fill));
        i = end + 1;
        continue;
      }
      String pattern = null;
      for (var candidate : PATTERNS) {
        if (template.regionMatches(true, i, candidate, 0, candidate.length())) {
          pattern = candidate;
          break;
        }
      }
      int length = pattern == null ? 1 : pattern.length();
      tokens.add(new Token(pattern, template.substring(i, i + length), fill));
      i += length;
    }
    return tokens;
  }

  private static List<Token> javaTokens(String template) {
    var tokens = new ArrayList<Token>();
    for (int i = 0; i < template.length(); ) {
      if (template.charAt(i) == '\'') {
        int end = template.indexOf('\'', i + 1);
        end = end < 0 ? template.length() : end;
        tokens.add(new Token(null, end == i + 1 ? "'" : template.substring(i + 1, end), true));
        i = end + 1;
        continue;
      }
      Token token = null;
      for (var candidate : JAVA_PATTERNS) {
        if (template.startsWith(candidate, i)) {
          token = javaToken(candidate);
          i += candidate.length();
          break;
        }
      }
      if (token == null) {
        token = new Token(null, template.substring(i, i + 1), true);
        i++;
      }
      tokens.add(token);
    }
    return tokens;
  }

  private static Token javaToken(String pattern) {
    return switch (pattern) {
      case "SSSSSS" -> new Token("US", "US", true);
      case "SSS" -> new Token("MS", "MS", true);
      case "yyyy" -> new Token("YYYY", "YYYY", true);
      case "yy" -> new Token("YY", "YY", true);
      case "MMMM" -> new Token("MONTH", "Month", false);
      case "MMM" -> new Token("MON", "Mon", false);
      case "EEEE" -> new Token("DAY", "Day", false);
      case "EEE" -> new Token("DY", "Dy", false);
      case "dd" -> new Token("DD", "DD", true);
      case "d" -> new Token("DD", "DD", false);
      case "HH" -> new Token("HH24", "HH24", true);
      case "H" -> new Token("HH24", "HH24", false);
      case "hh" -> new Token("HH12", "HH12", true);
      case "mm" -> new Token("MI", "MI", true);
      case "ss" -> new Token("SS", "SS", true);
      case "a" -> new Token("AM", "AM", true);
      case "XXX", "X" -> new Token("OF", "OF", true);
      default -> new Token(pattern, pattern, true);
    };
  }

  // ---- printing

  /** The text of a timestamp in microseconds. */
  String format(long micros) {
    var out = new StringBuilder();
    for (var token : tokens) {
      if (token.pattern() == null) {
        out.append(token.text());
      } else {
        append(out, token, micros);
      }
    }
    return out.toString();
  }

  private static void append(StringBuilder out, Token token, long micros) {
    long hour = TimeField.HOUR.extract(micros);
    long ofSecond = Math.floorMod(micros, TimeText.MICROS_PER_SECOND);
    long year = TimeField.YEAR.extract(micros);
    switch (token.pattern()) {
      case "YYYY" -> number(out, token, year, 4);
      case "YYY" -> number(out, token, year % 1000, 3);
      case "YY" -> number(out, token, year % 100, 2);
      case "Y" -> number(out, token, year % 10, 1);
      case "IYYY" -> number(out, token, TimeField.ISOYEAR.extract(micros), 4);
      case "CC" -> number(out, token, TimeField.CENTURY.extract(micros), 2);
      case "Q" -> number(out, token, TimeField.QUARTER.extract(micros), 1);
      case "MM" -> number(out, token, TimeField.MONTH.extract(micros), 2);
      case "MONTH" -> name(out, token, MONTHS[(int) TimeField.MONTH.extract(micros) - 1], 9);
      case "MON" ->
          name(out, token, MONTHS[(int) TimeField.MONTH.extract(micros) - 1].substring(0, 3), 3);
      case "WW" -> number(out, token, (TimeField.DOY.extract(micros) - 1) / 7 + 1, 2);
      case "W" -> number(out, token, (TimeField.DAY.extract(micros) - 1) / 7 + 1, 1);
      case "IW" -> number(out, token, TimeField.WEEK.extract(micros), 2);
      case "DDD" -> number(out, token, TimeField.DOY.extract(micros), 3);
      case "DD" -> number(out, token, TimeField.DAY.extract(micros), 2);
      case "D" -> number(out, token, TimeField.DOW.extract(micros) + 1, 1);
      case "ID" -> number(out, token, TimeField.ISODOW.extract(micros), 1);
      case "DAY" -> name(out, token, DAYS[(int) TimeField.DOW.extract(micros)], 9);
      case "DY" -> name(out, token, DAYS[(int) TimeField.DOW.extract(micros)].substring(0, 3), 3);
      case "J" -> out.append(TimeField.JULIAN.extract(micros));
      case "HH24" -> number(out, token, hour, 2);
      case "HH", "HH12" -> number(out, token, (hour + 11) % 12 + 1, 2);
      case "AM", "PM" -> name(out, token, hour < 12 ? "AM" : "PM", 2);
      case "A.M.", "P.M." -> name(out, token, hour < 12 ? "A.M." : "P.M.", 4);
      case "MI" -> number(out, token, TimeField.MINUTE.extract(micros), 2);
      case "SS" ->
          number(out, token, TimeField.SECOND.extract(micros) / TimeText.MICROS_PER_SECOND, 2);
      case "MS" -> number(out, token, ofSecond / 1_000, 3);
      case "US" -> number(out, token, ofSecond, 6);
      case "FF1", "FF2", "FF3", "FF4", "FF5", "FF6" -> {
        int digits = token.pattern().charAt(2) - '0';
        number(out, token, ofSecond / (long) Math.pow(10, 6 - digits), digits);
      }
      case "SSSS", "SSSSS" ->
          out.append(Math.floorMod(micros, TimeText.MICROS_PER_DAY) / TimeText.MICROS_PER_SECOND);
      case "TZ" -> out.append(Character.isLowerCase(token.text().charAt(0)) ? "utc" : "UTC");
      case "TZH", "OF" -> out.append("+00");
      case "TZM" -> out.append("00");
      default -> throw new AssertionError(token);
    }
  }

  private static void number(StringBuilder out, Token token, long value, int digits) {
    String text = Long.toString(Math.abs(value));
    out.append(value < 0 ? "-" : "");
    out.append("0".repeat(token.fill() ? Math.max(0, digits - text.length()) : 0)).append(text);
  }

  /** A name in the case in which its pattern is written. */
  private static void name(StringBuilder out, Token token, String name, int width) {
    String written = token.text();
    boolean upper = Character.isUpperCase(written.charAt(0));
    boolean allUpper = upper && written.chars().skip(1).noneMatch(Character::isLowerCase);
    out.append(
        allUpper ? name.toUpperCase(Locale.ROOT) : upper ? name : name.toLowerCase(Locale.ROOT));
    out.append(" ".repeat(token.fill() ? Math.max(0, width - name.length()) : 0));
  }

  // ---- reading

  /**
   * The timestamp in microseconds that a text of this form says. White space is skipped, and other
   * literals stand for any sign that is neither a letter nor a digit; fields that the template lacks
   * are those of the year 1.
   *
   * @throws RowError if the text has another form
   */
  long read(String text) {
    return new Reader(text).read();
  }

  /** One reading: where it stands, and the fields so far. */
  private final class Reader {
    private final String text;
    private int position;
    private int year = 1;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private int hour;
    private boolean halfDay;
    private boolean afternoon;
    private int minute;
    private int second;
    private long micros;
    private long offset;
    private long secondOfDay = -1;
    private long julian = Long.MIN_VALUE;

    Reader(String text) {
      this.text = text;
    }

    long read() {
      for (int i = 0; i < tokens.size(); i++) {
        var token = tokens.get(i);
        if (token.pattern() == null) {
          skip(token.text());
        } else {
          skipSpace();
          boolean tight =
              i + 1 < tokens.size()
                  && tokens.get(i + 1).pattern() != null
                  && isNumber(tokens.get(i + 1).pattern());
          read(token.pattern(), tight);
        }
      }
      skipSpace();
      if (position < text.length()) {
        throw mismatch();
      }
      return assemble();
    }

    private long assemble() {
      if (halfDay) {
        if (hour < 1 || hour > 12) {
          throw mismatch();
        }
        hour = hour % 12 + (afternoon ? 12 : 0);
      }
      long days;
      if (julian != Long.MIN_VALUE) {
        days = julian - 2_440_588;
      } else {
        if (!TimeText.isDate(year, month, day)) {
          throw mismatch();
        }
        days =
            dayOfYear > 0
                ? TimeText.daysOf(year, 1, 1) + dayOfYear - 1L
                : TimeText.daysOf(year, month, day);
      }
      if (hour > 24 || hour == 24 && (minute > 0 || second > 0) || minute > 59 || second > 60) {
        throw mismatch();
      }
      long time =
          secondOfDay >= 0
              ? secondOfDay * TimeText.MICROS_PER_SECOND
              : hour * TimeText.MICROS_PER_HOUR
                  + minute * TimeText.MICROS_PER_MINUTE
                  + second * TimeText.MICROS_PER_SECOND;
      return days * TimeText.MICROS_PER_DAY + time + micros - offset;
    }

    private void read(String pattern, boolean tight) {
      switch (pattern) {
        case "YYYY" -> year = signedNumber(tight ? 4 : 6);
        case "YYY", "YY", "Y" -> {
          int value = number(pattern.length());
          year =
              value < 70
                  ? 2000 + value
                  : value < 100 ? 1900 + value : value < 520 ? 2000 + value : 1000 + value;
        }
        case "MM" -> month = number(2);
        case "MONTH", "MON" -> month = name(MONTHS) + 1;
        case "DD" -> day = number(2);
        case "DDD" -> dayOfYear = number(3);
        case "J" -> julian = number(9);
        case "DAY", "DY" -> name(DAYS);
        case "D", "ID", "Q", "W" -> number(1);
        case "IW", "WW", "CC" -> number(2);
        case "HH24" -> hour = number(2);
        case "HH", "HH12" -> {
          hour = number(2);
          halfDay = true;
        }
        case "AM", "PM", "A.M.", "P.M." -> readHalfOfDay();
        case "MI" -> minute = number(2);
        case "SS" -> second = number(2);
        case "MS" -> micros += fraction(tight ? 3 : 9);
        case "US" -> micros += fraction(tight ? 6 : 9);
        case "FF1", "FF2", "FF3", "FF4", "FF5", "FF6" ->
            micros += fraction(tight ? pattern.charAt(2) - '0' : 9);
        case "SSSS", "SSSSS" -> secondOfDay = number(5);
        case "TZ", "TZH", "OF" -> readOffset();
        case "TZM" -> offset += (offset < 0 ? -1 : 1) * number(2) * TimeText.MICROS_PER_MINUTE;
        default ->
            throw new RowError(
                "the template '" + source + "' can't be read with: it has " + pattern);
      }
    }

    private boolean isNumber(String pattern) {
      return switch (pattern) {
        case "MONTH", "MON", "DAY", "DY", "AM", "PM", "A.M.", "P.M.", "TZ", "TZH", "OF" -> false;
        default -> true;
      };
    }

    private void readHalfOfDay() {
      char c = position < text.length() ? Character.toUpperCase(text.charAt(position)) : ' ';
      if (c != 'A' && c != 'P') {
        throw mismatch();
      }
      afternoon = c == 'P';
      position++;
      while (position < text.length()
          && (text.charAt(position) == '.' || (text.charAt(position) | 0x20) == 'm')) {
        position++;
      }
    }

    private void readOffset() {
      char c = position < text.length() ? text.charAt(position) : ' ';
      if (c == 'Z' || c == 'z') {
        position++;
        return;
      }
      if (text.regionMatches(true, position, "UTC", 0, 3)
          || text.regionMatches(true, position, "GMT", 0, 3)) {
        position += 3;
        return;
      }
      if (c != '+' && c != '-') {
        throw mismatch();
      }
      position++;
      long hours = number(2);
      if (position < text.length() && text.charAt(position) == ':') {
        position++;
      }
      boolean minutes = position < text.length() && Character.isDigit(text.charAt(position));
      long total =
          hours * TimeText.MICROS_PER_HOUR + (minutes ? number(2) * TimeText.MICROS_PER_MINUTE : 0);
      offset = c == '-' ? -total : total;
    }

    private void skip(String literal) {
      for (int i = 0; i < literal.length(); i++) {
        char c = literal.charAt(i);
        if (Character.isWhitespace(c)) {
          skipSpace();
        } else if (position < text.length()
            && (text.charAt(position) == c
                || !Character.isLetterOrDigit(c)
                    && !Character.isLetterOrDigit(text.charAt(position)))) {
          position++;
        } else {
          throw mismatch();
        }
      }
    }

    private void skipSpace() {
      while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
        position++;
      }
    }

    private int signedNumber(int mostDigits) {
      if (position < text.length() && text.charAt(position) == '-') {
        position++;
        return -number(mostDigits);
      }
      return number(mostDigits);
    }

    private int number(int mostDigits) {
      int start = position;
      int value = 0;
      while (position < text.length()
          && position - start < mostDigits
          && isDigit(text.charAt(position))) {
        value = value * 10 + (text.charAt(position) - '0');
        position++;
      }
      if (position == start) {
        throw mismatch();
      }
      return value;
    }

    /** Digits behind a decimal point, in microseconds; more than six are cut off. */
    private long fraction(int mostDigits) {
      int start = position;
      long value = 0;
      int digits = 0;
      while (position < text.length()
          && position - start < mostDigits
          && isDigit(text.charAt(position))) {
        if (digits < 6) {
          value = value * 10 + (text.charAt(position) - '0');
          digits++;
        }
        position++;
      }
      if (position == start) {
        throw mismatch();
      }
      for (; digits < 6; digits++) {
        value *= 10;
      }
      return value;
    }

    private boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }

    /** The index of the name at the position, written out or its first three letters. */
    private int name(String[] names) {
      for (int i = 0; i < names.length; i++) {
        if (text.regionMatches(true, position, names[i], 0, names[i].length())) {
          position += names[i].length();
          return i;
        }
      }
      for (int i = 0; i < names.length; i++) {
        if (text.regionMatches(true, position, names[i], 0, 3)) {
          position += 3;
          return i;
        }
      }
      throw mismatch();
    }

    private RowError mismatch() {
      return new RowError("'" + text + "' does not have the form '" + source + "'");
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimeTemplate template && template.source.equals(source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source;
  }
}
