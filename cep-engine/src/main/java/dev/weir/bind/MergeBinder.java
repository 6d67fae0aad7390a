package dev.weir.bind;

import dev.weir.ast.Identifier;
import dev.weir.ast.Relation;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.expression.Expression;
import dev.weir.plan.ConstantFolding;
import dev.weir.plan.LogicalPlan;
import dev.weir.plan.Plans;
import dev.weir.rewrite.Resolved;
import dev.weir.type.Column;
import dev.weir.type.Column.Role;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * MERGE: the rows of several streams in one order of time, their columns put together by name. A column that a stream lacks is NULL in
 * its rows. A column is the time of the merged rows if it is that in every stream; streams whose time columns have different names are
 * still in order of their times. A last column that no name reaches says which stream a row is of.
 */
final class MergeBinder {
  private static final String ORDINAL = "stream";

  /**
   * The streams of a MERGE as {@code FROM s} in DEFINE knows them.
   *
   * @param names by ordinal; empty for one without a name
   * @param column where the ordinal is
   */
  record Streams(List<Optional<Identifier>> names, int column) {
    /** The ordinal of a stream, or -1. */
    int ordinal(Identifier name) {
      for (int i = 0; i < names.size(); i++) {
        if (names.get(i).isPresent() && name.matches(names.get(i).get().text())) {
          return i;
        }
      }
      return -1;
    }

    List<String> known() {
      return names.stream().flatMap(Optional::stream).map(Identifier::text).toList();
    }
  }

  private final Problems problems;
  private final Resolved resolved;
  private final Relation.Merge node;

  MergeBinder(Binding context, Relation.Merge node) {
    this.problems = context.problems;
    this.resolved = context.resolved;
    this.node = node;
  }

  /** The streams of a relation that is a MERGE, under an alias or not; null if it is none. */
  static Streams streams(Relation relation, Rel bound) {
    if (relation instanceof Relation.Aliased aliased) {
      return streams(aliased.relation(), bound);
    }
    if (!(relation instanceof Relation.Merge merge) || bound.broken()) {
      return null;
    }
    return new Streams(
        merge.inputs().stream().map(MergeBinder::name).toList(), bound.schema().size() - 1);
  }

  private static Optional<Identifier> name(Relation input) {
    if (input instanceof Relation.Aliased aliased) {
      return Optional.of(aliased.alias().name());
    }
    return input instanceof Relation.Named named
        ? Optional.of(named.name().last())
        : Optional.empty();
  }

  /** A column of the result and where each input has it, -1 where it does not. */
  private record Merged(Column column, int[] places) {}

  Rel bind(Function<Relation, Rel> relations) {
    var inputs = new ArrayList<Rel>();
    node.inputs().forEach(input -> inputs.add(relations.apply(input)));
    checkNames();
    if (inputs.stream().anyMatch(Rel::broken) || !checkTimes(inputs)) {
      return Rel.failed();
    }
    int before = problems.count();
    var merged = new ArrayList<Merged>();
    for (int i = 0; i < inputs.size(); i++) {
      for (Scope.Item item : inputs.get(i).scope().items()) {
        if (find(merged, item.column().name()) == null) {
          merged.add(column(inputs, i, item));
        }
      }
    }
    if (problems.count() > before) {
      return Rel.failed();
    }
    for (int i = 0; i < inputs.size(); i++) {
      resolved.columns(
          node.inputs().get(i),
          inputs.get(i).scope().items().stream().map(item -> item.column().name()).toList());
    }
    var columns = new ArrayList<Column>();
    merged.forEach(m -> columns.add(m.column()));
    var visible = new Schema(columns);
    columns.add(new Column(ORDINAL, DataType.INTEGER, false, Role.PLAIN));
    var schema = new Schema(columns);
    var plans = new ArrayList<LogicalPlan>();
    for (int i = 0; i < inputs.size(); i++) {
      plans.add(projected(inputs.get(i).plan(), i, merged, schema));
    }
    return Rel.of(new LogicalPlan.Union(plans, schema), Scope.of("", visible));
  }

  private static Merged find(List<Merged> merged, String name) {
    return merged.stream()
        .filter(m -> m.column().name().equalsIgnoreCase(name))
        .findFirst()
        .orElse(null);
  }

  private void checkNames() {
    for (int i = 0; i < node.inputs().size(); i++) {
      Optional<Identifier> name = name(node.inputs().get(i));
      for (int k = 0; k < i && name.isPresent(); k++) {
        if (name(node.inputs().get(k))
            .filter(n -> n.text().equalsIgnoreCase(name.get().text()))
            .isPresent()) {
          problems.error(
              BindError.NAME_TWICE,
              name.get().span(),
              "MERGE has \"" + name.get().text() + "\" twice",
              "(SELECT * FROM " + name.get().text() + ") AS another_name");
        }
      }
    }
  }

  /** Rows with a time and rows without one have no common order. */
  private boolean checkTimes(List<Rel> inputs) {
    List<Boolean> timed = inputs.stream().map(i -> MatchOrder.hasTime(i.plan())).toList();
    int without = timed.indexOf(false);
    if (without < 0 || !timed.contains(true)) {
      return true;
    }
    problems.add(
        Diagnostic.error(
                BindError.NO_EVENT_TIME,
                node.inputs().get(without).span(),
                "the rows of "
                    + name(node.inputs().get(without))
                        .map(n -> "\"" + n.text() + "\"")
                        .orElse("this input")
                    + " have no event time, those of other inputs of MERGE do")
            .help(MatchOrder.advice(inputs.get(without).plan(), inputs.get(without))));
    return false;
  }

  private Merged column(List<Rel> inputs, int from, Scope.Item first) {
    int[] places = new int[inputs.size()];
    DataType type = first.column().type();
    boolean nullable = first.column().nullable();
    Role role = inputs.get(from).schema().column(first.index()).role();
    for (int i = 0; i < inputs.size(); i++) {
      Rel input = inputs.get(i);
      List<Scope.Item> same =
          input.scope().items().stream()
              .filter(x -> x.column().name().equalsIgnoreCase(first.column().name()))
              .toList();
      if (same.size() > 1) {
        problems.error(
            BindError.COLUMN_AMBIGUOUS,
            node.inputs().get(i).span(),
            "column \""
                + first.column().name()
                + "\" is there twice, MERGE puts columns together by name",
            "(SELECT ... AS another_name FROM ...)");
      }
      if (same.isEmpty()) {
        places[i] = -1;
        nullable = true;
        role = Role.PLAIN;
        continue;
      }
      places[i] = same.get(0).index();
      Column other = input.schema().column(places[i]);
      Optional<DataType> common = Coercion.common(type, other.type());
      if (common.isEmpty()) {
        problems.error(
            BindError.MERGE,
            node.inputs().get(i).span(),
            "column \""
                + first.column().name()
                + "\" is "
                + type
                + " in one stream of MERGE and "
                + other.type()
                + " in another",
            "(SELECT CAST("
                + first.column().name()
                + " AS "
                + type
                + ") AS "
                + first.column().name()
                + ", ... FROM ...) AS "
                + name(node.inputs().get(i)).map(Identifier::text).orElse("s"));
      }
      type = common.orElse(type);
      nullable |= other.nullable();
      role = role == other.role() ? role : Role.PLAIN;
    }
    boolean ofTime = role == Role.EVENT_TIME || role == Role.PROCESSING_TIME;
    return new Merged(
        new Column(first.column().name(), type, nullable, ofTime ? role : Role.PLAIN), places);
  }

  private static LogicalPlan projected(
      LogicalPlan plan, int ordinal, List<Merged> merged, Schema schema) {
    var expressions = new ArrayList<Expression>();
    for (Merged m : merged) {
      int at = m.places()[ordinal];
      expressions.add(
          at < 0
              ? new Expression.Literal(null, m.column().type())
              : ConstantFolding.fold(
                  Coercion.cast(Plans.column(plan.schema(), at), m.column().type())));
    }
    expressions.add(new Expression.Literal(ordinal, DataType.INTEGER));
    return new LogicalPlan.Project(plan, expressions, schema);
  }
}
