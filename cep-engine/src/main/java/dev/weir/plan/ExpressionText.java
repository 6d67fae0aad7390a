package dev.weir.plan;

import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.expression.SortKey;
import dev.weir.function.PreparedTexts;
import dev.weir.type.DataType;
import dev.weir.type.RowValue;
import dev.weir.type.TypeKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Typed expressions as text that looks like SQL, for EXPLAIN and messages. */
public final class ExpressionText {
  private static final long MICROS = 1_000_000;

  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 3, 6, true)
          .toFormatter(Locale.ROOT);

  private ExpressionText() {}

  /** The expression, in parentheses where needed inside another. */
  public static String of(Expression e) {
    return text(e, 0);
  }

  /** Several, separated by commas. */
  public static String of(List<Expression> expressions) {
    return expressions.stream().map(ExpressionText::of).collect(Collectors.joining(", "));
  }

  /** A sort key; the place of NULLs only where it is not the usual one. */
  public static String of(SortKey key) {
    return of(key.expression())
        + (key.descending() ? " DESC" : "")
        + (key.nullsFirst() == key.descending()
            ? ""
            : key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
  }

  static String ofKeys(List<SortKey> keys) {
    return keys.stream().map(ExpressionText::of).collect(Collectors.joining(", "));
  }

  public static String of(AggregateCall call) {
    var text = new StringBuilder(call.function().name()).append('(');
    if (call.distinct()) {
      text.append("DISTINCT ");
    }
    text.append(call.arguments().isEmpty() ? "*" : of(call.arguments()));
    if (!call.orderBy().isEmpty()) {
      text.append(" ORDER BY ").append(ofKeys(call.orderBy()));
    }
    text.append(')');
    if (call.filter() != null) {
      text.append(" FILTER (WHERE ").append(of(call.filter())).append(')');
    }
    return text.toString();
  }

  public static String of(OverCall call) {
    return of(call, false);
  }

  /** @param timed whether distances of RANGE are times */
  static String of(OverCall call, boolean timed) {
    if (call.function() == OverCall.Function.AGGREGATE) {
      return of(call.aggregate()) + frame(call.frame(), timed);
    }
    String text = call.function().name() + "(" + of(call.arguments()) + ")";
    if (call.ignoreNulls()) {
      text += " IGNORE NULLS";
    }
    return switch (call.function()) {
      case FIRST_VALUE, LAST_VALUE, NTH_VALUE -> text + frame(call.frame(), timed);
      default -> text;
    };
  }

  private static String frame(OverCall.Frame frame, boolean timed) {
    if (frame.equals(OverCall.Frame.DEFAULT)) {
      return "";
    }
    if (frame.equals(OverCall.Frame.WHOLE)) {
      return " OF ALL ROWS";
    }
    return " "
        + frame.unit()
        + " BETWEEN "
        + bound(timed && frame.unit() == OverCall.Unit.RANGE, frame.start(), frame.startOffset())
        + " AND "
        + bound(timed && frame.unit() == OverCall.Unit.RANGE, frame.end(), frame.endOffset());
  }

  private static String bound(boolean timed, OverCall.Bound bound, long offset) {
    return switch (bound) {
      case PRECEDING, FOLLOWING -> (timed ? duration(offset) : offset) + " " + bound;
      default -> bound.name().replace('_', ' ');
    };
  }

  private static final int OR = 1;
  private static final int AND = 2;
  private static final int NOT = 3;
  private static final int COMPARISON = 4;
  private static final int SUM = 5;
  private static final int PRODUCT = 6;
  private static final int UNARY = 7;

  private static String text(Expression e, int outer) {
    if (e instanceof Expression.Literal l) {
      return literal(l.value(), l.type());
    } else if (e instanceof Expression.Column c) {
      return c.name();
    } else if (e instanceof Expression.RowTime) {
      return "ROWTIME()";
    } else if (e instanceof Expression.Arithmetic a) {
      int level =
          switch (a.operation()) {
            case ADD, SUBTRACT -> SUM;
            case MULTIPLY, DIVIDE, MODULO -> PRODUCT;
          };
      return wrap(
          text(a.left(), level) + " " + a.operation().symbol() + " " + text(a.right(), level + 1),
          level,
          outer);
    } else if (e instanceof Expression.Negation n) {
      return wrap("-" + text(n.operand(), UNARY + 1), UNARY, outer);
    } else if (e instanceof Expression.Comparison c) {
      return wrap(
          text(c.left(), SUM) + " " + c.operator().symbol() + " " + text(c.right(), SUM),
          COMPARISON,
          outer);
    } else if (e instanceof Expression.DistinctFrom d) {
      return wrap(
          text(d.left(), SUM)
              + (d.negated() ? " IS NOT DISTINCT FROM " : " IS DISTINCT FROM ")
              + text(d.right(), SUM),
          COMPARISON,
          outer);
    } else if (e instanceof Expression.And a) {
      return wrap(join(a.terms(), " AND ", AND + 1), AND, outer);
    } else if (e instanceof Expression.Or o) {
      return wrap(join(o.terms(), " OR ", OR + 1), OR, outer);
    } else if (e instanceof Expression.Not n) {
      return wrap("NOT " + text(n.operand(), NOT), NOT, outer);
    } else if (e instanceof Expression.IsNull n) {
      return wrap(
          text(n.operand(), SUM) + (n.negated() ? " IS NOT NULL" : " IS NULL"), COMPARISON, outer);
    } else if (e instanceof Expression.IsTruth t) {
      return wrap(
          text(t.operand(), SUM)
              + (t.negated() ? " IS NOT " : " IS ")
              + (t.truth() ? "TRUE" : "FALSE"),
          COMPARISON,
          outer);
    } else if (e instanceof Expression.In in) {
      return wrap(in(in), COMPARISON, outer);
    } else if (e instanceof Expression.Case c) {
      var text = new StringBuilder("CASE");
      for (var branch : c.branches()) {
        text.append(" WHEN ").append(of(branch.condition()));
        text.append(" THEN ").append(of(branch.result()));
      }
      return text.append(" ELSE ").append(of(c.otherwise())).append(" END").toString();
    } else if (e instanceof Expression.Coalesce c) {
      return "COALESCE(" + of(c.operands()) + ")";
    } else if (e instanceof Expression.Cast c) {
      return (c.isTry() ? "TRY_CAST(" : "CAST(") + of(c.operand()) + " AS " + c.type() + ")";
    } else if (e instanceof Expression.Call c) {
      return c.function().name() + "(" + of(written(c.arguments())) + ")";
    } else if (e instanceof Expression.Field f) {
      return text(f.operand(), UNARY + 1) + "." + name(f.operand().type().names().get(f.index()));
    } else if (e instanceof Expression.Construct c) {
      return c.type().kind() == TypeKind.ROW
          ? "ROW(" + of(c.operands()) + ")"
          : c.type().kind() + "[" + of(c.operands()) + "]";
    } else if (e instanceof Expression.OtherRow o) {
      // What row that is, a pattern knows: see MatchText.
      return "OTHER_ROW(" + o.row() + ", " + of(o.value()) + ")";
    } else if (e instanceof Expression.Given g) {
      return g.name();
    }
    throw new AssertionError(e);
  }

  /** The arguments without the memory that a call has of its patterns. */
  private static List<Expression> written(List<Expression> arguments) {
    return arguments.stream()
        .filter(a -> !(a instanceof Expression.Literal l && l.value() instanceof PreparedTexts))
        .toList();
  }

  private static String in(Expression.In in) {
    DataType type = in.operand().type();
    String values =
        in.values().stream().map(v -> literal(v, type)).collect(Collectors.joining(", "));
    String tail = !in.hasNull() ? "" : values.isEmpty() ? "NULL" : ", NULL";
    return text(in.operand(), SUM) + (in.negated() ? " NOT IN (" : " IN (") + values + tail + ")";
  }

  private static String join(List<Expression> terms, String between, int level) {
    return terms.stream().map(t -> text(t, level)).collect(Collectors.joining(between));
  }

  private static String wrap(String text, int level, int outer) {
    return level < outer ? "(" + text + ")" : text;
  }

  /** A name, quoted if it is no plain identifier. */
  static String name(String name) {
    boolean plain = !name.isEmpty() && !Character.isDigit(name.charAt(0));
    for (int i = 0; plain && i < name.length(); i++) {
      char c = name.charAt(i);
      plain = Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
    return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A boxed value as an SQL literal. */
  public static String literal(Object value, DataType type) {
    if (value == null) {
      return "NULL";
    }
    return switch (type.kind()) {
      case BOOLEAN -> (Boolean) value ? "TRUE" : "FALSE";
      case CHAR, VARCHAR, JSON -> "'" + value.toString().replace("'", "''") + "'";
      case DECIMAL -> value instanceof BigDecimal d ? d.toPlainString() : value.toString();
      case DATE -> "DATE '" + LocalDate.ofEpochDay(((Integer) value).longValue()) + "'";
      case TIME -> "TIME '" + LocalTime.ofNanoOfDay((Long) value * 1_000) + "'";
      case TIMESTAMP -> "TIMESTAMP '" + timestamp((Long) value) + "'";
      case TIMESTAMP_LTZ -> "TIMESTAMP_LTZ '" + timestamp((Long) value).replace(' ', 'T') + "Z'";
      case INTERVAL_DAY_TIME -> "INTERVAL " + duration((Long) value);
      case INTERVAL_YEAR_MONTH -> "INTERVAL " + months((Long) value);
      case ARRAY ->
          value instanceof List<?> list
              ? list.stream()
                  .map(v -> literal(v, type.element()))
                  .collect(Collectors.joining(", ", "ARRAY[", "]"))
              : value.toString();
      case ROW -> value instanceof RowValue row ? row(row, type) : value.toString();
      default -> value.toString();
    };
  }

  private static String row(RowValue row, DataType type) {
    var fields = new java.util.ArrayList<String>();
    for (int i = 0; i < row.fields().size(); i++) {
      fields.add(literal(row.fields().get(i), type.children().get(i)));
    }
    return "ROW(" + String.join(", ", fields) + ")";
  }

  static String timestamp(long micros) {
    return LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, MICROS),
            (int) (Math.floorMod(micros, MICROS) * 1_000),
            ZoneOffset.UTC)
        .format(TIMESTAMP);
  }

  private static String months(long months) {
    return months % 12 == 0 ? plural(months / 12, "YEAR") : plural(months, "MONTH");
  }

  /** A length of time in the largest unit that divides it, {@code 5 MINUTES}. */
  public static String duration(long micros) {
    if (micros != 0) {
      String[] names = {"DAY", "HOUR", "MINUTE", "SECOND", "MILLISECOND"};
      long[] units = {86_400 * MICROS, 3_600 * MICROS, 60 * MICROS, MICROS, 1_000};
      for (int i = 0; i < units.length; i++) {
        if (micros % units[i] == 0) {
          return plural(micros / units[i], names[i]);
        }
      }
    }
    return "'" + BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString() + "' SECOND";
  }

  private static String plural(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "S");
  }
}
