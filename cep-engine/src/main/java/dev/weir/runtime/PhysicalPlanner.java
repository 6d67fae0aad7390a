package dev.weir.runtime;

import dev.weir.codegen.CodeGenerator;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.expression.Expression;
import dev.weir.operator.Collector;
import dev.weir.operator.RowErrors;
import dev.weir.plan.LogicalPlan;
import dev.weir.time.Clock;
import dev.weir.time.Watermarks;
import dev.weir.type.Column;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Turns a logical plan into operators, from the output down to the hubs: each step makes the
 * operator that gives to {@code out} and goes on with its input. Filters and projections that
 * follow one another become one generated stage; an ordering operator is put in front of what needs
 * order where the input does not have it.
 */
final class PhysicalPlanner {
  private final Dataflow dataflow;
  private final CodeGenerator generator;
  private final RunningQuery query;
  private final RowCounts counts;
  private final OperatorFactory operators;

  /** Unions whose inputs are merged in order of time, because something above needs one order. */
  private final Set<LogicalPlan> mergedUnions = Collections.newSetFromMap(new IdentityHashMap<>());

  PhysicalPlanner(
      Dataflow dataflow,
      CodeGenerator generator,
      Clock clock,
      RunningQuery query,
      RowCounts countsOrNull) {
    this.dataflow = dataflow;
    this.generator = generator;
    this.query = query;
    this.counts = countsOrNull;
    this.operators = new OperatorFactory(generator, clock);
  }

  /** Makes everything below {@code plan}; its rows go to {@code out}. */
  void build(LogicalPlan plan, Collector out) {
    var target = counts == null ? out : counts.counting(plan, out);
    if (plan instanceof LogicalPlan.Scan scan) {
      scan(scan, target);
    } else if (plan instanceof LogicalPlan.Values values) {
      values(values, target);
    } else if (plan instanceof LogicalPlan.Filter filter) {
      stage(filter.input(), filter.predicate(), null, plan.schema(), target);
    } else if (plan instanceof LogicalPlan.Project project) {
      project(project, target);
    } else if (plan instanceof LogicalPlan.Union union) {
      union(union, target);
    } else if (plan instanceof LogicalPlan.Unnest unnest) {
      unnest(unnest, target);
    } else if (plan instanceof LogicalPlan.SetDifference difference) {
      var operator = query.keep(operators.setOperation(difference, target));
      mergeUnionBelow(difference.left());
      mergeUnionBelow(difference.right());
      build(difference.left(), operator.input(0));
      build(difference.right(), operator.input(1));
    } else if (plan instanceof LogicalPlan.ProcessingTime processingTime) {
      var operator = query.keep(operators.processingTime(target));
      query.onTick(operator::tick);
      build(processingTime.input(), operator);
    } else if (plan instanceof LogicalPlan.Limit limit) {
      var operator = query.keep(operators.limit(limit, target, query::endNow));
      mergeUnionBelow(limit.input());
      build(limit.input(), operator);
    } else {
      var operator = query.keep(operators.unary(plan, target, errors(plan.inputs().get(0))));
      if (plan instanceof LogicalPlan.Match match) {
        query.list(() -> operators.match(match, null).listing());
      }
      var input = plan.inputs().get(0);
      if (needsOrder(plan) && !isOrdered(input)) {
        buildOrdered(input, operator);
      } else {
        if (plan instanceof LogicalPlan.Sort || plan instanceof LogicalPlan.Match) {
          mergeUnionBelow(input);
        }
        build(input, operator);
      }
    }
  }

  private void scan(LogicalPlan.Scan scan, Collector out) {
    var hub = dataflow.hub(scan.stream().name());
    var in = query.gate(out);
    if (scan.late()) {
      hub.subscribeLate(in);
    } else {
      hub.subscribe(in);
    }
    query.onDetach(() -> hub.unsubscribe(in));
  }

  private void values(LogicalPlan.Values values, Collector out) {
    var prototype = generator.eventPrototype(values.schema());
    var rows = new ArrayList<Event>();
    for (var row : values.rows()) {
      var event = prototype.newInstance();
      for (int i = 0; i < row.size(); i++) {
        event.set(i, row.get(i));
      }
      rows.add(event);
    }
    query.onStart(
        () -> {
          for (var row : rows) {
            out.row(row, 0, Change.INSERT);
          }
          out.watermark(Watermarks.END);
        });
  }

  private void project(LogicalPlan.Project project, Collector out) {
    if (project.input() instanceof LogicalPlan.Filter filter) {
      stage(filter.input(), filter.predicate(), project.expressions(), project.schema(), out);
    } else if (isIdentity(project)) {
      build(project.input(), out);
    } else {
      stage(project.input(), null, project.expressions(), project.schema(), out);
    }
  }

  /** A projection that only renames: the same columns in the same order. */
  private static boolean isIdentity(LogicalPlan.Project project) {
    var expressions = project.expressions();
    if (expressions.size() != project.input().schema().size()) {
      return false;
    }
    for (int i = 0; i < expressions.size(); i++) {
      if (!(expressions.get(i) instanceof Expression.Column column) || column.index() != i) {
        return false;
      }
    }
    return true;
  }

  private void stage(
      LogicalPlan input,
      Expression predicate,
      List<Expression> projection,
      Schema output,
      Collector out) {
    query.list(() -> generator.describeStage(input.schema(), predicate, projection, output));
    var stage = generator.stage(input.schema(), predicate, projection, output, out, errors(input));
    build(input, query.keep(stage));
  }

  /** The collection is made a column first, if it is not one. */
  private void unnest(LogicalPlan.Unnest unnest, Collector out) {
    var input = unnest.input().schema();
    var errors = errors(unnest.input());
    if (unnest.collection() instanceof Expression.Column column) {
      build(
          unnest.input(), query.keep(operators.unnest(unnest, input, column.index(), out, errors)));
      return;
    }
    var widened = input.concat(Schema.of(new Column("collection", unnest.collection().type())));
    var operator = query.keep(operators.unnest(unnest, widened, input.size(), out, errors));
    var expressions = OperatorFactory.columns(input);
    expressions.add(unnest.collection());
    stage(unnest.input(), null, expressions, widened, operator);
  }

  private void union(LogicalPlan.Union union, Collector out) {
    if (mergedUnions.contains(union)) {
      mergedUnion(union, out);
      return;
    }
    var operator = query.keep(operators.union(errorsOfInputs(union), out));
    for (int i = 0; i < union.inputs().size(); i++) {
      int ordinal = i;
      build(union.inputs().get(i), operator.input(i));
      followIdleness(union.inputs().get(i), idle -> operator.idle(ordinal, idle));
    }
  }

  /** The inputs of a union merged in order of time; rows of equal times in order of the inputs. */
  private void mergedUnion(LogicalPlan.Union union, Collector out) {
    var inputs = union.inputs();
    var operator = query.keep(operators.ordering(errorsOfInputs(union), union.schema(), out));
    for (int i = 0; i < inputs.size(); i++) {
      int ordinal = i;
      mergeUnionBelow(inputs.get(i));
      build(inputs.get(i), operator.input(i));
      followIdleness(inputs.get(i), idle -> operator.idle(ordinal, idle));
    }
  }

  /** The input in order of time; if a union is what brings disorder, its inputs are merged. */
  private void buildOrdered(LogicalPlan input, Collector out) {
    var union = unionBelow(input);
    if (union != null) {
      mergedUnions.add(union);
      build(input, out);
    } else {
      build(input, query.keep(operators.ordering(input.schema(), out, errors(input))));
    }
  }

  /**
   * Sees to it that the rows come in one order: those of a union would otherwise interleave as they
   * happen to be read, and which of them come first would depend on the size of batches.
   */
  private void mergeUnionBelow(LogicalPlan input) {
    var union = unionBelow(input);
    if (union != null && hasTime(union)) {
      mergedUnions.add(union);
    }
  }

  /** The union whose rows these are, in its order; null if there is none. */
  private static LogicalPlan.Union unionBelow(LogicalPlan plan) {
    if (plan instanceof LogicalPlan.Union union) {
      return union;
    }
    return keepsOrder(plan) ? unionBelow(plan.inputs().get(0)) : null;
  }

  /** As {@link #build}, for a stream that others read: rows come in the same order every time. */
  void buildInOneOrder(LogicalPlan plan, Collector out) {
    mergeUnionBelow(plan);
    build(plan, out);
  }

  /** Tells an operator whether all streams below one of its inputs have fallen silent. */
  void followIdleness(LogicalPlan input, StreamHub.IdleListener listener) {
    var hubs = new HashSet<StreamHub>();
    collectHubs(input, hubs);
    for (var hub : hubs) {
      StreamHub.IdleListener all = idle -> listener.idle(hubs.stream().allMatch(StreamHub::isIdle));
      hub.addIdleListener(all);
      query.onDetach(() -> hub.removeIdleListener(all));
    }
  }

  private void collectHubs(LogicalPlan plan, Set<StreamHub> hubs) {
    if (plan instanceof LogicalPlan.Scan scan) {
      hubs.add(dataflow.hub(scan.stream().name()));
    }
    plan.inputs().forEach(input -> collectHubs(input, hubs));
  }

  // ---- order

  /** Whether the operator of this node wants its rows in order of time. */
  private static boolean needsOrder(LogicalPlan plan) {
    if (plan instanceof LogicalPlan.Over over) {
      return over.scope() == LogicalPlan.Over.Scope.STREAMING || hasTime(over.input());
    }
    return plan instanceof LogicalPlan.Window window && hasTime(window.input())
        || plan instanceof LogicalPlan.Match match && match.spec().timed()
        || plan instanceof LogicalPlan.WindowAggregate aggregate && hasTime(aggregate.input())
        || plan instanceof LogicalPlan.Aggregate bounded && hasTime(bounded.input());
  }

  /** Whether rows have a time that is not just their arrival. */
  static boolean hasTime(LogicalPlan plan) {
    if (plan instanceof LogicalPlan.Scan scan) {
      return scan.stream().watermark().isPresent();
    }
    if (plan instanceof LogicalPlan.Values) {
      return false;
    }
    if (plan instanceof LogicalPlan.ProcessingTime || plan instanceof LogicalPlan.TimeFromColumn) {
      return true;
    }
    return plan.inputs().stream().allMatch(PhysicalPlanner::hasTime);
  }

  /** Whether the rows of this node come in order of time. */
  private static boolean isOrdered(LogicalPlan plan) {
    if (plan instanceof LogicalPlan.Scan scan) {
      return !scan.late() && scan.stream().watermark().map(w -> w.boundMicros() == 0).orElse(true);
    }
    if (keepsOrder(plan)) {
      return isOrdered(plan.inputs().get(0));
    }
    if (plan instanceof LogicalPlan.Sort sort) {
      return sort.byTime();
    }
    if (plan instanceof LogicalPlan.Over over) {
      return over.scope() != LogicalPlan.Over.Scope.STREAMING || Frames.emitInOrder(over);
    }
    return !(plan instanceof LogicalPlan.Union);
  }

  /** Whether the rows of this node leave in the order of the input's. */
  private static boolean keepsOrder(LogicalPlan plan) {
    return plan instanceof LogicalPlan.Filter
        || plan instanceof LogicalPlan.Project
        || plan instanceof LogicalPlan.Expand
        || plan instanceof LogicalPlan.Unnest
        || plan instanceof LogicalPlan.Limit;
  }

  // ---- errors

  /** Where rows of a plan's result are reported. */
  private RowErrors errors(LogicalPlan plan) {
    return dataflow.rowErrors(query.label(), plan);
  }

  private List<RowErrors> errorsOfInputs(LogicalPlan.Union union) {
    return union.inputs().stream().map(this::errors).toList();
  }

  /** The names of the streams that a plan reads, from left to right. */
  static List<String> streams(LogicalPlan plan) {
    if (plan instanceof LogicalPlan.Scan scan) {
      return List.of(scan.stream().name());
    }
    return plan.inputs().stream().flatMap(input -> streams(input).stream()).distinct().toList();
  }
}
