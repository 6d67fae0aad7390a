package dev.weir.parser;

import dev.weir.ast.IntervalUnit;
import dev.weir.ast.IntervalValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Reads the amounts of interval literals. */
final class Intervals {
  private Intervals() {}

  /** What an amount of one unit comes to, such as {@code 1.5} of {@code HOUR}; empty if it is no number, not whole months or too large. */
  static Optional<IntervalValue> of(String text, IntervalUnit unit) {
    try {
      var amount = new BigDecimal(text.strip());
      if (amount.scale() > 18
          || amount.precision() - amount.scale() > 18
          || text.indexOf('e') >= 0
          || text.indexOf('E') >= 0) {
        return Optional.empty();
      }
      return Optional.of(times(amount, unit));
    } catch (NumberFormatException | ArithmeticException notAnAmount) {
      return Optional.empty();
    }
  }

  private static IntervalValue times(BigDecimal amount, IntervalUnit unit) {
    if (unit.months() != 0) {
      return new IntervalValue(
          amount.multiply(BigDecimal.valueOf(unit.months())).intValueExact(), 0, 0);
    }
    if (unit.days() != 0) {
      BigDecimal days = amount.multiply(BigDecimal.valueOf(unit.days()));
      BigDecimal whole = days.setScale(0, RoundingMode.DOWN);
      BigDecimal rest = days.subtract(whole).multiply(BigDecimal.valueOf(86_400_000_000_000L));
      return new IntervalValue(0, whole.intValueExact(), rest.longValueExact());
    }
    return new IntervalValue(
        0, 0, amount.multiply(BigDecimal.valueOf(unit.nanos())).longValueExact());
  }

  /**
   * What a range such as {@code 1 2:03:04.5} of {@code DAY TO SECOND} comes to; empty if the text does not have just these fields, or
   * a field other than the first is out of its range.
   */
  static Optional<IntervalValue> of(String text, IntervalUnit from, IntervalUnit to) {
    String rest = text.strip();
    int sign = 1;
    if (rest.startsWith("-") || rest.startsWith("+")) {
      sign = rest.charAt(0) == '-' ? -1 : 1;
      rest = rest.substring(1);
    }
    try {
      if (from == IntervalUnit.YEAR && to == IntervalUnit.MONTH) {
        int dash = rest.indexOf('-');
        int months = number(rest.substring(dash + 1), 11);
        return dash < 1
            ? Optional.empty()
            : Optional.of(
                new IntervalValue(
                    sign
                        * Math.addExact(
                            Math.multiplyExact(
                                number(rest.substring(0, dash), Integer.MAX_VALUE), 12),
                            months),
                    0,
                    0));
      }
      return timeOfDay(rest, from, to, sign);
    } catch (NumberFormatException | ArithmeticException | IndexOutOfBoundsException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<IntervalValue> timeOfDay(
      String text, IntervalUnit from, IntervalUnit to, int sign) {
    if (from.months() != 0
        || from == IntervalUnit.WEEK
        || to.compareTo(from) <= 0
        || to == IntervalUnit.MILLISECOND) {
      return Optional.empty();
    }
    String rest = text;
    int days = 0;
    long nanos = 0;
    boolean first = true;
    for (IntervalUnit unit = from; ; unit = IntervalUnit.values()[unit.ordinal() + 1]) {
      int end = unit == to ? rest.length() : rest.indexOf(unit == IntervalUnit.DAY ? ' ' : ':');
      String field = rest.substring(0, end);
      if (unit == IntervalUnit.DAY) {
        days = number(field, Integer.MAX_VALUE);
      } else if (unit == IntervalUnit.SECOND) {
        var seconds = new BigDecimal(field);
        if (!Character.isDigit(field.charAt(0)) || seconds.compareTo(BigDecimal.valueOf(60)) >= 0) {
          return Optional.empty();
        }
        nanos = Math.addExact(nanos, seconds.movePointRight(9).longValueExact());
      } else {
        int max = first ? Integer.MAX_VALUE : unit == IntervalUnit.HOUR ? 23 : 59;
        nanos = Math.addExact(nanos, Math.multiplyExact((long) number(field, max), unit.nanos()));
      }
      if (unit == to) {
        return Optional.of(new IntervalValue(0, sign * days, sign * nanos));
      }
      rest = rest.substring(end + 1).strip();
      first = false;
    }
  }

  private static int number(String digits, int max) {
    if (digits.isEmpty() || !Character.isDigit(digits.charAt(0))) {
      throw new NumberFormatException(digits);
    }
    int value = Integer.parseInt(digits);
    if (value > max) {
      throw new NumberFormatException(digits);
    }
    return value;
  }
}
