package dev.weir.plan;

import dev.weir.expression.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** MATCH_RECOGNIZE in words, for EXPLAIN and messages: the expressions of a pattern, and the whole of it on one line. */
public final class MatchText {
  private final MatchSpec spec;
  private final List<RowReference> rows;

  private MatchText(MatchSpec spec, List<RowReference> rows) {
    this.spec = spec;
    this.rows = rows;
  }

  /** A part of a condition of a variable, {@code price < PREV(price)}. */
  public static String condition(Expression conjunct, MatchSpec spec) {
    return new MatchText(spec, spec.defineRows()).text(conjunct);
  }

  /** All that a row must satisfy; empty for a variable that any row satisfies. */
  public static String condition(MatchSpec.Variable variable, MatchSpec spec) {
    var text = new MatchText(spec, spec.defineRows());
    return text.text(Expressions.and(variable.conjuncts()));
  }

  /** The value of a measure. */
  public static String measure(Expression value, MatchSpec spec) {
    return new MatchText(spec, spec.measureRows()).text(value);
  }

  /** The node of a plan on one line, without its name. */
  static String of(LogicalPlan.Match match) {
    MatchSpec spec = match.spec();
    var parts = new ArrayList<String>();
    if (!match.partitionBy().isEmpty()) {
      parts.add("partition by " + ExpressionText.of(match.partitionBy()));
    }
    parts.add("pattern (" + PatternText.of(spec) + ")");
    parts.add(spec.isCounted() ? "counted per last row" : rows(spec.rows()));
    parts.add(skip(spec.skip()));
    if (spec.withinMicros() >= 0) {
      parts.add("within " + ExpressionText.duration(spec.withinMicros()));
    }
    if (!spec.timed()) {
      parts.add("in order of rows");
    }
    String defined =
        spec.variables().stream()
            .filter(v -> !v.conjuncts().isEmpty())
            .map(v -> ExpressionText.name(v.name()) + " as " + condition(v, spec))
            .collect(Collectors.joining(", "));
    String measured =
        spec.measures().stream()
            .map(m -> measure(m.value(), spec) + " as " + ExpressionText.name(m.name()))
            .collect(Collectors.joining(", "));
    return String.join(", ", parts)
        + (defined.isEmpty() ? "" : ", define " + defined)
        + (measured.isEmpty() ? "" : ", measures " + measured);
  }

  private static String rows(MatchSpec.Rows rows) {
    return switch (rows) {
      case ONE_ROW -> "one row per match";
      case ONE_ROW_WITH_TIMED_OUT -> "one row per match with timed out matches";
      case ALL_ROWS_SHOW_EMPTY -> "all rows per match";
      case ALL_ROWS_OMIT_EMPTY -> "all rows per match omit empty matches";
      case ALL_ROWS_WITH_UNMATCHED -> "all rows per match with unmatched rows";
    };
  }

  private static String skip(MatchSpec.Skip skip) {
    String text = "skip " + skip.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return skip.name() == null ? text : text + " " + ExpressionText.name(skip.name());
  }

  // ---- expressions

  /** With every reference to another row put as text, which is what {@code Given} prints. */
  private String text(Expression e) {
    return ExpressionText.of(
        Expressions.map(
            e,
            x ->
                x instanceof Expression.OtherRow o
                    ? new Expression.Given(0, o.type(), true, navigation(o))
                    : x));
  }

  private String navigation(Expression.OtherRow o) {
    RowReference row = rows.get(o.row());
    if (row instanceof RowReference.Neighbour neighbour) {
      return shifted(neighbour.offset(), ExpressionText.of(o.value()));
    }
    var mapped = (RowReference.Mapped) row;
    String variables = variables(mapped.variables());
    String value =
        ExpressionText.of(
            variables.isEmpty()
                ? o.value()
                : Expressions.map(
                    o.value(),
                    x ->
                        x instanceof Expression.Column c
                            ? new Expression.Column(
                                c.index(), c.type(), c.nullable(), variables + "." + c.name())
                            : x));
    boolean plain =
        mapped.last()
            && mapped.offset() == 0
            && !variables.isEmpty()
            && o.value() instanceof Expression.Column;
    String inner =
        plain
            ? value
            : (mapped.last() ? "LAST(" : "FIRST(")
                + value
                + (mapped.offset() == 0 ? "" : ", " + mapped.offset())
                + ")";
    if (mapped.isFinal() && spec.rows().isAllRows()) {
      inner = "FINAL " + inner;
    }
    return mapped.shift() == 0 ? inner : shifted(mapped.shift(), inner);
  }

  private static String shifted(int offset, String value) {
    int distance = Math.abs(offset);
    return (offset < 0 ? "PREV(" : "NEXT(") + value + (distance == 1 ? "" : ", " + distance) + ")";
  }

  /** The name of a set of variables; empty if it is all of them. */
  private String variables(VariableSet set) {
    if (set.equals(VariableSet.firstOf(spec.variables().size()))) {
      return "";
    }
    var names = new ArrayList<String>();
    for (int label = 0; label < spec.variables().size(); label++) {
      if (set.contains(label)) {
        names.add(ExpressionText.name(spec.variables().get(label).name()));
      }
    }
    return names.size() == 1 ? names.get(0) : "(" + String.join(", ", names) + ")";
  }
}
