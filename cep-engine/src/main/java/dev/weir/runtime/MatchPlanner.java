package dev.weir.runtime;

import dev.weir.codegen.CodeGenerator;
import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.operator.Collector;
import dev.weir.operator.LocalConditions;
import dev.weir.operator.MatchCondition;
import dev.weir.operator.MatchProjection;
import dev.weir.operator.Operator;
import dev.weir.operator.RowErrors;
import dev.weir.pattern.automaton.Automaton;
import dev.weir.pattern.automaton.AutomatonCompiler;
import dev.weir.pattern.automaton.PredicateClasses;
import dev.weir.pattern.local.LocalMatcher;
import dev.weir.pattern.match.MatchOperator;
import dev.weir.pattern.match.MatchOutput;
import dev.weir.pattern.match.MatchParts;
import dev.weir.pattern.match.Matcher;
import dev.weir.pattern.ordered.OrderedMatcher;
import dev.weir.pattern.output.MeasureOutput;
import dev.weir.pattern.output.OutputParts;
import dev.weir.pattern.union.CountMatcher;
import dev.weir.pattern.union.UnionMatcher;
import dev.weir.pattern.waiting.Bound;
import dev.weir.pattern.waiting.WaitingMatcher;
import dev.weir.pattern.waiting.WaitingPlan;
import dev.weir.plan.Expressions;
import dev.weir.plan.LogicalPlan;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.MatchValue;
import dev.weir.plan.VariableSet;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Makes the operator of a row pattern: chooses the matcher, and has conditions and measures generated. */
final class MatchPlanner {
  private static final Schema CLASSIFIER = Schema.of(new Column("classifier", DataType.VARCHAR));

  private final CodeGenerator generator;
  private final LogicalPlan.Match plan;
  private final MatchSpec spec;
  private final Schema input;
  private final PredicateClasses classes;
  private final Automaton automaton;
  private final RowErrors errors;

  /** @param errors where rows of the input are reported */
  MatchPlanner(CodeGenerator generator, LogicalPlan.Match plan, RowErrors errors) {
    this.generator = generator;
    this.plan = plan;
    this.spec = plan.spec();
    this.input = plan.input().schema();
    this.classes = PredicateClasses.of(spec);
    this.automaton = AutomatonCompiler.compile(spec);
    this.errors = errors;
  }

  Operator operator(Collector out) {
    return operator(out, this::matcher);
  }

  /** With a matcher of the caller's choice. */
  Operator operator(Collector out, Function<MatchOutput, Matcher<?>> matcher) {
    var keys = plan.partitionBy().stream().map(Expression.Column.class::cast).toList();
    var keySchema = new Schema(keys.stream().map(key -> new Column("key", key.type())).toList());
    return new MatchOperator(
        spec,
        automaton,
        localConditions(),
        generator.keyReader(input, keys),
        !keys.isEmpty(),
        generator.eventPrototype(keySchema),
        generator.eventPrototype(input),
        matcher,
        new MeasureOutput(outputParts(), out),
        errors,
        out);
  }

  // ---- which matcher

  /** How the matches of a pattern are found. */
  private enum Route {
    WAITING("waiting runs, indexed by the value that each waits for"),
    LOCAL("a deterministic automaton, built while rows come"),
    COUNT("numbers of matches by state, no match is made"),
    UNION("all matches at once, in a shared graph of rows"),
    ORDERED("runs in order of preference");

    private final String words;

    Route(String words) {
      this.words = words;
    }
  }

  private Route route() {
    if (WaitingPlan.of(spec).isPresent()) {
      return Route.WAITING;
    }
    if (LocalMatcher.canMatch(spec, automaton, classes)) {
      return Route.LOCAL;
    }
    if (UnionMatcher.canMatch(spec, automaton, classes)) {
      return spec.isCounted() ? Route.COUNT : Route.UNION;
    }
    return Route.ORDERED;
  }

  /** How matches are found, in the words of EXPLAIN. */
  String matchedBy() {
    return route().words;
  }

  Automaton automaton() {
    return automaton;
  }

  PredicateClasses classes() {
    return classes;
  }

  private Matcher<?> matcher(MatchOutput output) {
    return switch (route()) {
      case WAITING -> waiting(WaitingPlan.of(spec).orElseThrow(), output);
      case LOCAL -> LocalMatcher.of(matchParts(), output);
      case COUNT -> CountMatcher.of(matchParts(), output);
      case UNION -> new UnionMatcher(matchParts(), output);
      case ORDERED -> OrderedMatcher.of(matchParts(), output);
    };
  }

  Matcher<?> waiting(WaitingPlan waiting, MatchOutput output) {
    var bounds = new ArrayList<Bound>();
    for (var stage : waiting.stages()) {
      bounds.add(stage.bound() == null ? null : bound(stage.bound()));
    }
    return new WaitingMatcher(
        waiting,
        bounds,
        spec.withinMicros(),
        spec.limits(),
        generator.eventPrototype(input),
        errors,
        output);
  }

  private Bound bound(WaitingPlan.Comparand comparand) {
    var value = Schema.of(new Column("value", comparand.row().type()));
    return new Bound(
        generator.matchProjection(input, List.of(comparand.row()), null, value, 0),
        generator.matchProjection(input, List.of(comparand.taken()), null, value, 0),
        generator.eventPrototype(value),
        comparand.operator());
  }

  // ---- conditions

  /** What is generated for the conditions, as text that reads like Java. */
  String listing() {
    var local = new ArrayList<Expression>();
    var general = new ArrayList<Expression>();
    for (var variable : classes.conditions()) {
      var others = variable.others().stream().map(PredicateClasses.Conjunct::condition).toList();
      local.add(variable.local().isEmpty() ? null : Expressions.and(variable.local()));
      general.add(others.isEmpty() ? null : Expressions.and(others));
    }
    var names = spec.variables().stream().map(MatchSpec.Variable::name).toList();
    return generator.describeMatch(input, names, local, general, schema(spec.defineValues()));
  }

  private LocalConditions localConditions() {
    return generator.localConditions(
        input, classes.conditions().stream().map(c -> Expressions.and(c.local())).toList());
  }

  MatchParts matchParts() {
    var given = schema(spec.defineValues());
    var general = new ArrayList<MatchCondition>();
    for (var variable : classes.conditions()) {
      var conjuncts = variable.others().stream().map(PredicateClasses.Conjunct::condition).toList();
      general.add(
          conjuncts.isEmpty()
              ? null
              : generator.matchCondition(input, Expressions.and(conjuncts), given));
    }
    return new MatchParts(
        spec,
        automaton,
        general,
        given == null ? null : generator.eventPrototype(given),
        groups(spec.defineValues(), true).stream().map(MatchPlanner::running).toList(),
        generator.eventPrototype(input),
        errors);
  }

  private static MatchParts.Aggregates running(OutputParts.Group group) {
    return new MatchParts.Aggregates(
        group.variables(),
        group.arguments(),
        group.argumentPrototype(),
        group.classifier(),
        group.aggregator(),
        group.fields(),
        group.results());
  }

  // ---- results

  private OutputParts outputParts() {
    var output = plan.schema();
    int firstMeasure = plan.rowColumns().size();
    var given = schema(spec.measureValues());
    var measures = spec.measures().stream().map(MatchSpec.Measure::value).toList();
    return new OutputParts(
        spec,
        generator.projection(input, rowColumns(), output),
        firstMeasure,
        measures.isEmpty()
            ? null
            : generator.matchProjection(input, measures, given, output, firstMeasure),
        given == null ? null : generator.eventPrototype(given),
        groups(spec.measureValues(), false),
        errors);
  }

  private List<Expression> rowColumns() {
    var columns = new ArrayList<Expression>();
    for (int index : plan.rowColumns()) {
      var column = input.column(index);
      columns.add(new Expression.Column(index, column.type(), column.nullable(), column.name()));
    }
    return columns;
  }

  // ---- given values

  /** One column per value; null if there are none. */
  private static Schema schema(List<MatchValue> values) {
    return values.isEmpty()
        ? null
        : new Schema(values.stream().map(value -> new Column("given", value.type())).toList());
  }

  /** Aggregates that take in the same rows. */
  private record Rows(VariableSet variables, boolean isFinal) {}

  /** @param alwaysArguments whether the aggregators never read rows of the input themselves */
  private List<OutputParts.Group> groups(List<MatchValue> values, boolean alwaysArguments) {
    Map<Rows, List<Integer>> fields = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) instanceof MatchValue.Aggregate aggregate) {
        // With one row per match there is no row before the last to tell the two apart.
        boolean isFinal = aggregate.isFinal() || !alwaysArguments && !spec.rows().isAllRows();
        fields
            .computeIfAbsent(new Rows(aggregate.variables(), isFinal), rows -> new ArrayList<>())
            .add(i);
      }
    }
    var groups = new ArrayList<OutputParts.Group>();
    fields.forEach((rows, of) -> groups.add(group(rows, of, values, alwaysArguments)));
    return groups;
  }

  private OutputParts.Group group(
      Rows rows, List<Integer> fields, List<MatchValue> values, boolean alwaysArguments) {
    var aggregates = fields.stream().map(i -> (MatchValue.Aggregate) values.get(i)).toList();
    var calls = aggregates.stream().map(MatchValue.Aggregate::call).toList();
    boolean readsClassifier = aggregates.stream().anyMatch(MatchValue.Aggregate::readsClassifier);
    var results = new Schema(calls.stream().map(MatchPlanner::resultColumn).toList());
    int[] indexes = fields.stream().mapToInt(Integer::intValue).toArray();
    if (!alwaysArguments && !readsClassifier && calls.stream().allMatch(MatchPlanner::isPlain)) {
      return new OutputParts.Group(
          rows.variables(),
          rows.isFinal(),
          null,
          null,
          null,
          generator.aggregator(input, calls),
          indexes,
          generator.eventPrototype(results));
    }
    var arguments = new Arguments();
    var plain = calls.stream().map(call -> Expressions.map(call, arguments::column)).toList();
    var schema = arguments.schema();
    return new OutputParts.Group(
        rows.variables(),
        rows.isFinal(),
        arguments(arguments, readsClassifier ? CLASSIFIER : null, schema),
        generator.eventPrototype(schema),
        readsClassifier ? generator.eventPrototype(CLASSIFIER) : null,
        generator.aggregator(schema, plain),
        indexes,
        generator.eventPrototype(results));
  }

  private MatchProjection arguments(Arguments arguments, Schema given, Schema output) {
    return generator.matchProjection(input, arguments.expressions, given, output, 0);
  }

  private static Column resultColumn(AggregateCall call) {
    return new Column("result", call.function().result());
  }

  /** Whether an aggregate can be fed with rows as they are, without an error. */
  private static boolean isPlain(AggregateCall call) {
    return Expressions.expressions(call).stream()
        .allMatch(e -> e instanceof Expression.Column || e instanceof Expression.Literal);
  }

  /** What aggregates read of a row, each once, as columns of a row of its own. */
  private static final class Arguments {
    private final List<Expression> expressions = new ArrayList<>();

    Expression column(Expression e) {
      int at = expressions.indexOf(e);
      if (at < 0) {
        at = expressions.size();
        expressions.add(e);
      }
      return new Expression.Column(at, e.type(), e.nullable(), "argument");
    }

    Schema schema() {
      var columns = new ArrayList<Column>();
      for (var e : expressions) {
        columns.add(new Column("argument", e.type(), e.nullable(), Column.Role.PLAIN));
      }
      return new Schema(columns);
    }
  }
}
