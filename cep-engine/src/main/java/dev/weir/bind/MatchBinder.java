package dev.weir.bind;

import dev.weir.ast.MatchRecognize;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.expression.Expression;
import dev.weir.plan.Expressions;
import dev.weir.plan.LogicalPlan;
import dev.weir.plan.MatchEnds;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.MatchValue;
import dev.weir.plan.PatternNode;
import dev.weir.plan.Plans;
import dev.weir.plan.RowReference;
import dev.weir.plan.VariableSet;
import dev.weir.type.Column;
import dev.weir.type.Column.Role;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** MATCH_RECOGNIZE: partition, order, pattern, conditions, measures, and the columns that it gives. */
final class MatchBinder {
  private final Binding context;
  private final Problems problems;
  private final MatchRecognize node;

  /** The streams that are merged below, for {@code FROM s} in DEFINE; null if the input is none of MERGE. */
  private final MergeBinder.Streams streams;

  MatchBinder(Binding context, MatchRecognize node, MergeBinder.Streams streams) {
    this.context = context;
    this.problems = context.problems;
    this.node = node;
    this.streams = streams;
  }

  /** A column of the partition and its name in the result. */
  private record Key(int column, String name) {}

  Rel bind(Rel input) {
    if (input.broken()) {
      return Rel.failed();
    }
    int before = problems.count();
    var keys = new ArrayList<Key>();
    LogicalPlan keyed = partitioned(input, keys);
    MatchOrder order = MatchOrder.of(context, node, keyed, input);
    var variables = new PatternVariables(problems);
    var untimed = order == null ? Optional.<String>empty() : order.untimed();
    var resolver = new PatternResolver(context, variables, node.within().isPresent(), untimed);
    PatternNode pattern = resolver.resolve(node.pattern());
    long within = node.within().map(w -> resolver.duration(w, "WITHIN")).orElse(-1L);
    if (variables.names().size() > VariableSet.MAX) {
      return Rel.failed();
    }
    node.subsets().forEach(variables::define);
    Rel rows = order == null ? input : input.with(order.plan());
    var defines = new MatchReferences();
    List<MatchSpec.Variable> defined = defined(rows, variables, defines);
    MatchSpec.Rows mode = mode();
    checkMode(mode);
    MatchSpec.Skip skip = skip(mode, variables);
    checkNumber(skip, defines);
    var measured = new MatchReferences();
    boolean mayBeEmpty =
        skip.kind() != MatchSpec.Skip.Kind.NONE && PatternResolver.mayBeEmpty(pattern);
    List<MatchSpec.Measure> measures = measures(rows, variables, measured, mode, mayBeEmpty);
    if (problems.count() > before || order == null) {
      return Rel.failed();
    }
    var spec =
        new MatchSpec(
            defined,
            pattern,
            within,
            mode,
            skip,
            defines.rows(),
            defines.values(),
            measures,
            measured.rows(),
            measured.values(),
            PatternLimits.of(context.catalog),
            order.untimed().isEmpty());
    noteTime(input.scope(), order);
    context
        .patternCheck
        .objection(spec)
        .ifPresent(
            reason ->
                problems.error(
                    BindError.PATTERN_SIZE,
                    node.pattern().span(),
                    reason,
                    "loops without bounds, such as A*, are small"));
    if (node.within().isEmpty() && PatternLifetime.mayNeverEnd(order.plan())) {
      new PatternLifetime(variables, defined, skip.kind() == MatchSpec.Skip.Kind.NONE)
          .warning(node.pattern(), order.untimed())
          .ifPresent(problems::add);
    }
    return output(input.scope(), order, keys, spec);
  }

  private void noteTime(Scope scope, MatchOrder order) {
    int time = order.plan().schema().timeColumn();
    if (order.untimed().isEmpty()) {
      scope.items().stream()
          .filter(item -> item.index() == time)
          .findFirst()
          .ifPresent(item -> context.resolved.time(node, item.column().name()));
    }
  }

  // ---- partition

  /** The input with what partitions it as columns. @param keys receives them */
  private LogicalPlan partitioned(Rel input, List<Key> keys) {
    LogicalPlan plan = input.plan();
    var binder = new ExpressionBinder(new RowEnvironment(context, input, "PARTITION BY"));
    var expressions = new ArrayList<>(Plans.columns(plan.schema()));
    var columns = new ArrayList<>(plan.schema().columns());
    for (dev.weir.ast.Expression written : node.partitionBy()) {
      Expression key = binder.bind(written);
      String name = written.span().text().strip().replaceAll("\\s+", " ");
      if (key instanceof Expression.Column column) {
        String declared =
            input.scope().items().stream()
                .filter(i -> i.index() == column.index())
                .map(i -> i.column().name())
                .findFirst()
                .orElse(name);
        keys.add(new Key(column.index(), declared));
        continue;
      }
      DataType type = ExpressionBinder.solid(key.type());
      keys.add(new Key(expressions.size(), name));
      expressions.add(Coercion.cast(key, type));
      columns.add(new Column(name, type, key.nullable(), Role.PLAIN));
    }
    return expressions.size() == plan.schema().size()
        ? plan
        : new LogicalPlan.Project(plan, expressions, new Schema(columns));
  }

  // ---- DEFINE

  private List<MatchSpec.Variable> defined(
      Rel rows, PatternVariables variables, MatchReferences references) {
    Map<Integer, List<Expression>> conditions = new LinkedHashMap<>();
    for (MatchRecognize.Define define : node.defines()) {
      int label = variables.label(define.variable());
      if (label < 0) {
        notInPattern(define, variables);
        continue;
      }
      var conjuncts = new ArrayList<Expression>();
      define.from().ifPresent(from -> conjuncts.addAll(fromStream(from, rows)));
      define
          .condition()
          .ifPresent(
              condition -> {
                var environment =
                    MatchEnvironment.define(context, rows, variables, references, label);
                Expression bound = new ExpressionBinder(environment).condition(condition, "DEFINE");
                conjuncts.addAll(Expressions.conjuncts(bound));
                if (variables.precedes(label) && !isLocal(bound, references)) {
                  problems.error(
                      BindError.ABSENCE,
                      condition.span(),
                      "\""
                          + variables.names().get(label)
                          + "\" stands in front of the match, its condition cannot be about rows of"
                          + " the match",
                      "columns of the row itself, and of rows beside it by PREV and NEXT");
                }
              });
      if (conditions.put(label, conjuncts) != null) {
        problems.error(
            BindError.NAME_TWICE,
            define.variable().span(),
            "variable \"" + variables.names().get(label) + "\" is defined twice",
            "join the conditions with AND");
      }
    }
    var defined = new ArrayList<MatchSpec.Variable>();
    for (int label = 0; label < variables.names().size(); label++) {
      defined.add(
          new MatchSpec.Variable(
              variables.names().get(label), conditions.getOrDefault(label, List.of())));
    }
    return defined;
  }

  /** Whether a condition is about a row and rows at a distance from it, whatever the match. */
  private static boolean isLocal(Expression condition, MatchReferences references) {
    return !Expressions.any(
        condition,
        e ->
            e instanceof Expression.OtherRow other
                    && !(references.rows().get(other.row()) instanceof RowReference.Neighbour)
                || e instanceof Expression.Given);
  }

  private void notInPattern(MatchRecognize.Define define, PatternVariables variables) {
    String name = define.variable().text();
    boolean subset = variables.find(define.variable()).isPresent();
    var problem =
        Diagnostic.error(
            BindError.VARIABLE_NOT_FOUND,
            define.variable().span(),
            subset
                ? "\"" + name + "\" is a subset, the conditions are those of its variables"
                : "\"" + name + "\" is defined, but the pattern does not have it");
    if (!subset) {
      problem.suggest(name, variables.names());
    }
    problems.add(
        problem.note(
            variables.names().isEmpty()
                ? variables.note()
                : "variables: " + String.join(", ", variables.names())));
  }

  /** {@code FROM s}: the rows of one of the streams that are merged. */
  private List<Expression> fromStream(dev.weir.ast.QualifiedName from, Rel rows) {
    if (streams == null) {
      problems.error(
          BindError.PATTERN_STREAM,
          from.span(),
          "FROM in DEFINE chooses a stream of MERGE, there is only one input here",
          "FROM MERGE(" + from + ", ...) MATCH_RECOGNIZE (...)");
      return List.of();
    }
    int ordinal = streams.ordinal(from.last());
    if (ordinal < 0 || !from.isSimple()) {
      problems.add(
          Diagnostic.error(
                  BindError.PATTERN_STREAM,
                  from.span(),
                  "\"" + from + "\" is no stream of this MERGE")
              .suggest(from.last().text(), streams.known())
              .note("streams: " + String.join(", ", streams.known())));
      return List.of();
    }
    return List.of(
        new Expression.Comparison(
            Expression.Comparison.Operator.EQUAL,
            Plans.column(rows.schema(), streams.column()),
            new Expression.Literal(ordinal, DataType.INTEGER)));
  }

  // ---- MEASURES

  private List<MatchSpec.Measure> measures(
      Rel rows,
      PatternVariables variables,
      MatchReferences references,
      MatchSpec.Rows mode,
      boolean mayBeEmpty) {
    var environment =
        MatchEnvironment.measures(
            context, rows, variables, references, mode.isAllRows(), mayBeEmpty);
    var measures = new ArrayList<MatchSpec.Measure>();
    for (MatchRecognize.Measure measure : node.measures()) {
      Expression bound = new ExpressionBinder(environment).bind(measure.value());
      if (measures.stream().anyMatch(m -> measure.name().matches(m.name()))) {
        problems.error(
            BindError.NAME_TWICE,
            measure.name().span(),
            "measure \"" + measure.name().text() + "\" is there twice");
      }
      DataType type = ExpressionBinder.solid(bound.type());
      measures.add(new MatchSpec.Measure(measure.name().text(), Coercion.cast(bound, type), type));
    }
    return measures;
  }

  // ---- what a match gives, and where the search goes on

  private MatchSpec.Rows mode() {
    return switch (node.rows().orElse(MatchRecognize.Rows.ONE_ROW)) {
      case ONE_ROW -> MatchSpec.Rows.ONE_ROW;
      case ONE_ROW_WITH_TIMED_OUT -> MatchSpec.Rows.ONE_ROW_WITH_TIMED_OUT;
      case ALL_ROWS, ALL_ROWS_SHOW_EMPTY -> MatchSpec.Rows.ALL_ROWS_SHOW_EMPTY;
      case ALL_ROWS_OMIT_EMPTY -> MatchSpec.Rows.ALL_ROWS_OMIT_EMPTY;
      case ALL_ROWS_WITH_UNMATCHED -> MatchSpec.Rows.ALL_ROWS_WITH_UNMATCHED;
    };
  }

  private void checkMode(MatchSpec.Rows mode) {
    PatternResolver.exclusion(node.pattern())
        .ifPresent(
            place -> {
              if (!mode.isAllRows()) {
                problems.error(
                    BindError.MATCH_ROWS,
                    place,
                    "{- -} leaves rows out of ALL ROWS PER MATCH, this gives one row per match",
                    "ALL ROWS PER MATCH");
              } else if (mode == MatchSpec.Rows.ALL_ROWS_WITH_UNMATCHED) {
                problems.error(
                    BindError.MATCH_ROWS,
                    place,
                    "{- -} does not go with WITH UNMATCHED ROWS: the rows would be neither matched nor unmatched",
                    "ALL ROWS PER MATCH SHOW EMPTY MATCHES");
              }
            });
    if (mode == MatchSpec.Rows.ONE_ROW_WITH_TIMED_OUT && node.within().isEmpty()) {
      problems.error(
          BindError.MATCH_ROWS,
          node.pattern().span(),
          "WITH TIMED OUT MATCHES needs a WITHIN, without it no match times out",
          "PATTERN (...) WITHIN INTERVAL '10' MINUTE");
    }
  }

  private MatchSpec.Skip skip(MatchSpec.Rows mode, PatternVariables variables) {
    if (node.skip().isEmpty()) {
      return new MatchSpec.Skip(MatchSpec.Skip.Kind.PAST_LAST_ROW, VariableSet.NONE, null);
    }
    MatchRecognize.Skip skip = node.skip().get();
    var kind = MatchSpec.Skip.Kind.valueOf(skip.kind().name());
    if (kind == MatchSpec.Skip.Kind.NONE && mode == MatchSpec.Rows.ALL_ROWS_WITH_UNMATCHED) {
      problems.error(
          BindError.MATCH_ROWS,
          skip.span(),
          "SKIP NONE does not go with WITH UNMATCHED ROWS",
          "ALL ROWS PER MATCH, or AFTER MATCH SKIP TO NEXT ROW");
    }
    if (skip.variable().isEmpty()) {
      return new MatchSpec.Skip(kind, VariableSet.NONE, null);
    }
    return variables
        .findWithRows(skip.variable().get())
        .map(v -> new MatchSpec.Skip(kind, v.set(), v.name()))
        .orElse(new MatchSpec.Skip(kind, VariableSet.NONE, skip.variable().get().text()));
  }

  /** A condition can ask for the number of the match only where one match is looked for after the other. */
  private void checkNumber(MatchSpec.Skip skip, MatchReferences defines) {
    boolean numbered = defines.values().stream().anyMatch(MatchValue.Number.class::isInstance);
    if (numbered && skip.kind() == MatchSpec.Skip.Kind.NONE) {
      problems.error(
          BindError.NOT_YET_KNOWN,
          node.skip().orElseThrow().span(),
          "MATCH_NUMBER() in DEFINE does not go with SKIP NONE: the matches are found side by side",
          "AFTER MATCH SKIP TO NEXT ROW");
    }
  }

  // ---- columns of the result

  private Rel output(Scope scope, MatchOrder order, List<Key> keys, MatchSpec spec) {
    Schema input = order.plan().schema();
    var partition = new ArrayList<Expression>();
    var rowColumns = new LinkedHashSet<Integer>();
    var names = new LinkedHashMap<Integer, String>();
    scope.items().forEach(i -> names.putIfAbsent(i.index(), i.column().name()));
    for (Key key : keys) {
      partition.add(Plans.column(input, key.column()));
      rowColumns.add(key.column());
      names.put(key.column(), key.name());
    }
    if (spec.rows().isAllRows()) {
      order.keys().stream().filter(names::containsKey).forEach(rowColumns::add);
    }
    int leading = rowColumns.size();
    if (spec.rows().isAllRows()) {
      scope.items().forEach(i -> rowColumns.add(i.index()));
    }
    var columns = new ArrayList<Column>();
    for (int i : rowColumns) {
      Column c = input.column(i);
      columns.add(new Column(names.get(i), c.type(), c.nullable(), Role.PLAIN));
    }
    boolean unmatched = spec.rows() == MatchSpec.Rows.ALL_ROWS_WITH_UNMATCHED;
    boolean atLastRow = isGivenAtLastRow(spec);
    for (MatchSpec.Measure m : spec.measures()) {
      Role role = atLastRow ? timeRole(m.value(), spec, input) : Role.PLAIN;
      boolean nullable = role == Role.PLAIN && (unmatched || m.value().nullable());
      columns.add(new Column(m.name(), m.type(), nullable, role));
    }
    LogicalPlan plan =
        new LogicalPlan.Match(
            order.plan(), partition, List.copyOf(rowColumns), spec, new Schema(columns));
    if (leading < rowColumns.size() && !spec.measures().isEmpty()) {
      plan = measuresBeforeRest(plan, leading, rowColumns.size());
    }
    return Rel.of(plan, Scope.of("", plan.schema()));
  }

  /**
   * Whether the time of a result is that of the last row of its match: nothing is waited for behind that row, neither a more
   * preferred match, nor the end of a quiet time, nor rows that NEXT looks at, nor the number of an earlier match.
   */
  private static boolean isGivenAtLastRow(MatchSpec spec) {
    return spec.skip().kind() == MatchSpec.Skip.Kind.NONE
        && !spec.rows().isAllRows()
        && spec.rows() != MatchSpec.Rows.ONE_ROW_WITH_TIMED_OUT
        && spec.timed()
        && spec.reachAhead() == 0
        && !spec.usesNumber()
        && !PatternResolver.waitsAtEnd(spec.pattern());
  }

  /** What a measure of one row per match means for time: PLAIN unless it is the time of the last row. */
  private static Role timeRole(Expression value, MatchSpec spec, Schema input) {
    Expression read = value;
    if (value instanceof Expression.OtherRow other) {
      if (!MatchEnds.isLastRow(spec.measureRows().get(other.row()), spec)) {
        return Role.PLAIN;
      }
      read = other.value();
    }
    return Times.isTime(read, input) ? Times.role(read, input) : Role.PLAIN;
  }

  /** The order of the standard: partition, order, measures, then the other columns. */
  private static LogicalPlan measuresBeforeRest(LogicalPlan plan, int leading, int rows) {
    var expressions = new ArrayList<Expression>();
    var columns = new ArrayList<Column>();
    int size = plan.schema().size();
    for (int i = 0; i < size; i++) {
      int measures = size - rows;
      int from = i < leading ? i : i < leading + measures ? i + rows - leading : i - measures;
      expressions.add(Plans.column(plan.schema(), from));
      columns.add(plan.schema().column(from));
    }
    return new LogicalPlan.Project(plan, expressions, new Schema(columns));
  }
}
