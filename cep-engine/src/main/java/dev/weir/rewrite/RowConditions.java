package dev.weir.rewrite;

import dev.weir.ast.Argument;
import dev.weir.ast.BinaryOperator;
import dev.weir.ast.Expression;
import dev.weir.ast.Identifier;
import dev.weir.ast.Node;
import dev.weir.ast.Trees;
import dev.weir.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Says conditions anew for a pattern in which the rows of gaps are mapped to variables of their own.
 *
 * <p>Those variables count for "all rows of the match", so what reads all rows has to read a subset of the user's variables: {@link
 * #ofUserRows}. And whether a row in the gap could have been mapped to a variable is asked while it is mapped to another: {@link #asIf}.
 */
final class RowConditions {
  private final PatternNames names;
  private final Predicate<String> isAggregate;
  private final Identifier userRows;
  private boolean usesUserRows;

  /** @param userRows a free name for the subset of the variables that rows are mapped to */
  RowConditions(PatternNames names, Predicate<String> isAggregate, Identifier userRows) {
    this.names = names;
    this.isAggregate = isAggregate;
    this.userRows = userRows;
  }

  /** Whether the subset is needed. */
  boolean usesUserRows() {
    return usesUserRows;
  }

  /** The name of the subset, which is then needed. */
  Identifier userRows() {
    usesUserRows = true;
    return userRows;
  }

  private boolean aggregates(Expression.Call call) {
    return call.over().isEmpty()
        && call.name().isSimple()
        && !Navigation.is(call, "FIRST", "LAST", "PREV", "NEXT", "CLASSIFIER", "EVENTS")
        && isAggregate.test(call.name().last().text());
  }

  // ---- all rows of the match

  /** The expression where it stands, with what reads all rows of the match reading those of the user's variables. */
  Expression ofUserRows(Expression e) {
    return Trees.replace(e, this::ofUserRows);
  }

  private Optional<Node> ofUserRows(Node node) {
    if (!(node instanceof Expression.Call call)) {
      return Optional.empty();
    }
    if (Navigation.is(call, "PREV", "NEXT")) {
      refuseNameOfNeighbour(call);
      return Optional.empty();
    }
    boolean far = Navigation.is(call, "FIRST", "LAST") && Navigation.offset(call, 0) > 0;
    boolean events = Navigation.is(call, "EVENTS");
    if ((far || events || aggregates(call)) && readsAllRows(call)) {
      return Optional.of(qualified(call));
    }
    return Navigation.takesVariable(call) ? Optional.of(call) : Optional.empty();
  }

  private boolean readsAllRows(Expression.Call call) {
    Set<String> read = names.read(call);
    return read.isEmpty() || read.contains("");
  }

  private static void refuseNameOfNeighbour(Expression.Call call) {
    if (call.values().stream().anyMatch(RowConditions::readsClassifier)) {
      throw new NoStandardForm(
          "CLASSIFIER() of a row in a gap, which is NULL with \"->\" and the name of a variable without");
    }
  }

  private static boolean readsClassifier(Node node) {
    return node instanceof Expression.Call call && Navigation.is(call, "CLASSIFIER")
        || node.children().stream().anyMatch(RowConditions::readsClassifier);
  }

  /** The call with each of its columns read from the user's rows. */
  private Expression qualified(Expression.Call call) {
    boolean isCount = Navigation.is(call, "COUNT") && !call.distinct() && call.filter().isEmpty();
    if (isCount && isOfRows(call)) {
      return Navigation.count(userRows(), call.navigation());
    }
    if (names.read(call).isEmpty()) {
      throw new NoStandardForm(call.name() + " of a constant over all rows of the match");
    }
    return readingUserRows(call);
  }

  /** The expression with each of its columns read from the user's rows. */
  private Expression readingUserRows(Expression e) {
    return Trees.replace(
        e,
        node -> {
          if (node instanceof Expression.Column column) {
            return Optional.of(qualified(column));
          } else if (node instanceof Argument.Star) {
            return Optional.of(
                new Argument.Star(Optional.of(Navigation.name(userRows())), Span.NONE));
          } else if (node instanceof Expression.Call c && Navigation.takesVariable(c)) {
            return Optional.of(Navigation.of(c, userRows()));
          }
          return Optional.empty();
        });
  }

  private Expression qualified(Expression.Column column) {
    var parts = new ArrayList<Identifier>();
    parts.add(userRows());
    parts.addAll(column.name().parts());
    return Navigation.column(parts.toArray(Identifier[]::new));
  }

  /** {@code COUNT(*)}, or COUNT of what is never NULL. */
  private static boolean isOfRows(Expression.Call call) {
    return call.arguments().stream().allMatch(Argument.Star.class::isInstance)
        || call.values().stream()
            .allMatch(
                v ->
                    v instanceof Expression.IntegerLiteral
                        || v instanceof Expression.StringLiteral
                        || v instanceof Expression.BooleanLiteral);
  }

  // ---- the current row mapped to another variable

  /**
   * The condition of a variable as it would be if the current row were mapped to that variable.
   *
   * @param occursBefore whether rows before the current one can be mapped to it
   */
  Expression asIf(Expression condition, String variable, boolean occursBefore) {
    return new AsIf(variable, occursBefore).of(condition);
  }

  private final class AsIf {
    private final String variable;
    private final boolean occursBefore;

    AsIf(String variable, boolean occursBefore) {
      this.variable = variable;
      this.occursBefore = occursBefore;
    }

    Expression of(Expression e) {
      return Trees.replace(e, this::answer);
    }

    private Optional<Node> answer(Node node) {
      if (node instanceof Expression.Column column) {
        return Optional.of(ofCurrentRow(column));
      }
      if (!(node instanceof Expression.Call call)) {
        return Optional.empty();
      }
      if (Navigation.is(call, "CLASSIFIER")) {
        return Optional.of(counts(call) ? nameOfVariable() : call);
      } else if (Navigation.is(call, "EVENTS")) {
        throw new NoStandardForm("EVENTS in a condition");
      } else if (Navigation.is(call, "PREV", "NEXT")) {
        return Optional.of(neighbour(call));
      } else if (Navigation.is(call, "FIRST", "LAST")) {
        return Optional.of(counts(call) ? mapped(call, e -> e) : call);
      } else if (aggregates(call)) {
        return Optional.of(counts(call) ? aggregate(call) : call);
      }
      return Optional.empty();
    }

    private Expression nameOfVariable() {
      return new Expression.StringLiteral(variable, Span.NONE);
    }

    /** Without a qualifier, where that meant the current row. */
    private Expression ofCurrentRow(Expression.Column column) {
      boolean current =
          names.qualifier(column.name()).filter(q -> names.covers(q, variable)).isPresent();
      if (!current) {
        return column;
      }
      var parts = column.name().parts();
      return Navigation.column(parts.subList(1, parts.size()).toArray(Identifier[]::new));
    }

    /** Whether what is read are rows among which the current row counts. */
    private boolean counts(Node call) {
      Set<String> read = names.read(call);
      return read.isEmpty()
          || read.stream().anyMatch(q -> q.isEmpty() || names.covers(q, variable));
    }

    private boolean isOfAllRows(Node call) {
      Set<String> read = names.read(call);
      return read.isEmpty() || read.contains("");
    }

    private boolean hasEarlierRows(Node call) {
      return occursBefore || !names.read(call).equals(Set.of(variable));
    }

    private Expression neighbour(Expression.Call call) {
      refuseNameOfNeighbour(call);
      int distance = Navigation.offset(call, 1);
      UnaryOperator<Expression> shift = e -> Navigation.with(call, e, distance, 1);
      Expression of = call.values().get(0);
      if (!counts(of)) {
        return call;
      }
      return of instanceof Expression.Call inner && Navigation.is(inner, "FIRST", "LAST")
          ? mapped(inner, shift)
          : shift.apply(of(of));
    }

    /** FIRST or LAST of rows among which the current row counts as the last. */
    private Expression mapped(Expression.Call call, UnaryOperator<Expression> shift) {
      int offset = Navigation.offset(call, 0);
      Expression of = call.values().get(0);
      boolean allRows = isOfAllRows(of);
      boolean earlier = hasEarlierRows(of);
      if (Navigation.is(call, "LAST")) {
        if (offset == 0) {
          return shift.apply(of(of));
        }
        return earlier
            ? shift.apply(Navigation.with(call, earlierRows(of), offset - 1, 0))
            : nothing();
      }
      if (allRows && offset == 0) {
        // A gap is never in front of the first row.
        return shift.apply(call);
      }
      if (!earlier) {
        return offset == 0 ? shift.apply(of(of)) : nothing();
      }
      var isCurrent =
          new Expression.Binary(
              BinaryOperator.EQUAL,
              Navigation.count(rows(of), call.navigation()),
              Navigation.number(offset),
              Span.NONE);
      return new Expression.Case(
          Optional.empty(),
          List.of(new Expression.Case.When(isCurrent, shift.apply(of(of)))),
          Optional.of(shift.apply(Navigation.with(call, earlierRows(of), offset, 0))),
          Span.NONE);
    }

    private static Expression nothing() {
      return new Expression.NullLiteral(Span.NONE);
    }

    /** The rows that are read, by one name. */
    private Identifier rows(Node of) {
      return isOfAllRows(of) ? userRows() : Identifier.of(names.read(of).iterator().next());
    }

    /** What is read, of rows before the current one: among all rows of the match those of the gap would be found as well. */
    private Expression earlierRows(Expression of) {
      return isOfAllRows(of) ? readingUserRows(of) : of;
    }

    private Expression aggregate(Expression.Call call) {
      String name = call.name().last().text().toUpperCase(Locale.ROOT);
      boolean plain =
          !call.distinct()
              && call.orderBy().isEmpty()
              && call.withinGroup().isEmpty()
              && call.filter().isEmpty();
      if (!plain || !List.of("COUNT", "MIN", "MAX").contains(name)) {
        throw new NoStandardForm(
            name + " over the rows of a variable of which the row in the gap might be one more");
      }
      boolean earlier = hasEarlierRows(call);
      if (name.equals("COUNT") && isOfRows(call)) {
        return earlier
            ? plus(Navigation.count(rows(call), call.navigation()), Navigation.number(1))
            : Navigation.number(1);
      }
      Expression value = call.values().get(0);
      Expression current = of(value);
      Expression before = Navigation.with(call, earlierRows(value), 1, 1);
      if (name.equals("COUNT")) {
        var one =
            new Expression.Case(
                Optional.empty(),
                List.of(
                    new Expression.Case.When(
                        new Expression.IsNull(current, false, Span.NONE), Navigation.number(0))),
                Optional.of(Navigation.number(1)),
                Span.NONE);
        return earlier ? plus(before, one) : one;
      }
      return earlier
          ? Navigation.call(name.equals("MIN") ? "LEAST" : "GREATEST", before, current)
          : current;
    }

    private static Expression plus(Expression a, Expression b) {
      return new Expression.Binary(BinaryOperator.ADD, a, b, Span.NONE);
    }
  }
}
