package dev.weir.runtime;

import dev.weir.codegen.CodeGenerator;
import dev.weir.event.Change;
import dev.weir.event.RowError;
import dev.weir.expression.Expression;
import dev.weir.operator.AggregateOperator;
import dev.weir.operator.Collector;
import dev.weir.operator.ExpandOperator;
import dev.weir.operator.LimitOperator;
import dev.weir.operator.Operator;
import dev.weir.operator.OrderingOperator;
import dev.weir.operator.ProcessingTimeOperator;
import dev.weir.operator.Projection;
import dev.weir.operator.RowErrors;
import dev.weir.operator.SetOperation;
import dev.weir.operator.SortOperator;
import dev.weir.operator.TimeFromColumnOperator;
import dev.weir.operator.TimeSortOperator;
import dev.weir.operator.UnionOperator;
import dev.weir.operator.UnnestOperator;
import dev.weir.plan.LogicalPlan;
import dev.weir.state.KeyReader;
import dev.weir.time.Clock;
import dev.weir.type.Column;
import dev.weir.type.Schema;
import dev.weir.window.Over;
import dev.weir.window.WindowAggregation;
import dev.weir.window.WindowRows;
import dev.weir.window.Windows;
import java.util.ArrayList;
import java.util.List;

/** Makes the operator of one plan node, with the generated parts that it calls. */
final class OperatorFactory {
  private final CodeGenerator generator;
  private final Clock clock;

  OperatorFactory(CodeGenerator generator, Clock clock) {
    this.generator = generator;
    this.clock = clock;
  }

  /** The operator of a node with one input that needs nothing but that input. */
  Operator unary(LogicalPlan plan, Collector out, RowErrors errors) {
    if (plan instanceof LogicalPlan.WindowAggregate aggregate) {
      return windowAggregate(aggregate, out, errors);
    }
    if (plan instanceof LogicalPlan.Window window) {
      return windowRows(window, out);
    }
    if (plan instanceof LogicalPlan.Over over) {
      return over(over, out, errors);
    }
    if (plan instanceof LogicalPlan.Match match) {
      return match(match, errors).operator(out);
    }
    if (plan instanceof LogicalPlan.Aggregate aggregate) {
      return aggregate(aggregate, out, errors);
    }
    if (plan instanceof LogicalPlan.Sort sort) {
      return sort(sort, out);
    }
    if (plan instanceof LogicalPlan.Expand expand) {
      return expand(expand, out, errors);
    }
    if (plan instanceof LogicalPlan.TimeFromColumn time) {
      var prototype = generator.eventPrototype(plan.schema());
      return new TimeFromColumnOperator(time.column(), prototype, errors, out);
    }
    throw new AssertionError(plan);
  }

  /** @param errors null to ask for nothing but descriptions */
  MatchPlanner match(LogicalPlan.Match match, RowErrors errors) {
    return new MatchPlanner(generator, match, errors);
  }

  // ---- several inputs, or more than an input

  /** @param errors where late rows are reported, for each input */
  UnionOperator union(List<RowErrors> errors, Collector out) {
    return new UnionOperator(late(errors), out);
  }

  SetOperation setOperation(LogicalPlan.SetDifference plan, Collector out) {
    var schema = plan.schema();
    return new SetOperation(
        keyReader(schema, columns(schema)),
        generator.eventPrototype(schema),
        plan.intersect(),
        plan.all(),
        out);
  }

  ProcessingTimeOperator processingTime(Collector out) {
    return new ProcessingTimeOperator(clock, out);
  }

  LimitOperator limit(LogicalPlan.Limit plan, Collector out, Runnable full) {
    return new LimitOperator(plan.offset(), plan.count(), full, out);
  }

  /** One input in order of time. */
  OrderingOperator ordering(Schema schema, Collector out, RowErrors errors) {
    var prototype = generator.eventPrototype(schema);
    return new OrderingOperator(prototype, false, late(errors), out);
  }

  /** Several inputs merged in order of time. @param errors as in {@link #union} */
  OrderingOperator ordering(List<RowErrors> errors, Schema schema, Collector out) {
    return new OrderingOperator(generator.eventPrototype(schema), late(errors), out);
  }

  private static List<Collector> late(List<RowErrors> errors) {
    return errors.stream().map(OperatorFactory::late).toList();
  }

  /** Rows that come from an input that was idle when the others had passed their time. */
  private static Collector late(RowErrors errors) {
    return new Collector() {
      @Override
      public void row(Object event, long time, Change change) {
        errors.failed(
            event,
            time,
            new RowError(
                "came after the other inputs had passed its time, while this one was idle"));
      }

      @Override
      public void watermark(long time) {}
    };
  }

  // ---- one input

  private Operator aggregate(LogicalPlan.Aggregate plan, Collector out, RowErrors errors) {
    var input = plan.input().schema();
    var keys = plan.keys();
    return new AggregateOperator(
        keyReader(input, keys),
        generator.eventPrototype(keySchema(plan.schema(), keys.size())),
        keyColumns(plan.schema(), keys.size()),
        generator.aggregator(input, plan.aggregates(), plan.schema(), keys.size()),
        keys.size(),
        errors,
        out);
  }

  private Operator sort(LogicalPlan.Sort plan, Collector out) {
    var order = generator.rowOrder(plan.schema(), plan.keys());
    var prototype = generator.eventPrototype(plan.schema());
    return plan.byTime()
        ? new TimeSortOperator(order, prototype, out)
        : new SortOperator(order, prototype, out);
  }

  private Operator expand(LogicalPlan.Expand plan, Collector out, RowErrors errors) {
    var input = plan.input().schema();
    var projections = new ArrayList<Projection>();
    for (var expressions : plan.projections()) {
      projections.add(generator.projection(input, expressions, plan.schema()));
    }
    return new ExpandOperator(projections, errors, out);
  }

  /**
   * @param input the rows with the collection as a column
   * @param collectionColumn that column; the columns before it are the plan input's
   */
  Operator unnest(
      LogicalPlan.Unnest plan,
      Schema input,
      int collectionColumn,
      Collector out,
      RowErrors errors) {
    var kept = plan.input().schema();
    return new UnnestOperator(
        generator.projection(input, columns(kept), plan.schema()),
        collectionColumn,
        kept.size(),
        plan.ordinality(),
        plan.keepEmpty(),
        errors,
        out);
  }

  private Operator over(LogicalPlan.Over plan, Collector out, RowErrors errors) {
    var parts = new OverPlanner(generator, plan, errors).parts();
    return switch (plan.scope()) {
      case STREAMING -> Over.streaming(parts, out);
      case WINDOW -> Over.perWindow(parts, OverPlanner.rangeColumn(plan), isDescending(plan), out);
      case BOUNDED -> Over.bounded(parts, OverPlanner.rangeColumn(plan), isDescending(plan), out);
    };
  }

  private static boolean isDescending(LogicalPlan.Over plan) {
    return !plan.orderBy().isEmpty() && plan.orderBy().get(0).descending();
  }

  private Operator windowRows(LogicalPlan.Window plan, Collector out) {
    var input = plan.input().schema();
    var parts =
        new WindowRows(
            keyReader(input, plan.partitionBy()),
            generator.eventPrototype(keySchemaOf(plan.partitionBy())),
            generator.eventPrototype(input),
            generator.projection(input, columns(input), plan.schema()),
            input.size());
    return Windows.rows(plan.window(), parts, out);
  }

  private Operator windowAggregate(
      LogicalPlan.WindowAggregate plan, Collector out, RowErrors errors) {
    var input = plan.input().schema();
    var keys = plan.keys();
    var aggregator = generator.aggregator(input, plan.aggregates(), plan.schema(), keys.size());
    var parts =
        new WindowAggregation(
            keyReader(input, keys),
            generator.eventPrototype(keySchema(plan.schema(), keys.size())),
            keyColumns(plan.schema(), keys.size()),
            aggregator,
            keys.size(),
            errors);
    return Windows.aggregate(plan.window(), parts, out);
  }

  // ---- generated parts

  private KeyReader keyReader(Schema input, List<Expression> keys) {
    var columns = new ArrayList<Expression.Column>();
    for (var key : keys) {
      columns.add((Expression.Column) key);
    }
    return generator.keyReader(input, columns);
  }

  /** The first columns of an operator's output: its keys. */
  private static Schema keySchema(Schema output, int keys) {
    return new Schema(output.columns().subList(0, keys));
  }

  private static Schema keySchemaOf(List<Expression> keys) {
    return new Schema(keys.stream().map(key -> new Column("key", key.type())).toList());
  }

  /** All columns of a schema, as they are. */
  static List<Expression> columns(Schema schema) {
    var columns = new ArrayList<Expression>();
    for (int i = 0; i < schema.size(); i++) {
      var column = schema.column(i);
      columns.add(new Expression.Column(i, column.type(), column.nullable(), column.name()));
    }
    return columns;
  }

  /** Copies a key event into the first fields of an output row. */
  private Projection keyColumns(Schema output, int keys) {
    var schema = keySchema(output, keys);
    return generator.projection(schema, columns(schema), output);
  }
}
