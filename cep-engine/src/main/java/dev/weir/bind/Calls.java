package dev.weir.bind;

import dev.weir.ast.Argument;
import dev.weir.ast.Expression.Call;
import dev.weir.ast.Expression.LikeKind;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.expression.SortKey;
import dev.weir.function.Resolution;
import dev.weir.plan.OverCall;
import dev.weir.type.DataType;
import dev.weir.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** Calls of functions, and the operators and special forms of SQL that are functions underneath. */
final class Calls {
  /** What a row pattern alone can ask. */
  private static final Set<String> PATTERN_ONLY =
      Set.of("PREV", "NEXT", "CLASSIFIER", "MATCH_NUMBER", "MATCH_STATUS", "EVENTS");

  private final ExpressionBinder binder;
  private final Environment environment;
  private final Binding context;
  private final Problems problems;

  Calls(ExpressionBinder binder, Environment environment) {
    this.binder = binder;
    this.environment = environment;
    this.context = environment.context;
    this.problems = context.problems;
  }

  Expression call(Call e) {
    String name = e.name().last().text().toUpperCase(Locale.ROOT);
    if (!e.name().isSimple()) {
      problems.error(
          BindError.FUNCTION_NOT_FOUND,
          e.name().span(),
          "function \"" + e.name() + "\" does not exist",
          "functions have names of one part");
      return Binding.BROKEN;
    }
    Expression special = environment.special(e, name);
    if (special != null) {
      return special;
    }
    if (PATTERN_ONLY.contains(name) || e.navigation().isPresent()) {
      problems.error(
          BindError.CALL_CLAUSE,
          e.span(),
          (e.navigation().isPresent() ? e.navigation().get().name() : name)
              + " is allowed only in MATCH_RECOGNIZE");
      return Binding.BROKEN;
    }
    if (e.over().isPresent()) {
      return over(e, name);
    }
    if (OverBinder.isRanking(name)) {
      problems.error(
          BindError.OVER_PLACE,
          e.span(),
          "window function " + name + " needs OVER",
          e.span().text() + " OVER (ORDER BY ...)");
      return Binding.BROKEN;
    }
    if (name.equals("GROUPING") || name.equals("GROUPING_ID")) {
      return environment.grouping(e);
    }
    if (context.functions.isAggregate(name)) {
      return aggregate(e, name);
    }
    if (!checkPlain(e, name)) {
      return Binding.BROKEN;
    }
    List<dev.weir.ast.Expression> places = e.values();
    List<Expression> arguments = binder.bindAll(places);
    return switch (name) {
      case "COALESCE", "IFNULL", "NVL" -> coalesce(arguments, places, e);
      case "NULLIF" -> nullIf(arguments, places, e);
      case "RULE_NAME" -> ofRule(e, DataType.VARCHAR, Binding.RuleName::name);
      case "RULE_VERSION" -> ofRule(e, DataType.INTEGER, Binding.RuleName::version);
      case "RECEIVED_TIME" -> receivedTime(arguments, places, e);
      default -> function(name, arguments, places, e.span());
    };
  }

  /** What is known of the rule in which the call stands; NULL outside of rules. */
  private Expression ofRule(Call e, DataType type, Function<Binding.RuleName, Object> property) {
    if (!e.arguments().isEmpty()) {
      problems.error(
          BindError.ARGUMENT_TYPES, e.span(), e.name() + " takes no arguments", e.name() + "()");
      return Binding.BROKEN;
    }
    return new Expression.Literal(context.rule.map(property).orElse(null), type);
  }

  /** A scalar function takes values and nothing else. */
  private boolean checkPlain(Call e, String name) {
    for (Argument argument : e.arguments()) {
      if (argument.kind() != Argument.Kind.VALUE) {
        Resolution byName = context.functions.scalar(name, List.of());
        if (isUnknown(byName)) {
          refused(name, byName, List.of(), e.span());
          return false;
        }
        problems.error(
            BindError.CALL_CLAUSE, argument.span(), "function " + name + " takes values only");
        return false;
      }
      if (argument.name().isPresent()) {
        problems.error(
            BindError.CALL_CLAUSE,
            argument.name().get().span(),
            "the arguments of function " + name + " have no names",
            "give them in order");
        return false;
      }
    }
    String clause =
        e.distinct()
            ? "DISTINCT"
            : e.filter().isPresent()
                ? "FILTER"
                : !e.orderBy().isEmpty()
                    ? "ORDER BY"
                    : !e.withinGroup().isEmpty()
                        ? "WITHIN GROUP"
                        : e.nulls().isPresent() ? "IGNORE NULLS" : "";
    if (!clause.isEmpty() && context.functions.exists(name)) {
      problems.error(
          BindError.CALL_CLAUSE,
          e.span(),
          clause + " is for aggregates, function " + name + " works on one row");
      return false;
    }
    return true;
  }

  private Expression coalesce(
      List<Expression> arguments, List<dev.weir.ast.Expression> places, Call e) {
    if (arguments.isEmpty()) {
      problems.error(BindError.ARGUMENT_TYPES, e.span(), "COALESCE takes at least one argument");
      return Binding.BROKEN;
    }
    List<Expression> all = binder.unified(arguments, places, e.span(), "COALESCE");
    return all.size() == 1 ? all.get(0) : new Expression.Coalesce(all, all.get(0).type());
  }

  private Expression nullIf(
      List<Expression> arguments, List<dev.weir.ast.Expression> places, Call e) {
    if (arguments.size() != 2) {
      problems.error(BindError.ARGUMENT_TYPES, e.span(), "NULLIF takes two arguments");
      return Binding.BROKEN;
    }
    Expression equal =
        binder.comparison(
            dev.weir.ast.BinaryOperator.EQUAL,
            arguments.get(0),
            arguments.get(1),
            places.get(0),
            places.get(1),
            e.span());
    DataType type = arguments.get(0).type();
    return ExpressionBinder.caseOf(
        List.of(equal), List.of(new Expression.Literal(null, type), arguments.get(0)));
  }

  private Expression receivedTime(
      List<Expression> arguments, List<dev.weir.ast.Expression> places, Call e) {
    if (!environment.isArrival()) {
      problems.error(
          BindError.CLAUSE_PLACE,
          e.span(),
          "RECEIVED_TIME() is known only when an event comes in, not in " + environment.place(),
          "received AS RECEIVED_TIME() as a computed column of CREATE STREAM");
      return Binding.BROKEN;
    }
    return function("RECEIVED_TIME", arguments, places, e.span());
  }

  /** A scalar function by name. */
  Expression function(
      String name, List<Expression> arguments, List<dev.weir.ast.Expression> places, Span span) {
    Resolution resolution = context.functions.scalar(name, arguments);
    if (resolution instanceof Resolution.Scalar scalar) {
      var passed = new ArrayList<Expression>();
      for (Resolution.Argument argument : scalar.arguments()) {
        passed.add(pass(argument, arguments, places));
      }
      return new Expression.Call(scalar.function(), passed, scalar.type());
    }
    if (arguments.stream().noneMatch(a -> a == Binding.BROKEN) || isUnknown(resolution)) {
      refused(name, resolution, places, span);
    }
    return Binding.BROKEN;
  }

  private static boolean isUnknown(Resolution resolution) {
    return resolution instanceof Resolution.Failure f
        && f.reason() == Resolution.Reason.UNKNOWN_NAME;
  }

  private Expression pass(
      Resolution.Argument argument, List<Expression> given, List<dev.weir.ast.Expression> places) {
    if (argument instanceof Resolution.Given g) {
      return cast(g, given, places);
    } else if (argument instanceof Resolution.Prepared p) {
      return new Expression.Literal(p.value(), DataType.VARCHAR);
    } else if (argument instanceof Resolution.Computed c) {
      return new Expression.Call(
          c.function(), c.arguments().stream().map(a -> pass(a, given, places)).toList(), c.type());
    }
    throw new AssertionError(argument);
  }

  private Expression cast(
      Resolution.Given given, List<Expression> arguments, List<dev.weir.ast.Expression> places) {
    Span place = given.index() < places.size() ? places.get(given.index()).span() : Span.NONE;
    return Coercion.cast(arguments.get(given.index()), given.castTo(), place, problems);
  }

  private void refused(
      String name, Resolution resolution, List<dev.weir.ast.Expression> places, Span span) {
    var failure = (Resolution.Failure) resolution;
    Span place =
        failure.argument() >= 0 && failure.argument() < places.size()
            ? places.get(failure.argument()).span()
            : span;
    switch (failure.reason()) {
      case UNKNOWN_NAME ->
          problems.add(
              Diagnostic.error(
                      BindError.FUNCTION_NOT_FOUND,
                      nameIn(span, name),
                      "function \"" + name.toLowerCase(Locale.ROOT) + "\" does not exist")
                  .suggest(name, failure.candidates())
                  .help("SHOW FUNCTIONS lists them"));
      case NOT_CONSTANT -> problems.error(BindError.NOT_CONSTANT, place, failure.message());
      case WRONG_COUNT, WRONG_TYPES, WRONG_VALUE -> {
        var problem = Diagnostic.error(BindError.ARGUMENT_TYPES, place, failure.message());
        failure.candidates().forEach(problem::help);
        problems.add(problem);
      }
    }
  }

  // ---- aggregates and window functions

  private Expression aggregate(Call e, String name) {
    if (e.nulls().isPresent()) {
      problems.error(
          BindError.CALL_CLAUSE,
          e.span(),
          e.nulls().get() + " NULLS is for window functions",
          name + "(x) FILTER (WHERE x IS NOT NULL)");
      return Binding.BROKEN;
    }
    if (!environment.takesAggregates()) {
      return environment.aggregate(e, null);
    }
    var inner = new ExpressionBinder(environment.below());
    AggregateCall call = inner.calls().aggregateCall(e, name);
    return call == null ? Binding.BROKEN : environment.aggregate(e, call);
  }

  /** The aggregate with its arguments over this environment's rows; null if it was reported that there is none. */
  AggregateCall aggregateCall(Call e, String name) {
    var places = new ArrayList<dev.weir.ast.Expression>();
    boolean star = false;
    for (Argument argument : e.arguments()) {
      if (argument instanceof Argument.Value value) {
        places.add(value.value());
      } else if (argument instanceof Argument.Star
          && name.equals("COUNT")
          && e.arguments().size() == 1) {
        star = true;
      } else {
        problems.error(
            BindError.CALL_CLAUSE, argument.span(), "aggregate " + name + " takes values only");
        return null;
      }
    }
    int before = problems.count();
    var arguments = new ArrayList<Expression>(binder.bindAll(places));
    var order = new ArrayList<SortKey>();
    List<dev.weir.ast.SortItem> items = e.orderBy();
    if (!e.withinGroup().isEmpty()) {
      arguments = withinGroup(e, arguments, places);
    } else {
      for (var item : items) {
        order.add(sortKey(item, binder.bind(item.key())));
      }
    }
    Expression filter = e.filter().map(f -> binder.condition(f, "FILTER")).orElse(null);
    Resolution resolution =
        context.functions.aggregate(name, arguments, e.distinct(), !order.isEmpty());
    if (!(resolution instanceof Resolution.Aggregate found)) {
      if (arguments.stream().noneMatch(a -> a == Binding.BROKEN) || problems.count() == before) {
        refused(name, resolution, places, e.span());
      }
      return null;
    }
    if (e.distinct() && (star || arguments.isEmpty())) {
      problems.error(
          BindError.CALL_CLAUSE, e.span(), "DISTINCT needs a value", "COUNT(DISTINCT x)");
      return null;
    }
    if (problems.count() > before) {
      return null;
    }
    var passed = new ArrayList<Expression>();
    for (Resolution.Given given : found.arguments()) {
      passed.add(cast(given, arguments, places));
    }
    return new AggregateCall(found.function(), passed, e.distinct(), filter, order);
  }

  /** {@code f(0.5) WITHIN GROUP (ORDER BY x)} is {@code f(x, 0.5)}, from the other end if descending. */
  private ArrayList<Expression> withinGroup(
      Call e, ArrayList<Expression> arguments, List<dev.weir.ast.Expression> places) {
    var all = new ArrayList<Expression>();
    for (var item : e.withinGroup()) {
      all.add(binder.bind(item.key()));
    }
    for (Expression argument : arguments) {
      boolean descending =
          e.withinGroup().get(0).descending() && argument.type().kind().isNumeric();
      if (descending) {
        Expression one = new Expression.Literal(1.0, DataType.DOUBLE);
        all.add(
            dev.weir.plan.ConstantFolding.fold(
                new Expression.Arithmetic(
                    Expression.Arithmetic.Operation.SUBTRACT,
                    one,
                    Coercion.cast(argument, DataType.DOUBLE),
                    DataType.DOUBLE)));
      } else {
        all.add(argument);
      }
    }
    var moved = new ArrayList<dev.weir.ast.Expression>();
    e.withinGroup().forEach(item -> moved.add(item.key()));
    moved.addAll(places);
    places.clear();
    places.addAll(moved);
    return all;
  }

  static SortKey sortKey(dev.weir.ast.SortItem item, Expression key) {
    boolean nullsFirst =
        item.nulls().map(n -> n == dev.weir.ast.SortItem.Nulls.FIRST).orElse(item.descending());
    return new SortKey(key, item.descending(), nullsFirst);
  }

  private Expression over(Call e, String name) {
    OverCall.Function function = OverBinder.function(name);
    if (function == null && !context.functions.isAggregate(name)) {
      if (context.functions.exists(name)) {
        problems.error(
            BindError.OVER_PLACE,
            e.span(),
            "function " + name + " works on one row, OVER is for aggregates and window functions");
      } else {
        refused(name, context.functions.scalar(name, List.of()), List.of(), e.span());
      }
      return Binding.BROKEN;
    }
    return environment.over(new OverBinder.Draft(e, name, function), e);
  }

  // ---- special forms

  Expression concatenation(dev.weir.ast.Expression.Concatenation e) {
    List<Expression> parts = binder.bindAll(e.operands());
    boolean text = parts.stream().anyMatch(p -> p.type().kind().isString());
    boolean array = parts.stream().anyMatch(p -> p.type().kind() == TypeKind.ARRAY);
    if (!text && !array && parts.stream().noneMatch(Coercion::isNull)) {
      problems.error(
          BindError.OPERATOR_TYPES,
          e.span(),
          "|| does not take " + parts.get(0).type() + " and " + parts.get(1).type(),
          "CAST(" + e.operands().get(0).span().text() + " AS VARCHAR)");
      return Binding.BROKEN;
    }
    if (array) {
      Expression all = parts.get(0);
      for (int i = 1; i < parts.size(); i++) {
        var places = List.of(e.operands().get(i - 1), e.operands().get(i));
        all = function(Functions.JOIN_ARRAYS, List.of(all, parts.get(i)), places, e.span());
      }
      return all;
    }
    Expression joined = function(Functions.CONCATENATE, parts, e.operands(), e.span());
    // The function leaves NULL out, the operator is NULL if any part is.
    List<Expression> missing =
        parts.stream()
            .filter(Expression::nullable)
            .<Expression>map(p -> new Expression.IsNull(p, false))
            .toList();
    if (missing.isEmpty() || joined == Binding.BROKEN) {
      return joined;
    }
    Expression any = missing.size() == 1 ? missing.get(0) : new Expression.Or(missing);
    return ExpressionBinder.caseOf(
        List.of(any), List.of(new Expression.Literal(null, joined.type()), joined));
  }

  Expression like(dev.weir.ast.Expression.Like e) {
    var arguments =
        new ArrayList<Expression>(List.of(binder.bind(e.value()), binder.bind(e.pattern())));
    var places = new ArrayList<>(List.of(e.value(), e.pattern()));
    e.escape()
        .ifPresent(
            escape -> {
              arguments.add(binder.bind(escape));
              places.add(escape);
            });
    String name =
        e.like() == LikeKind.LIKE
            ? Functions.LIKE
            : e.like() == LikeKind.ILIKE ? Functions.ILIKE : Functions.SIMILAR_TO;
    Expression matches = function(name, arguments, places, e.span());
    if (matches == Binding.BROKEN) {
      return new Expression.Literal(null, DataType.BOOLEAN);
    }
    return e.negated() ? new Expression.Not(matches) : matches;
  }

  Expression atTimeZone(dev.weir.ast.Expression.AtTimeZone e) {
    return function(
        Functions.AT_TIME_ZONE,
        List.of(binder.bind(e.value()), binder.bind(e.zone())),
        List.of(e.value(), e.zone()),
        e.span());
  }

  Expression extract(dev.weir.ast.Expression.Extract e) {
    var field = new Expression.Literal(e.field().text().toUpperCase(Locale.ROOT), DataType.VARCHAR);
    var place = new dev.weir.ast.Expression.StringLiteral(e.field().text(), e.field().span());
    return function(
        Functions.EXTRACT,
        List.of(field, binder.bind(e.source())),
        List.of(place, e.source()),
        e.span());
  }

  Expression roundTime(dev.weir.ast.Expression.RoundTime e) {
    var unit = new Expression.Literal(e.unit().text().toUpperCase(Locale.ROOT), DataType.VARCHAR);
    var place = new dev.weir.ast.Expression.StringLiteral(e.unit().text(), e.unit().span());
    return function(
        e.up() ? Functions.CEIL_TIME : Functions.FLOOR_TIME,
        List.of(binder.bind(e.value()), unit),
        List.of(e.value(), place),
        e.span());
  }

  Expression subscript(dev.weir.ast.Expression.Subscript e) {
    Expression base = binder.bind(e.base());
    Expression index = binder.bind(e.index());
    if (base == Binding.BROKEN || index == Binding.BROKEN) {
      return Binding.BROKEN;
    }
    TypeKind kind = base.type().kind();
    if (kind == TypeKind.ROW
        && index instanceof Expression.Literal l
        && l.value() instanceof Integer i) {
      if (i >= 1 && i <= base.type().children().size()) {
        return new Expression.Field(base, i - 1, base.type().children().get(i - 1));
      }
    }
    if (kind != TypeKind.ARRAY && kind != TypeKind.MAP) {
      problems.error(
          BindError.OPERATOR_TYPES,
          e.span(),
          "[] takes an ARRAY or a MAP, not " + base.type(),
          kind == TypeKind.JSON
              ? "JSON_VALUE(" + e.base().span().text() + ", '$[0]')"
              : "[] counts from 1");
      return Binding.BROKEN;
    }
    return function(
        Functions.ELEMENT, List.of(base, index), List.of(e.base(), e.index()), e.span());
  }

  Expression json(dev.weir.ast.Expression.JsonFunction e) {
    return new JsonCalls(binder, this, context).bind(e);
  }

  /** The function's name where a call begins with it, else the whole of what stands for the call, such as {@code a[1]}. */
  private static Span nameIn(Span call, String name) {
    return call.text().regionMatches(true, 0, name, 0, name.length())
        ? Span.of(call.source(), call.start(), call.start() + name.length())
        : call;
  }
}
