package dev.weir.pattern.automaton;

import dev.weir.expression.Expression;
import dev.weir.plan.ExpressionText;
import dev.weir.plan.Expressions;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.MatchValue;
import dev.weir.plan.RowReference;
import dev.weir.plan.VariableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Conditions of DEFINE as text: navigation is written as the user would. */
final class ConditionText {
  private final MatchSpec spec;

  ConditionText(MatchSpec spec) {
    this.spec = spec;
  }

  String of(Expression e) {
    return ExpressionText.of(Expressions.map(e, this::named));
  }

  /** Sets of variables by name: {@code A}, {@code (A, B)}; nothing for all of them. */
  String of(VariableSet variables) {
    if (variables.equals(VariableSet.firstOf(spec.variables().size())) && variables.size() > 1) {
      return "";
    }
    String names = names(variables);
    return variables.size() == 1 ? names : "(" + names + ")";
  }

  String names(VariableSet variables) {
    List<String> names = new ArrayList<>();
    for (int label = 0; label < spec.variables().size(); label++) {
      if (variables.contains(label)) {
        names.add(spec.variables().get(label).name());
      }
    }
    return String.join(", ", names);
  }

  /** A column's name is printed as it stands, which serves for whatever has a name of its own here. */
  private Expression named(Expression e) {
    if (e instanceof Expression.OtherRow other) {
      return new Expression.Column(0, e.type(), true, navigation(other));
    } else if (e instanceof Expression.Given given) {
      return new Expression.Column(0, e.type(), true, value(given.index()));
    }
    return e;
  }

  private String navigation(Expression.OtherRow other) {
    var row = spec.defineRows().get(other.row());
    return row instanceof RowReference.Neighbour n
        ? shifted(ExpressionText.of(other.value()), n.offset())
        : mapped((RowReference.Mapped) row, other.value());
  }

  private String mapped(RowReference.Mapped row, Expression value) {
    String set = of(row.variables());
    String of =
        ExpressionText.of(
            Expressions.map(
                value,
                x ->
                    x instanceof Expression.Column c && !set.isEmpty()
                        ? new Expression.Column(
                            c.index(), c.type(), c.nullable(), set + "." + c.name())
                        : x));
    String logical =
        row.last() && row.offset() == 0 && row.shift() == 0
            ? of
            : (row.last() ? "LAST(" : "FIRST(")
                + of
                + (row.offset() == 0 ? "" : ", " + row.offset())
                + ")";
    return shifted(logical, row.shift());
  }

  private static String shifted(String value, int distance) {
    int n = Math.abs(distance);
    return distance == 0
        ? value
        : (distance < 0 ? "PREV(" : "NEXT(") + value + (n == 1 ? "" : ", " + n) + ")";
  }

  private String value(int index) {
    var value = spec.defineValues().get(index);
    if (value instanceof MatchValue.Aggregate a) {
      String set = of(a.variables());
      String arguments =
          a.call().arguments().isEmpty()
              ? (set.isEmpty() ? "*" : set + ".*")
              : a.call().arguments().stream()
                  .map(
                      e ->
                          ExpressionText.of(
                              Expressions.map(
                                  e,
                                  x ->
                                      x instanceof Expression.Column c && !set.isEmpty()
                                          ? new Expression.Column(
                                              c.index(),
                                              c.type(),
                                              c.nullable(),
                                              set + "." + c.name())
                                          : x instanceof Expression.Given
                                              ? new Expression.Column(
                                                  0, x.type(), true, "CLASSIFIER(" + set + ")")
                                              : x)))
                  .collect(Collectors.joining(", "));
      return a.call().function().name()
          + "("
          + (a.call().distinct() ? "DISTINCT " : "")
          + arguments
          + ")";
    } else if (value instanceof MatchValue.Classifier c) {
      if (c.row() == null) {
        return "CLASSIFIER()";
      }
      return c.row() instanceof RowReference.Neighbour n
          ? shifted("CLASSIFIER()", n.offset())
          : mappedClassifier((RowReference.Mapped) c.row());
    }
    return value instanceof MatchValue.Number
        ? "MATCH_NUMBER()"
        : value instanceof MatchValue.Matches ? "the number of matches" : "MATCH_STATUS()";
  }

  private String mappedClassifier(RowReference.Mapped row) {
    String set = of(row.variables());
    String logical =
        (row.last() ? "LAST(" : "FIRST(")
            + "CLASSIFIER("
            + set
            + ")"
            + (row.offset() == 0 ? "" : ", " + row.offset())
            + ")";
    return shifted(logical, row.shift());
  }
}
