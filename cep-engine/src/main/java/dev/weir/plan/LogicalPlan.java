package dev.weir.plan;

import dev.weir.catalog.StreamDefinition;
import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.expression.SortKey;
import dev.weir.type.Schema;
import java.util.List;

/**
 * What a query computes, as a tree of relations. Column indexes in a node's expressions are those
 * of its input's schema. Every row has a time on its edge (see {@code
 * dev.weir.operator.Collector}); columns with a time role repeat it.
 */
public sealed interface LogicalPlan {

  Schema schema();

  List<LogicalPlan> inputs();

  /** Whether the rows come to an end by themselves. */
  default boolean bounded() {
    return inputs().stream().allMatch(LogicalPlan::bounded);
  }

  /** All columns of a stream, computed ones included. {@code late}: only its late events. */
  record Scan(StreamDefinition stream, boolean late) implements LogicalPlan {
    @Override
    public Schema schema() {
      return stream.schema();
    }

    @Override
    public List<LogicalPlan> inputs() {
      return List.of();
    }

    @Override
    public boolean bounded() {
      return stream.bounded();
    }
  }

  /** Constant rows, boxed as in {@link dev.weir.type.Storage}; inner lists may hold nulls. */
  record Values(Schema schema, List<List<Object>> rows) implements LogicalPlan {
    @Override
    public List<LogicalPlan> inputs() {
      return List.of();
    }
  }

  record Filter(LogicalPlan input, Expression predicate) implements LogicalPlan {
    @Override
    public Schema schema() {
      return input.schema();
    }

    @Override
    public List<LogicalPlan> inputs() {
      return List.of(input);
    }
  }

  record Project(LogicalPlan input, List<Expression> expressions, Schema schema)
      implements LogicalPlan {
    public Project {
      expressions = List.copyOf(expressions);
    }

    @Override
    public List<LogicalPlan> inputs() {
      return List.of(input);
    }
  }

  /**
   * Makes processing time the time of the rows: sets each row's time, and the watermark, from the
   * engine's clock. The schema is the input's.
   */
  record ProcessingTime(LogicalPlan input) implements LogicalPlan {
    @Override
    public Schema schema() {
      return input.schema();
    }

    @Override
    public List<LogicalPlan> inputs() {
      return List.of(input);
    }
  }

  /**
   * A bounded input with no time of its own, sorted by a timestamp column when it ends, which is
   * then its event time. Rows where it is NULL are row errors.
   *
   * @param schema the input's, with the role of the column set
   */
  record TimeFromColumn(LogicalPlan input, int column, Schema schema) implements LogicalPlan {
    @Override
    public List<LogicalPlan> inputs() {
      return List.of(input);
    }
  }

  /**
   * Each row once per window that it belongs to, with {@code window_start}, {@code window_end},
   * {@code window_time} appended; the row's time becomes window_time. Rows of a window come
   * together, when it closes.
   *
   * @param partitionBy keys of sessions and row-count windows; empty means one key
   */
  record Window(LogicalPlan input, WindowSpec window, List<Expression> partitionBy, Schema schema)
      implements LogicalPlan {
    public Window {
      partitionBy = List.copyOf(partitionBy);
    }

    @Override
    public List<LogicalPlan> inputs() {
      return List.of(input);
    }
  }

  /**
   * Aggregates per window and key, each row once, when the window closes. The schema is: the keys,
   * the aggregates, window_start, window_end, window_time.
   * Sessions, sliding windows and windows of rows are formed per key.
   */
  record WindowAggregate(
      LogicalPlan input,
      WindowSpec window,
      List<Expression> keys,
      List<AggregateCall> aggregates,
      Schema schema)
      implements LogicalPlan {
    public WindowAggregate {
      keys = List.copyOf(keys);
      aggregates = List.copyOf(aggregates);
    }

    @Override
    public List<LogicalPlan> inputs() {
      return List.of(input);
    }
  }

  /**
   * Aggregates per key at the end of a bounded input, in order of the keys' first rows. With no
   * keys there is exactly one row, even for no input. The schema is: the keys, the aggregates.
   */
  record Aggregate(
      LogicalPlan input, List<Expression> keys, List<AggregateCall> aggregates, Schema schema)
      implements LogicalPlan {
    public Aggregate {
      keys = List.copyOf(keys);
      aggregates = List.copyOf(aggregates);
    }

    @Override
    public List<LogicalPlan> inputs() {
      return List.of(input);
    }
  }

  /**
   * Each input row once per grouping set, with the key columns that are not in the set made NULL
   * and the index of the set appended: the input of an aggregate over several grouping sets.
   */
  record Expand(LogicalPlan input, List<List<Expression>> projections, Schema schema)
      implements LogicalPlan {
    @Override
    public List<LogicalPlan> inputs() {
      return List.of(input);
    }
  }

  /**
   * Window functions appended to the input's columns; all calls share partition and order.
   *
   * @param scope what is complete before rows are given out, see {@link Scope}
   */
  record Over(
      LogicalPlan input,
      List<Expression> partitionBy,
      List<SortKey> orderBy,
      List<OverCall> calls,
      Scope scope,
      Schema schema)
      implements LogicalPlan {
    public Over {
      partitionBy = List.copyOf(partitionBy);
      orderBy = List.copyOf(orderBy);
      calls = List.copyOf(calls);
    }

    public enum Scope {
      /** Ordered by time: rows leave as time passes them, with bounded state. */
      STREAMING,
      /** Partitioned by a window's bounds: rows leave when the window has closed. Any order. */
      WINDOW,
      /** The input is bounded: rows leave at its end. Any order. */
      BOUNDED
    }

    @Override
    public List<LogicalPlan> inputs() {
      return List.of(input);
    }
  }

  /**
   * Sorted output. {@code byTime}: the first key is the time column ascending, so rows leave as the
   * watermark passes them; else the input is bounded and they leave at its end.
   */
  record Sort(LogicalPlan input, List<SortKey> keys, boolean byTime) implements LogicalPlan {
    public Sort {
      keys = List.copyOf(keys);
    }

    @Override
    public Schema schema() {
      return input.schema();
    }

    @Override
    public List<LogicalPlan> inputs() {
      return List.of(input);
    }
  }

  /** Skips {@code offset} rows, passes {@code count} (-1: all). A full limit ends the query. */
  record Limit(LogicalPlan input, long offset, long count) implements LogicalPlan {
    @Override
    public Schema schema() {
      return input.schema();
    }

    @Override
    public List<LogicalPlan> inputs() {
      return List.of(input);
    }
  }

  /** UNION ALL: the rows of all inputs, which have schemas of one layout. */
  record Union(List<LogicalPlan> inputs, Schema schema) implements LogicalPlan {
    public Union {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * INTERSECT or EXCEPT of bounded inputs, given at their end in order of first rows. {@code all}:
   * by multiplicity, else each row once.
   */
  record SetDifference(
      LogicalPlan left, LogicalPlan right, boolean intersect, boolean all, Schema schema)
      implements LogicalPlan {
    @Override
    public List<LogicalPlan> inputs() {
      return List.of(left, right);
    }
  }

  /**
   * The elements of an ARRAY (or keys and values of a MAP, or fields of rows) appended to the row,
   * once per element.
   *
   * @param ordinality whether the position, from 1, is appended last
   * @param keepEmpty whether a row with no element is kept, with NULLs (LEFT JOIN UNNEST)
   */
  record Unnest(
      LogicalPlan input,
      Expression collection,
      boolean ordinality,
      boolean keepEmpty,
      Schema schema)
      implements LogicalPlan {
    @Override
    public List<LogicalPlan> inputs() {
      return List.of(input);
    }
  }

  /**
   * Row pattern matching. Rows come in the order of the pattern's ORDER BY. The schema is, for ONE ROW PER
   * MATCH, the partition's columns and the measures; for ALL ROWS PER MATCH the input's visible columns and the
   * measures.
   *
   * <p>The time of a result on its edge is when it was decided: the time of the row that decided it, or the
   * deadline that time has passed. Results of one input leave in order of that time. None of the columns is a
   * time column, but a measure that is the time of the last row is one where a match is surely given at that row.
   *
   * @param partitionBy plain columns; empty means one partition
   * @param rowColumns ALL ROWS PER MATCH: the columns of the input that come first in the schema; ONE ROW PER
   *     MATCH: the columns that hold the partition's values
   */
  record Match(
      LogicalPlan input,
      List<Expression> partitionBy,
      List<Integer> rowColumns,
      MatchSpec spec,
      Schema schema)
      implements LogicalPlan {
    public Match {
      partitionBy = List.copyOf(partitionBy);
      rowColumns = List.copyOf(rowColumns);
    }

    @Override
    public List<LogicalPlan> inputs() {
      return List.of(input);
    }
  }
}
