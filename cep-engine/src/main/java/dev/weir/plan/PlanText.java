package dev.weir.plan;

import dev.weir.type.Column;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The text of EXPLAIN: one line per node, inputs indented below, each with the columns that it gives
 * if they are not those of its input.
 *
 * <pre>
 * Project symbol, n  [symbol VARCHAR NOT NULL, n BIGINT NOT NULL]
 * └─ WindowAggregate TUMBLE 1 MINUTE, keys symbol, COUNT(*)  [...]
 *    └─ Scan trades (unbounded, event time ts, watermark 5 SECONDS)  [...]
 * </pre>
 */
public final class PlanText {
  private PlanText() {}

  /** The tree, each line ended by a line break. */
  public static String of(LogicalPlan plan) {
    return String.join("\n", lines(plan)) + "\n";
  }

  /** The lines of the tree. */
  public static List<String> lines(LogicalPlan plan) {
    return lines(plan, node -> "");
  }

  /** The lines of the tree, each node with what is to be said of it behind its name. */
  public static List<String> lines(LogicalPlan plan, Function<LogicalPlan, String> remarks) {
    var out = new ArrayList<String>();
    write(plan, remarks, "", "", out);
    return out;
  }

  private static void write(
      LogicalPlan plan,
      Function<LogicalPlan, String> remarks,
      String first,
      String rest,
      List<String> out) {
    String columns = showsColumns(plan) ? "  [" + columns(plan.schema()) + "]" : "";
    out.add(first + node(plan) + remarks.apply(plan) + columns);
    for (int i = 0; i < plan.inputs().size(); i++) {
      boolean last = i == plan.inputs().size() - 1;
      write(
          plan.inputs().get(i),
          remarks,
          rest + (last ? "└─ " : "├─ "),
          rest + (last ? "   " : "│  "),
          out);
    }
  }

  private static boolean showsColumns(LogicalPlan plan) {
    return plan.inputs().size() != 1 || !plan.inputs().get(0).schema().equals(plan.schema());
  }

  /** {@code name TYPE [NOT NULL] [role]}, separated by commas. */
  public static String columns(Schema schema) {
    return schema.columns().stream().map(PlanText::column).collect(Collectors.joining(", "));
  }

  private static String column(Column column) {
    return column.name()
        + " "
        + column.type()
        + (column.nullable() ? "" : " NOT NULL")
        + switch (column.role()) {
          case PLAIN -> "";
          case EVENT_TIME -> " event time";
          case PROCESSING_TIME -> " processing time";
          case WINDOW_START -> " window start";
          case WINDOW_END -> " window end";
        };
  }

  /** A node in one line. */
  static String node(LogicalPlan plan) {
    if (plan instanceof LogicalPlan.Scan n) {
      var notes = new ArrayList<String>();
      notes.add(n.bounded() ? "bounded" : "unbounded");
      n.stream()
          .watermark()
          .ifPresentOrElse(
              w ->
                  notes.add(
                      "event time "
                          + n.schema().column(w.column()).name()
                          + (w.boundMicros() == 0
                              ? ", in order"
                              : ", watermark " + ExpressionText.duration(w.boundMicros()))),
              () -> notes.add("arrival time"));
      return (n.late() ? "Scan LATE " : "Scan ")
          + ExpressionText.name(n.stream().name())
          + " ("
          + String.join(", ", notes)
          + ")";
    } else if (plan instanceof LogicalPlan.Values n) {
      return "Values " + n.rows().size() + (n.rows().size() == 1 ? " row" : " rows");
    } else if (plan instanceof LogicalPlan.Filter n) {
      return "Filter " + ExpressionText.of(n.predicate());
    } else if (plan instanceof LogicalPlan.Project n) {
      return "Project " + ExpressionText.of(n.expressions());
    } else if (plan instanceof LogicalPlan.ProcessingTime) {
      return "ProcessingTime";
    } else if (plan instanceof LogicalPlan.TimeFromColumn n) {
      return "TimeFromColumn " + n.schema().column(n.column()).name();
    } else if (plan instanceof LogicalPlan.Window n) {
      return "Window "
          + window(n.window(), n.input().schema())
          + part(", partition by ", ExpressionText.of(n.partitionBy()));
    } else if (plan instanceof LogicalPlan.WindowAggregate n) {
      return "WindowAggregate "
          + window(n.window(), n.input().schema())
          + part(", keys ", ExpressionText.of(n.keys()))
          + aggregates(n.aggregates());
    } else if (plan instanceof LogicalPlan.Aggregate n) {
      return "Aggregate"
          + part(" keys ", ExpressionText.of(n.keys()))
          + (n.keys().isEmpty()
              ? aggregates(n.aggregates()).replaceFirst("^,", "")
              : aggregates(n.aggregates()));
    } else if (plan instanceof LogicalPlan.Expand n) {
      return "Expand "
          + n.projections().stream()
              .map(p -> "(" + ExpressionText.of(p) + ")")
              .collect(Collectors.joining(", "));
    } else if (plan instanceof LogicalPlan.Over n) {
      return "Over "
          + n.scope().name().toLowerCase(java.util.Locale.ROOT)
          + part(", partition by ", ExpressionText.of(n.partitionBy()))
          + part(", order by ", ExpressionText.ofKeys(n.orderBy()))
          + ": "
          + n.calls().stream()
              .map(c -> ExpressionText.of(c, isTimed(n)))
              .collect(Collectors.joining(", "));
    } else if (plan instanceof LogicalPlan.Sort n) {
      return "Sort "
          + ExpressionText.ofKeys(n.keys())
          + (n.byTime() ? " (as time passes)" : " (at the end)");
    } else if (plan instanceof LogicalPlan.Limit n) {
      return "Limit"
          + (n.count() < 0 ? "" : " " + n.count())
          + (n.offset() == 0 ? "" : " offset " + n.offset());
    } else if (plan instanceof LogicalPlan.Union) {
      return "Union";
    } else if (plan instanceof LogicalPlan.SetDifference n) {
      return (n.intersect() ? "Intersect" : "Except") + (n.all() ? " all" : "");
    } else if (plan instanceof LogicalPlan.Unnest n) {
      return "Unnest "
          + ExpressionText.of(n.collection())
          + (n.ordinality() ? " with ordinality" : "")
          + (n.keepEmpty() ? ", empty ones kept" : "");
    } else if (plan instanceof LogicalPlan.Match n) {
      return "Match " + MatchText.of(n);
    }
    throw new AssertionError(plan);
  }

  private static boolean isTimed(LogicalPlan.Over over) {
    return !over.orderBy().isEmpty()
        && over.orderBy().get(0).expression().type().kind().isTimestamp();
  }

  private static String aggregates(List<dev.weir.expression.AggregateCall> calls) {
    return part(", ", calls.stream().map(ExpressionText::of).collect(Collectors.joining(", ")));
  }

  private static String part(String lead, String text) {
    return text.isEmpty() ? "" : lead + text;
  }

  /** A window in the words of its table function, {@code HOP 1 MINUTE, 1 HOUR}. */
  static String window(WindowSpec window, Schema input) {
    if (window instanceof WindowSpec.Tumble w) {
      return "TUMBLE " + length(w.size()) + grid(w.offsetMicros(), w);
    } else if (window instanceof WindowSpec.Hop w) {
      return "HOP slide "
          + length(w.slide())
          + " size "
          + length(w.size())
          + grid(w.offsetMicros(), w);
    } else if (window instanceof WindowSpec.Cumulate w) {
      return "CUMULATE step "
          + length(w.step())
          + " size "
          + length(w.size())
          + grid(w.offsetMicros(), w);
    } else if (window instanceof WindowSpec.Session w) {
      return "SESSION gap " + ExpressionText.duration(w.gapMicros());
    } else if (window instanceof WindowSpec.Slide w) {
      return "SLIDE " + ExpressionText.duration(w.sizeMicros());
    } else if (window instanceof WindowSpec.TumbleRows w) {
      return "TUMBLE_ROWS " + w.count();
    } else if (window instanceof WindowSpec.HopRows w) {
      return "HOP_ROWS slide " + w.slide() + " size " + w.count();
    } else if (window instanceof WindowSpec.Carried w) {
      return "of "
          + input.column(w.startColumn()).name()
          + ", "
          + input.column(w.endColumn()).name();
    }
    throw new AssertionError(window);
  }

  private static String length(WindowSpec.Length length) {
    return length.months() != 0
        ? length.months() + (length.months() == 1 ? " MONTH" : " MONTHS")
        : ExpressionText.duration(length.micros());
  }

  private static String grid(long offset, WindowSpec.Grid grid) {
    return (offset == 0 ? "" : " offset " + ExpressionText.duration(offset))
        + (grid.zone() == null ? "" : " time zone " + grid.zone());
  }
}
