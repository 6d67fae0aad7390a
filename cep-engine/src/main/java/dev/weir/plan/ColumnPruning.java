package dev.weir.plan;

import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.type.Column;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Leaves out columns, aggregates and window functions that nothing above asks for. Where a node keeps rows (windows,
 * window functions, sorts), a projection below it makes them as narrow as can be; aggregates read what they need from
 * wide rows, so there it is not worth an object per row.
 */
final class ColumnPruning implements Rewrite {
  /**
   * A row pattern holds few rows: copying each row costs more than the columns that are held in vain, unless they are
   * many.
   */
  private static final int HELD_COLUMNS_MAX = 16;

  /** @param place where each old column is now, -1 for those left out */
  private record Pruned(LogicalPlan plan, int[] place) {
    Expression move(Expression e) {
      return Expressions.mapColumns(e, i -> place[i]);
    }

    List<Expression> move(List<Expression> all) {
      return all.stream().map(this::move).toList();
    }
  }

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    var all = new BitSet();
    all.set(0, plan.schema().size());
    return exactly(prune(plan, all), all, plan.schema());
  }

  private Pruned prune(LogicalPlan plan, BitSet needed) {
    if (plan instanceof LogicalPlan.Values n) {
      return values(n, needed);
    } else if (plan instanceof LogicalPlan.Filter n) {
      Pruned in = prune(n.input(), with(needed, List.of(n.predicate())));
      return new Pruned(new LogicalPlan.Filter(in.plan(), in.move(n.predicate())), in.place());
    } else if (plan instanceof LogicalPlan.Project n) {
      return project(n, needed);
    } else if (plan instanceof LogicalPlan.ProcessingTime n) {
      Pruned in = prune(n.input(), needed);
      return new Pruned(new LogicalPlan.ProcessingTime(in.plan()), in.place());
    } else if (plan instanceof LogicalPlan.Limit n) {
      Pruned in = prune(n.input(), needed);
      return new Pruned(new LogicalPlan.Limit(in.plan(), n.offset(), n.count()), in.place());
    } else if (plan instanceof LogicalPlan.TimeFromColumn n) {
      var below = (BitSet) needed.clone();
      below.set(n.column());
      Pruned in = prune(n.input(), below);
      return new Pruned(
          new LogicalPlan.TimeFromColumn(
              in.plan(),
              in.place()[n.column()],
              placed(n.schema(), in.place(), in.plan().schema())),
          in.place());
    } else if (plan instanceof LogicalPlan.Sort n) {
      Pruned in = narrow(n.input(), with(needed, PlanExpressions.of(n)));
      var keys = n.keys().stream().map(k -> Expressions.map(k, in::move)).toList();
      return new Pruned(new LogicalPlan.Sort(in.plan(), keys, n.byTime()), in.place());
    } else if (plan instanceof LogicalPlan.Aggregate n) {
      return aggregate(n, needed);
    } else if (plan instanceof LogicalPlan.WindowAggregate n) {
      return windowAggregate(n, needed);
    } else if (plan instanceof LogicalPlan.Window n) {
      return window(n, needed);
    } else if (plan instanceof LogicalPlan.Over n) {
      return over(n, needed);
    } else if (plan instanceof LogicalPlan.Expand n) {
      return expand(n, needed);
    } else if (plan instanceof LogicalPlan.Unnest n) {
      return unnest(n, needed);
    } else if (plan instanceof LogicalPlan.Match n) {
      return match(n, needed);
    } else if (plan instanceof LogicalPlan.Union n) {
      Schema schema = kept(n.schema(), needed);
      var inputs = n.inputs().stream().map(i -> exactly(prune(i, needed), needed, schema)).toList();
      return new Pruned(new LogicalPlan.Union(inputs, schema), places(n.schema().size(), needed));
    }
    // Scans give whole events; what compares whole rows needs all of them.
    var inputs = plan.inputs().stream().map(this::apply).toList();
    var all = new BitSet();
    all.set(0, plan.schema().size());
    return new Pruned(Plans.withInputs(plan, inputs), places(plan.schema().size(), all));
  }

  private static Pruned values(LogicalPlan.Values n, BitSet needed) {
    var rows = new ArrayList<List<Object>>();
    for (List<Object> row : n.rows()) {
      var kept = new ArrayList<Object>();
      needed.stream().forEach(i -> kept.add(row.get(i)));
      rows.add(kept);
    }
    return new Pruned(
        new LogicalPlan.Values(kept(n.schema(), needed), rows), places(n.schema().size(), needed));
  }

  private Pruned project(LogicalPlan.Project n, BitSet needed) {
    var expressions = needed.stream().mapToObj(n.expressions()::get).toList();
    Pruned in = prune(n.input(), with(new BitSet(), expressions));
    return new Pruned(
        new LogicalPlan.Project(in.plan(), in.move(expressions), kept(n.schema(), needed)),
        places(n.schema().size(), needed));
  }

  private Pruned aggregate(LogicalPlan.Aggregate n, BitSet needed) {
    int keys = n.keys().size();
    BitSet kept = keptOf(needed, keys, n.aggregates().size(), 0);
    var calls = calls(n.aggregates(), kept, keys);
    Pruned in = prune(n.input(), with(with(new BitSet(), n.keys()), ofCalls(calls)));
    return new Pruned(
        new LogicalPlan.Aggregate(
            in.plan(), in.move(n.keys()), moved(calls, in), kept(n.schema(), kept)),
        places(n.schema().size(), kept));
  }

  private Pruned windowAggregate(LogicalPlan.WindowAggregate n, BitSet needed) {
    int keys = n.keys().size();
    BitSet kept = keptOf(needed, keys, n.aggregates().size(), 3);
    var calls = calls(n.aggregates(), kept, keys);
    BitSet below = with(with(new BitSet(), n.keys()), ofCalls(calls));
    if (n.window() instanceof WindowSpec.Carried c) {
      below.set(c.startColumn());
      below.set(c.endColumn());
    }
    Pruned in = prune(n.input(), below);
    WindowSpec window =
        n.window() instanceof WindowSpec.Carried c
            ? new WindowSpec.Carried(in.place()[c.startColumn()], in.place()[c.endColumn()])
            : n.window();
    return new Pruned(
        new LogicalPlan.WindowAggregate(
            in.plan(), window, in.move(n.keys()), moved(calls, in), kept(n.schema(), kept)),
        places(n.schema().size(), kept));
  }

  /** Keys and window bounds stay, of the aggregates those that are asked for. */
  private static BitSet keptOf(BitSet needed, int keys, int aggregates, int tail) {
    var kept = new BitSet();
    kept.set(0, keys);
    for (int i = keys; i < keys + aggregates; i++) {
      kept.set(i, needed.get(i));
    }
    kept.set(keys + aggregates, keys + aggregates + tail);
    return kept;
  }

  private static List<AggregateCall> calls(List<AggregateCall> calls, BitSet kept, int keys) {
    var some = new ArrayList<AggregateCall>();
    for (int i = 0; i < calls.size(); i++) {
      if (kept.get(keys + i)) {
        some.add(calls.get(i));
      }
    }
    return some;
  }

  private static List<Expression> ofCalls(List<AggregateCall> calls) {
    return calls.stream().flatMap(c -> Expressions.expressions(c).stream()).toList();
  }

  private static List<AggregateCall> moved(List<AggregateCall> calls, Pruned in) {
    return calls.stream().map(c -> Expressions.map(c, in::move)).toList();
  }

  private Pruned window(LogicalPlan.Window n, BitSet needed) {
    int width = n.input().schema().size();
    Pruned in = narrow(n.input(), with(needed.get(0, width), n.partitionBy()));
    int[] place = appended(in, width, n.schema().size());
    Schema schema =
        placed(head(n.schema(), width), in.place(), in.plan().schema())
            .concat(tail(n.schema(), width));
    return new Pruned(
        new LogicalPlan.Window(in.plan(), n.window(), in.move(n.partitionBy()), schema), place);
  }

  private Pruned over(LogicalPlan.Over n, BitSet needed) {
    int width = n.input().schema().size();
    var calls = new ArrayList<OverCall>();
    var kept = new BitSet();
    for (int i = 0; i < n.calls().size(); i++) {
      if (needed.get(width + i)) {
        calls.add(n.calls().get(i));
        kept.set(i);
      }
    }
    if (calls.isEmpty()) {
      Pruned in = prune(n.input(), needed.get(0, width));
      return new Pruned(in.plan(), appended(in, width, n.schema().size()));
    }
    BitSet below = with(needed.get(0, width), n.partitionBy());
    n.orderBy().forEach(k -> Expressions.addColumns(k.expression(), below));
    calls.forEach(c -> with(below, Expressions.expressions(c)).stream().forEach(below::set));
    Pruned in = narrow(n.input(), below);
    int[] place = new int[n.schema().size()];
    java.util.Arrays.fill(place, -1);
    System.arraycopy(in.place(), 0, place, 0, width);
    int next = in.plan().schema().size();
    for (int i = kept.nextSetBit(0); i >= 0; i = kept.nextSetBit(i + 1)) {
      place[width + i] = next++;
    }
    Schema schema =
        placed(head(n.schema(), width), in.place(), in.plan().schema())
            .concat(kept(tail(n.schema(), width), kept));
    return new Pruned(
        new LogicalPlan.Over(
            in.plan(),
            in.move(n.partitionBy()),
            n.orderBy().stream().map(k -> Expressions.map(k, in::move)).toList(),
            calls.stream().map(c -> Expressions.map(c, in::move)).toList(),
            n.scope(),
            schema),
        place);
  }

  private Pruned expand(LogicalPlan.Expand n, BitSet needed) {
    var below = new BitSet();
    n.projections()
        .forEach(p -> needed.stream().forEach(i -> Expressions.addColumns(p.get(i), below)));
    Pruned in = prune(n.input(), below);
    var projections =
        n.projections().stream()
            .map(p -> in.move(needed.stream().mapToObj(p::get).toList()))
            .toList();
    return new Pruned(
        new LogicalPlan.Expand(in.plan(), projections, kept(n.schema(), needed)),
        places(n.schema().size(), needed));
  }

  private Pruned unnest(LogicalPlan.Unnest n, BitSet needed) {
    int width = n.input().schema().size();
    Pruned in = prune(n.input(), with(needed.get(0, width), List.of(n.collection())));
    Schema schema =
        placed(head(n.schema(), width), in.place(), in.plan().schema())
            .concat(tail(n.schema(), width));
    return new Pruned(
        new LogicalPlan.Unnest(
            in.plan(), in.move(n.collection()), n.ordinality(), n.keepEmpty(), schema),
        appended(in, width, n.schema().size()));
  }

  /**
   * Rows are kept by partial matches, so they are made narrow. Measures that are not asked for go, and with them the rows and
   * values that they alone refer to.
   */
  private Pruned match(LogicalPlan.Match n, BitSet needed) {
    int rows = n.rowColumns().size();
    MatchSpec spec = MatchMeasures.kept(n.spec(), needed.get(rows, n.schema().size()));
    List<Integer> columns = needed.get(0, rows).stream().mapToObj(n.rowColumns()::get).toList();
    var pruned = new LogicalPlan.Match(n.input(), n.partitionBy(), columns, spec, n.schema());
    BitSet below = with(new BitSet(), PlanExpressions.of(pruned));
    columns.forEach(below::set);
    Pruned in = held(n.input(), below);
    var moved = (LogicalPlan.Match) PlanExpressions.map(pruned, in::move);
    return new Pruned(
        new LogicalPlan.Match(
            in.plan(),
            moved.partitionBy(),
            columns.stream().map(i -> in.place()[i]).toList(),
            moved.spec(),
            kept(n.schema(), needed)),
        places(n.schema().size(), needed));
  }

  /** The rows of a pattern's input as they are, or only the needed columns of very wide ones. */
  private Pruned held(LogicalPlan input, BitSet needed) {
    Pruned whole = prune(input, needed);
    int vain = whole.plan().schema().size() - needed.cardinality();
    return vain > HELD_COLUMNS_MAX ? narrow(input, needed) : whole;
  }

  // ---- pieces

  /** The input with these columns and no others. */
  private Pruned narrow(LogicalPlan input, BitSet needed) {
    Pruned in = prune(input, needed);
    if (in.plan().schema().size() == needed.cardinality()) {
      return in;
    }
    var expressions = new ArrayList<Expression>();
    var columns = new ArrayList<Column>();
    needed.stream()
        .forEach(
            i -> {
              expressions.add(Plans.column(in.plan().schema(), in.place()[i]));
              columns.add(in.plan().schema().column(in.place()[i]));
            });
    return new Pruned(
        new LogicalPlan.Project(in.plan(), expressions, new Schema(columns)),
        places(input.schema().size(), needed));
  }

  /** The pruned plan with exactly these columns in their old order, under the names of a schema. */
  private static LogicalPlan exactly(Pruned in, BitSet needed, Schema schema) {
    boolean same = in.plan().schema().size() == needed.cardinality();
    int next = 0;
    var expressions = new ArrayList<Expression>();
    for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
      same &= in.place()[i] == next++;
      expressions.add(Plans.column(in.plan().schema(), in.place()[i]));
    }
    return same ? in.plan() : new LogicalPlan.Project(in.plan(), expressions, schema);
  }

  private static BitSet with(BitSet set, List<Expression> expressions) {
    var all = (BitSet) set.clone();
    expressions.forEach(e -> Expressions.addColumns(e, all));
    return all;
  }

  private static Schema kept(Schema schema, BitSet kept) {
    return new Schema(kept.stream().mapToObj(schema::column).toList());
  }

  private static Schema head(Schema schema, int width) {
    return new Schema(schema.columns().subList(0, width));
  }

  private static Schema tail(Schema schema, int width) {
    return new Schema(schema.columns().subList(width, schema.size()));
  }

  private static int[] places(int size, BitSet kept) {
    int[] place = new int[size];
    int next = 0;
    for (int i = 0; i < size; i++) {
      place[i] = kept.get(i) ? next++ : -1;
    }
    return place;
  }

  /** The places of an input's columns and of those appended to them. */
  private static int[] appended(Pruned in, int width, int size) {
    int[] place = new int[size];
    System.arraycopy(in.place(), 0, place, 0, width);
    for (int i = width; i < size; i++) {
      place[i] = in.plan().schema().size() + i - width;
    }
    return place;
  }

  /** A node's own view of its input's columns (names, roles) at their new places. */
  private static Schema placed(Schema schema, int[] place, Schema input) {
    var columns = new ArrayList<>(input.columns());
    for (int i = 0; i < place.length; i++) {
      if (place[i] >= 0) {
        columns.set(place[i], schema.column(i));
      }
    }
    return new Schema(columns);
  }
}
