package dev.weir.bind;

import dev.weir.ast.Argument;
import dev.weir.ast.Expression.Call;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.plan.Expressions;
import dev.weir.plan.VariableSet;
import dev.weir.type.DataType;

/**
 * The argument of a navigation or an aggregate of a row pattern: an expression over one row at a time, whose columns are all of one
 * variable. Columns stay columns of that row; {@link #CLASSIFIER} stands for the name of its variable until it is known which row that is.
 */
final class OperandEnvironment extends Environment {
  static final Expression CLASSIFIER =
      new Expression.Given(-1, DataType.VARCHAR, true, "CLASSIFIER()");

  private final MatchEnvironment match;
  private final String place;
  private final boolean aggregates;
  private VariableSet set;
  private String name;
  private boolean classifies;

  /**
   * @param place the call in the user's words
   * @param aggregates whether that is an aggregate, else a navigation
   */
  OperandEnvironment(MatchEnvironment match, String place, boolean aggregates) {
    super(match.context);
    this.match = match;
    this.place = place;
    this.aggregates = aggregates;
  }

  /** The rows that the argument is about; null if it names none. */
  VariableSet set() {
    return set;
  }

  /** Whether the argument asks for classifiers. */
  boolean classifies() {
    return classifies;
  }

  @Override
  String place() {
    return place;
  }

  @Override
  Expression column(dev.weir.ast.Expression.Column column) {
    MatchEnvironment.Reading reading = match.read(column);
    if (reading == null) {
      return Binding.BROKEN;
    }
    return isOfOneVariable(reading.variable(), column.span())
        ? reading.value()
        : new Expression.Literal(null, reading.value().type());
  }

  /** Takes note of what the argument is about; a second variable is reported. */
  boolean isOfOneVariable(PatternVariables.Named variable, Span span) {
    if (set == null) {
      set = variable.set();
      name = variable.name();
      return true;
    }
    if (set.equals(variable.set())) {
      return true;
    }
    String first = name.isEmpty() ? "any row of the match" : "\"" + name + "\"";
    String second = variable.name().isEmpty() ? "any row" : "\"" + variable.name() + "\"";
    var problem =
        Diagnostic.error(
            BindError.NAVIGATION,
            span,
            "everything in one "
                + place
                + " is about the same rows, here "
                + first
                + " and "
                + second);
    if (variable.name().isEmpty()) {
      problem.help(name + "." + span.text());
    } else if (!name.isEmpty()) {
      problem.help(
          "SUBSET s = ("
              + name
              + ", "
              + variable.name()
              + ") is a name for rows of both, or write two calls");
    } else {
      problem.help("put \"" + variable.name() + ".\" before every column of it");
    }
    context.problems.add(problem);
    return false;
  }

  @Override
  Expression special(Call call, String called) {
    switch (called) {
      case "CLASSIFIER" -> {
        PatternVariables.Named variable = match.classified(call);
        if (variable == null || !isOfOneVariable(variable, call.span())) {
          return new Expression.Literal(null, DataType.VARCHAR);
        }
        classifies = true;
        return CLASSIFIER;
      }
      case "PREV", "NEXT", "FIRST", "LAST", "EVENTS" -> {
        String help =
            aggregates
                ? "an aggregate takes columns of the rows that it is over"
                : "FIRST and LAST may stand in PREV and NEXT, directly: PREV(LAST(A.x, 1), 2)";
        context.problems.error(
            BindError.NAVIGATION, call.span(), called + " is not allowed inside " + place, help);
        return Binding.BROKEN;
      }
      case "MATCH_NUMBER", "MATCH_STATUS" -> {
        context.problems.error(
            BindError.NAVIGATION,
            call.span(),
            called + "() is the same for all rows, it is not allowed inside " + place);
        return Binding.BROKEN;
      }
      default -> {
        return null;
      }
    }
  }

  @Override
  Expression aggregate(Call call, AggregateCall aggregate) {
    context.problems.error(
        BindError.NAVIGATION,
        call.span(),
        "aggregate " + call.name() + " is not allowed inside " + place,
        aggregates
            ? "compute the outer one in a query around it"
            : "an aggregate is over all rows of a variable anyway");
    return Binding.BROKEN;
  }

  /** {@code COUNT(A.*)}: all rows of a variable; {@code COUNT(*)}: all of the match. */
  void star(Argument.Star star) {
    if (star.qualifier().isEmpty()) {
      isOfOneVariable(new PatternVariables.Named("", match.variables().universal()), star.span());
    } else {
      match
          .variables()
          .findWithRows(star.qualifier().get().last())
          .ifPresent(v -> isOfOneVariable(v, star.span()));
    }
  }

  /** The expression with every classifier replaced. */
  static Expression classified(Expression e, Expression classifier) {
    return Expressions.map(e, x -> x.equals(CLASSIFIER) ? classifier : x);
  }
}
