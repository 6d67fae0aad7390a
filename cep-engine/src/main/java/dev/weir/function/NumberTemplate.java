package dev.weir.function;

import dev.weir.event.RowError;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A template of TO_CHAR for numbers, with PostgreSQL's patterns: {@code 9} a digit, blank where it
 * would lead with zero, {@code 0} a digit always, {@code . D} the point, {@code , G} a separator of
 * groups, {@code FM} no blanks and no trailing zeros of nines, {@code S} and {@code MI} the sign,
 * {@code PR} angle brackets for negative numbers, {@code $ L} a currency sign; anything else is
 * itself.
 */
public final class NumberTemplate {
  private final String source;
  private final String body;
  private final boolean blanks;
  private final boolean signFirst;
  private final boolean signLast;
  private final boolean minusLast;
  private final boolean brackets;
  private final int wholeDigits;
  private final int fractionDigits;

  private NumberTemplate(String source) {
    this.source = source;
    String rest = source;
    blanks = !rest.regionMatches(true, 0, "FM", 0, 2);
    rest = blanks ? rest : rest.substring(2);
    String upper = rest.toUpperCase(java.util.Locale.ROOT);
    signFirst = upper.startsWith("S");
    rest = signFirst ? rest.substring(1) : rest;
    upper = rest.toUpperCase(java.util.Locale.ROOT);
    signLast = upper.endsWith("S");
    minusLast = upper.endsWith("MI");
    brackets = upper.endsWith("PR");
    int tail = minusLast || brackets ? 2 : signLast ? 1 : 0;
    body =
        rest.substring(0, rest.length() - tail)
            .replace('D', '.')
            .replace('d', '.')
            .replace('G', ',')
            .replace('g', ',')
            .replace('L', '$')
            .replace('l', '$');
    int point = body.indexOf('.');
    wholeDigits = digits(point < 0 ? body : body.substring(0, point));
    fractionDigits = point < 0 ? 0 : digits(body.substring(point));
  }

  private static int digits(String part) {
    return (int) part.chars().filter(c -> c == '9' || c == '0').count();
  }

  /** @throws RowError if there is no digit in it */
  static NumberTemplate parse(String template) {
    var parsed = new NumberTemplate(template);
    if (parsed.wholeDigits + parsed.fractionDigits == 0) {
      throw new RowError("the template '" + template + "' has no digit: 9 or 0");
    }
    return parsed;
  }

  /** The text of a number; number signs where it has more digits than the template. */
  String format(BigDecimal number) {
    var rounded = number.setScale(fractionDigits, RoundingMode.HALF_UP);
    boolean negative = rounded.signum() < 0;
    String plain = rounded.abs().toPlainString();
    int point = plain.indexOf('.');
    String whole = point < 0 ? plain : plain.substring(0, point);
    String fraction = point < 0 ? "" : plain.substring(point + 1);
    whole = whole.equals("0") ? "" : whole;
    boolean overflow = whole.length() > wholeDigits;
    String text = fill(whole, fraction, overflow);
    return signed(text, negative);
  }

  private String fill(String whole, String fraction, boolean overflow) {
    var out = new StringBuilder();
    int place = wholeDigits;
    int fractionAt = 0;
    boolean behindPoint = false;
    boolean started = false;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c == '.') {
        // A lone zero before the point is shown only where there is no fraction.
        behindPoint = true;
        out.append('.');
      } else if (c == ',') {
        out.append(started || overflow ? "," : blanks ? " " : "");
      } else if (c != '9' && c != '0') {
        out.append(c);
      } else if (behindPoint) {
        out.append(overflow ? '#' : fraction.charAt(fractionAt));
        fractionAt++;
      } else {
        started |= place <= whole.length() || c == '0';
        boolean lastOfWholeNumber = place == 1 && fractionDigits == 0;
        if (overflow) {
          out.append('#');
        } else if (place <= whole.length()) {
          out.append(whole.charAt(whole.length() - place));
        } else {
          out.append(started || lastOfWholeNumber ? "0" : blanks ? " " : "");
        }
        place--;
      }
    }
    return blanks ? out.toString() : withoutTrailingZeros(out);
  }

  /** FM drops zeros at the end of the fraction whose pattern is a nine. */
  private String withoutTrailingZeros(StringBuilder out) {
    int pattern = body.length() - 1;
    int end = out.length();
    if (fractionDigits > 0 && !overflowed(out)) {
      while (pattern >= 0 && body.charAt(pattern) == '9' && end > 0 && out.charAt(end - 1) == '0') {
        pattern--;
        end--;
      }
    }
    return out.substring(0, end);
  }

  private static boolean overflowed(StringBuilder out) {
    return out.indexOf("#") >= 0;
  }

  private String signed(String text, boolean negative) {
    if (brackets) {
      return negative ? around(text, "<", ">") : blanks ? " " + text + " " : text;
    }
    if (signLast) {
      return text + (negative ? "-" : "+");
    }
    if (minusLast) {
      return text + (negative ? "-" : blanks ? " " : "");
    }
    String sign = negative ? "-" : signFirst ? "+" : "";
    if (sign.isEmpty()) {
      return blanks ? " " + text : text;
    }
    return around(text, sign, "");
  }

  /** A sign stands right before the first digit, behind the blanks. */
  private static String around(String text, String before, String after) {
    int start = 0;
    while (start < text.length() && text.charAt(start) == ' ') {
      start++;
    }
    return text.substring(0, start) + before + text.substring(start) + after;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NumberTemplate template && template.source.equals(source);
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
