package dev.weir.bind;

import dev.weir.ast.Argument;
import dev.weir.ast.Expression.Call;
import dev.weir.ast.Expression.Navigation;
import dev.weir.ast.QualifiedName;
import dev.weir.diagnostic.Span;
import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.function.Resolution;
import dev.weir.plan.Expressions;
import dev.weir.plan.MatchValue;
import dev.weir.plan.Plans;
import dev.weir.plan.RowReference;
import dev.weir.plan.VariableSet;
import dev.weir.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Expressions in DEFINE and MEASURES. Where it is known that a reference means the current row, it becomes a plain column; all others
 * become rows and values by number in {@link MatchReferences}.
 *
 * <p>In DEFINE the current row counts as mapped to the variable that is defined, so the last row of any set with that variable is the
 * current one. In MEASURES the last row of all is: with ALL ROWS PER MATCH as far as the match has come, unless it says FINAL.
 */
final class MatchEnvironment extends Environment {
  private static final Set<String> AROUND = Set.of("PREV", "NEXT");
  private static final Set<String> WITHIN = Set.of("FIRST", "LAST");

  /** A column in the rows of a variable. @param variable with an empty name if the column has none before it */
  record Reading(PatternVariables.Named variable, Expression value) {}

  private final Rel input;
  private final PatternVariables variables;
  private final MatchReferences references;
  private final int defined;
  private final boolean allRows;
  private final boolean mayBeEmpty;

  private MatchEnvironment(
      Binding context,
      Rel input,
      PatternVariables variables,
      MatchReferences references,
      int defined,
      boolean allRows,
      boolean mayBeEmpty) {
    super(context);
    this.input = input;
    this.variables = variables;
    this.references = references;
    this.defined = defined;
    this.allRows = allRows;
    this.mayBeEmpty = mayBeEmpty;
  }

  /** @param defined the label of the variable whose condition it is */
  static MatchEnvironment define(
      Binding context,
      Rel input,
      PatternVariables variables,
      MatchReferences references,
      int defined) {
    return new MatchEnvironment(context, input, variables, references, defined, false, false);
  }

  /** @param mayBeEmpty whether there may be no current row */
  static MatchEnvironment measures(
      Binding context,
      Rel input,
      PatternVariables variables,
      MatchReferences references,
      boolean allRows,
      boolean mayBeEmpty) {
    return new MatchEnvironment(context, input, variables, references, -1, allRows, mayBeEmpty);
  }

  PatternVariables variables() {
    return variables;
  }

  private Problems problems() {
    return context.problems;
  }

  private boolean isDefine() {
    return defined >= 0;
  }

  @Override
  String place() {
    return isDefine() ? "DEFINE" : "MEASURES";
  }

  // ---- columns

  @Override
  Expression column(dev.weir.ast.Expression.Column name) {
    Reading reading = read(name);
    return reading == null
        ? Binding.BROKEN
        : at(row(reading.variable().set(), true, 0, !allRows, 0), reading.value());
  }

  /** What a name means, with the rows that it is about; null if it was reported that it means nothing. */
  Reading read(dev.weir.ast.Expression.Column column) {
    var parts = column.name().parts();
    Optional<PatternVariables.Named> variable = variables.find(parts.get(0));
    if (variable.isEmpty()) {
      boolean relation =
          parts.size() == 1
              || input.scope().hasQualifier(parts.get(0))
              || !input.scope().find(parts.get(0)).isEmpty();
      if (!relation) {
        variables.findWithRows(parts.get(0));
        return null;
      }
      return reading(new PatternVariables.Named("", variables.universal()), column);
    }
    if (parts.size() == 1) {
      if (input.scope().find(parts.get(0)).isEmpty()) {
        problems()
            .error(
                BindError.COLUMN_NOT_FOUND,
                column.span(),
                "\"" + parts.get(0).text() + "\" is a variable of the pattern, not a value",
                parts.get(0).text()
                    + "."
                    + input.scope().names().stream().findFirst().orElse("x")
                    + " is a column of its last row");
        return null;
      }
      return reading(new PatternVariables.Named("", variables.universal()), column);
    }
    if (!isSelf(variable.get()) && !variables.hasRows(variable.get().set())) {
      variables.absent(parts.get(0), variable.get().name());
      return null;
    }
    var rest = parts.subList(1, parts.size());
    Span span = rest.get(0).span().to(rest.get(rest.size() - 1).span());
    return reading(
        variable.get(), new dev.weir.ast.Expression.Column(new QualifiedName(rest, span), span));
  }

  /** Whether a name is the variable that is being defined: it has the current row even if it is one of an absence. */
  private boolean isSelf(PatternVariables.Named variable) {
    return isDefine() && variable.set().contains(defined);
  }

  private Reading reading(PatternVariables.Named variable, dev.weir.ast.Expression.Column column) {
    Expression value = RowEnvironment.resolve(context, input, column);
    return value == Binding.BROKEN ? null : new Reading(variable, value);
  }

  // ---- rows

  /** A row of the match, or one at a distance from it; null if that is the current row. */
  private RowReference row(VariableSet set, boolean last, int offset, boolean isFinal, int shift) {
    boolean current =
        last
            && offset == 0
            && (isDefine()
                ? set.contains(defined)
                : set.equals(variables.universal()) && !(isFinal && allRows));
    if (current) {
      return shift == 0 ? null : new RowReference.Neighbour(shift);
    }
    return new RowReference.Mapped(set, last, offset, isFinal && !isDefine(), shift);
  }

  /** The value at a row; of a match of no rows the current row has none. */
  private Expression at(RowReference row, Expression value) {
    if (row != null) {
      return references.row(row, value);
    }
    return mayBeEmpty
        ? Expressions.map(
            value,
            x ->
                x instanceof Expression.Column c
                    ? new Expression.Column(c.index(), c.type(), true, c.name())
                    : x)
        : value;
  }

  // ---- calls

  @Override
  Expression special(Call call, String name) {
    if (call.over().isPresent()) {
      return null;
    }
    if (AROUND.contains(name) || WITHIN.contains(name)) {
      return navigation(call, name);
    }
    switch (name) {
      case "CLASSIFIER" -> {
        PatternVariables.Named variable = classified(call);
        return variable == null
            ? new Expression.Literal(null, DataType.VARCHAR)
            : classifier(row(variable.set(), true, 0, isFinal(call), 0), text(call));
      }
      case "MATCH_NUMBER", "MATCH_STATUS" -> {
        return ofMatch(call, name);
      }
      case "EVENTS" -> {
        return events(call);
      }
      default -> {
        if (context.functions.isAggregate(name)) {
          return aggregate(call, name);
        }
        if (call.navigation().isPresent()) {
          problems()
              .error(
                  BindError.CALL_CLAUSE,
                  call.span(),
                  call.navigation().get()
                      + " belongs before FIRST, LAST, CLASSIFIER and aggregates");
          return Binding.BROKEN;
        }
        return null;
      }
    }
  }

  /** Whether a call sees the whole match, however far it has come. */
  private boolean isFinal(Call call) {
    boolean isFinal = call.navigation().filter(n -> n == Navigation.FINAL).isPresent();
    if (isFinal && isDefine()) {
      problems()
          .error(
              BindError.NOT_YET_KNOWN,
              call.span(),
              "FINAL is not allowed in DEFINE: the match is not known yet",
              "leave it out, a condition sees the match up to its row");
    }
    return !isDefine() && (isFinal || !allRows);
  }

  private Expression navigation(Call call, String name) {
    boolean around = AROUND.contains(name);
    if (around && call.navigation().isPresent()) {
      problems()
          .error(
              BindError.NAVIGATION,
              call.span(),
              call.navigation().get() + " does not go with " + name,
              name + "(" + call.navigation().get() + " LAST(A.x))");
      return Binding.BROKEN;
    }
    List<dev.weir.ast.Expression> arguments = arguments(call, name);
    if (arguments == null) {
      return Binding.BROKEN;
    }
    int distance = arguments.size() == 2 ? offset(arguments.get(1), name) : around ? 1 : 0;
    int shift = !around ? 0 : name.equals("PREV") ? -distance : distance;
    Call inside = call;
    dev.weir.ast.Expression operand = arguments.get(0);
    boolean nested =
        around
            && operand instanceof Call c
            && c.name().isSimple()
            && WITHIN.contains(nameOf(c))
            && c.over().isEmpty();
    boolean last = true;
    int offset = 0;
    if (nested || !around) {
      inside = nested ? (Call) operand : call;
      List<dev.weir.ast.Expression> inner = nested ? arguments(inside, nameOf(inside)) : arguments;
      if (inner == null) {
        return Binding.BROKEN;
      }
      last = nameOf(inside).equals("LAST");
      offset = nested ? (inner.size() == 2 ? offset(inner.get(1), nameOf(inside)) : 0) : distance;
      operand = inner.get(0);
    }
    var rows = new OperandEnvironment(this, nameOf(inside), false);
    int before = problems().count();
    Expression value = new ExpressionBinder(rows).bind(operand);
    boolean isFinal = isFinal(inside);
    if (problems().count() > before || offset < 0 || distance < 0) {
      return new Expression.Literal(null, value.type());
    }
    if (rows.set() == null) {
      problems()
          .error(
              BindError.NAVIGATION,
              operand.span(),
              nameOf(inside) + " takes a value of a row, this is the same for all rows",
              nameOf(inside) + "(A.x)");
      return Binding.BROKEN;
    }
    RowReference row = row(rows.set(), last, offset, isFinal, shift);
    if (value.equals(OperandEnvironment.CLASSIFIER)) {
      return classifier(row, text(call));
    }
    Expression whole =
        rows.classifies()
            ? OperandEnvironment.classified(value, classifier(row, "CLASSIFIER()"))
            : value;
    return at(row, whole);
  }

  /** One or two plain values; null if it was reported that there is something else. */
  private List<dev.weir.ast.Expression> arguments(Call call, String name) {
    List<dev.weir.ast.Expression> values = call.values();
    boolean plain =
        !call.distinct()
            && call.filter().isEmpty()
            && call.orderBy().isEmpty()
            && call.withinGroup().isEmpty()
            && call.nulls().isEmpty()
            && values.size() == call.arguments().size();
    if (!plain || values.isEmpty() || values.size() > 2) {
      problems()
          .error(
              plain ? BindError.ARGUMENT_TYPES : BindError.CALL_CLAUSE,
              call.span(),
              name + " takes a value and a number of rows",
              name + "(A.x) or " + name + "(A.x, 2)");
      return null;
    }
    return values;
  }

  /** A constant number of rows; -1 if it was reported that it is none. */
  private int offset(dev.weir.ast.Expression e, String name) {
    int before = problems().count();
    String what = "the number of rows of " + name;
    Optional<Object> constant = new ExpressionBinder(this).constant(e, DataType.BIGINT, what);
    if (constant.isEmpty()) {
      if (problems().count() == before) {
        problems().error(BindError.NOT_CONSTANT, e.span(), what + " is not a constant");
      }
      return -1;
    }
    long rows = (Long) constant.get();
    if (rows < 0 || rows > Integer.MAX_VALUE) {
      problems()
          .error(
              BindError.OUT_OF_RANGE,
              e.span(),
              what + " is " + (rows < 0 ? "not negative" : "too large"),
              switch (name) {
                case "PREV" -> "NEXT looks ahead";
                case "NEXT" -> "PREV looks back";
                case "FIRST" -> "LAST counts from the end";
                default -> "FIRST counts from the start";
              });
      return -1;
    }
    return (int) rows;
  }

  // ---- values of the match

  /** The variable in CLASSIFIER(v), the universal one in CLASSIFIER(); null if it was reported that there is none. */
  PatternVariables.Named classified(Call call) {
    if (call.arguments().isEmpty()) {
      return new PatternVariables.Named("", variables.universal());
    }
    return variable(call, "CLASSIFIER");
  }

  /** The only argument, a variable. */
  private PatternVariables.Named variable(Call call, String name) {
    List<dev.weir.ast.Expression> values = call.values();
    if (values.size() == 1
        && call.arguments().size() == 1
        && values.get(0) instanceof dev.weir.ast.Expression.Column column
        && column.name().isSimple()) {
      Optional<PatternVariables.Named> found = variables.find(column.name().last());
      if (found.isPresent() && isSelf(found.get())) {
        return found.get();
      }
      return variables.findWithRows(column.name().last()).orElse(null);
    }
    problems()
        .error(
            BindError.ARGUMENT_TYPES,
            call.span(),
            name + " takes a variable of the pattern or a subset",
            name + "(" + variables.known().stream().findFirst().orElse("A") + ")");
    return null;
  }

  private Expression classifier(RowReference row, String text) {
    if (row == null && isDefine()) {
      return new Expression.Literal(variables.names().get(defined), DataType.VARCHAR);
    }
    return references.value(new MatchValue.Classifier(row), row != null || mayBeEmpty, text);
  }

  private Expression ofMatch(Call call, String name) {
    if (!call.arguments().isEmpty()) {
      problems().error(BindError.ARGUMENT_TYPES, call.span(), name + " takes no argument");
      return Binding.BROKEN;
    }
    if (call.navigation().isPresent()) {
      problems()
          .error(
              BindError.CALL_CLAUSE,
              call.span(),
              call.navigation().get()
                  + " does not go with "
                  + name
                  + "(): it is the same for all rows");
      return Binding.BROKEN;
    }
    if (name.equals("MATCH_NUMBER")) {
      return references.value(new MatchValue.Number(), false, "MATCH_NUMBER()");
    }
    if (isDefine()) {
      problems()
          .error(
              BindError.NOT_YET_KNOWN,
              call.span(),
              "MATCH_STATUS() is not allowed in DEFINE: the match is not known yet");
      return new Expression.Literal(null, DataType.VARCHAR);
    }
    return references.value(new MatchValue.Status(), false, "MATCH_STATUS()");
  }

  // ---- aggregates

  private Expression aggregate(Call call, String name) {
    boolean isFinal = isFinal(call);
    if (call.nulls().isPresent()) {
      problems()
          .error(
              BindError.CALL_CLAUSE,
              call.span(),
              call.nulls().get() + " NULLS is for window functions",
              name + "(x) FILTER (WHERE x IS NOT NULL)");
      return Binding.BROKEN;
    }
    var rows = new OperandEnvironment(this, name, true);
    for (Argument argument : call.arguments()) {
      if (argument instanceof Argument.Star star) {
        rows.star(star);
      }
    }
    int before = problems().count();
    AggregateCall bound = new ExpressionBinder(rows).calls().aggregateCall(call, name);
    if (bound == null || problems().count() > before) {
      return Binding.BROKEN;
    }
    return aggregate(bound, rows.set(), isFinal, rows.classifies(), text(call));
  }

  private Expression aggregate(
      AggregateCall bound, VariableSet set, boolean isFinal, boolean classifies, String text) {
    var own = new Expression.Given(0, DataType.VARCHAR, false, "CLASSIFIER()");
    AggregateCall call =
        classifies ? Expressions.map(bound, e -> OperandEnvironment.classified(e, own)) : bound;
    var value =
        new MatchValue.Aggregate(
            call, set == null ? variables.universal() : set, isFinal, classifies);
    boolean nullable =
        call.function().resultNullable()
            || call.filter() != null && !call.function().name().equals("COUNT");
    return references.value(value, nullable, text);
  }

  /** EVENTS(v): the rows themselves, as an array. */
  private Expression events(Call call) {
    boolean isFinal = isFinal(call);
    PatternVariables.Named variable =
        call.arguments().isEmpty()
            ? new PatternVariables.Named("", variables.universal())
            : variable(call, "EVENTS");
    if (variable == null) {
      return Binding.BROKEN;
    }
    var names = new ArrayList<String>();
    var types = new ArrayList<DataType>();
    var fields = new ArrayList<Expression>();
    for (Scope.Item item : input.scope().items()) {
      Expression field = Plans.column(input.schema(), item.index());
      names.add(item.column().name());
      types.add(field.type());
      fields.add(field);
    }
    var row = new Expression.Construct(fields, DataType.row(names, types));
    var found =
        (Resolution.Aggregate) context.functions.aggregate("ARRAY_AGG", List.of(row), false, false);
    var collected = new AggregateCall(found.function(), List.of(row), false, null, List.of());
    return aggregate(collected, variable.set(), isFinal, false, text(call));
  }

  // ---- names

  private static String nameOf(Call call) {
    return call.name().last().text().toUpperCase(Locale.ROOT);
  }

  /** A call as it was written, on one line. */
  private static String text(Call call) {
    return call.span().text().strip().replaceAll("\\s+", " ");
  }
}
