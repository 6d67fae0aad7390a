package dev.weir.function;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.weir.event.RowError;
import java.time.DateTimeException;
import java.time.ZoneId;

/**
 * Turns texts into the objects that methods of this package take: once when the call is resolved if
 * the text is a constant, else for the rows, see {@link PreparedTexts}. All throw {@link RowError} for a text that is none of
 * its kind.
 */
public final class Prepare {
  private Prepare() {}

  /** A regular expression in RE2 syntax, which is PostgreSQL's without back references. */
  public static Pattern regex(String pattern) {
    return compile(pattern, 0);
  }

  /**
   * A regular expression with flags as PostgreSQL has them: {@code i} ignores case, {@code n} and
   * {@code m} let ^ and $ match at lines, {@code s} lets a dot match a line end. {@code g} is for
   * the function that replaces and is ignored here.
   */
  public static Pattern regex(String pattern, String flags) {
    int bits = 0;
    for (int i = 0; i < flags.length(); i++) {
      switch (flags.charAt(i)) {
        case 'i' -> bits |= Pattern.CASE_INSENSITIVE;
        case 'm', 'n' -> bits |= Pattern.MULTILINE;
        case 's' -> bits |= Pattern.DOTALL;
        case 'c', 'g' -> {
          // The default, and a matter of the caller.
        }
        default ->
            throw new RowError(
                "'" + flags.charAt(i) + "' is not a flag of regular expressions: i, c, g, m, n, s");
      }
    }
    return compile(pattern, bits);
  }

  private static Pattern compile(String pattern, int flags) {
    try {
      return Pattern.compile(pattern, flags);
    } catch (PatternSyntaxException e) {
      throw new RowError("'" + pattern + "' is not a regular expression: " + e.getDescription());
    }
  }

  /** A pattern of SIMILAR TO; a backslash is the escape. */
  public static Pattern similar(String pattern) {
    return similar(pattern, "\\");
  }

  /**
   * A pattern of SIMILAR TO (ISO/IEC 9075-2, 8.6): {@code %} and {@code _} as in LIKE, {@code | * +
   * ? {n,m} ( ) [ ]} as in regular expressions, everything else literal.
   */
  public static Pattern similar(String pattern, String escape) {
    if (escape.length() > 1) {
      throw new RowError("the escape of SIMILAR TO is '" + escape + "', it must be one character");
    }
    int escapeChar = escape.isEmpty() ? -1 : escape.charAt(0);
    var regex = new StringBuilder("^(?:");
    boolean inClass = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == escapeChar) {
        i++;
        if (i == pattern.length()) {
          throw new RowError(
              "the SIMILAR TO pattern '" + pattern + "' ends with its escape character");
        }
        regex.append(Pattern.quote(String.valueOf(pattern.charAt(i))));
      } else if (inClass) {
        inClass = c != ']';
        regex.append(c == '\\' ? "\\\\" : String.valueOf(c));
      } else {
        switch (c) {
          case '%' -> regex.append(".*");
          case '_' -> regex.append('.');
          case '[' -> {
            inClass = true;
            regex.append(c);
          }
          case '|', '*', '+', '?', '{', '}', '(', ')' -> regex.append(c);
          default -> regex.append(Pattern.quote(String.valueOf(c)));
        }
      }
    }
    try {
      return Pattern.compile(regex.append(")$").toString(), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new RowError("'" + pattern + "' is not a pattern of SIMILAR TO: " + e.getDescription());
    }
  }

  /** A pattern of LIKE; a backslash is the escape. */
  public static LikeMatcher like(String pattern) {
    return LikeMatcher.of(pattern, "\\", false);
  }

  public static LikeMatcher like(String pattern, String escape) {
    return LikeMatcher.of(pattern, escape, false);
  }

  /** A pattern of ILIKE; a backslash is the escape. */
  public static LikeMatcher ilike(String pattern) {
    return LikeMatcher.of(pattern, "\\", true);
  }

  public static LikeMatcher ilike(String pattern, String escape) {
    return LikeMatcher.of(pattern, escape, true);
  }

  /** An SQL/JSON path in lax mode. */
  public static JsonPath jsonPath(String path) {
    return JsonPath.parse(path);
  }

  /** A field or unit of time, singular or plural, in any case. */
  public static TimeField field(String name) {
    return TimeField.of(name);
  }

  /** A zone of the IANA database, or an offset such as {@code +09:00}. */
  public static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new RowError("'" + name + "' is not a time zone");
    }
  }

  /** A template of TO_CHAR and TO_TIMESTAMP. */
  public static TimeTemplate timeTemplate(String template) {
    return TimeTemplate.parse(template);
  }

  /** A template of TO_CHAR for numbers. */
  public static NumberTemplate numberTemplate(String template) {
    return NumberTemplate.parse(template);
  }
}
