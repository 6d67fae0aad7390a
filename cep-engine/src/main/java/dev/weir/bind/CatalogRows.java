package dev.weir.bind;

import dev.weir.ast.Statement;
import dev.weir.catalog.Catalog;
import dev.weir.catalog.StreamPlan;
import dev.weir.function.FunctionDoc;
import dev.weir.function.FunctionRegistry;
import dev.weir.plan.ExpressionText;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rows of SHOW, DESCRIBE and EXPLAIN. */
final class CatalogRows {
  private CatalogRows() {}

  static BoundStatement.Rows show(
      Statement.Show show, Catalog catalog, FunctionRegistry functions) {
    BoundStatement.Rows all =
        switch (show.object()) {
          case STREAM ->
              rows(
                  List.of("name", "connector", "time", "bounded"),
                  catalog.streams().stream().map(CatalogRows::stream).toList());
          case VIEW ->
              rows(
                  List.of("name", "query"),
                  catalog.views().stream()
                      .map(v -> text(v.name(), oneLine(v.statement().query().span().text())))
                      .toList());
          case RULE -> throw new AssertionError("rules are shown with their state");
          case FUNCTION ->
              rows(
                  List.of("name", "kind", "signature", "description"),
                  functions.documentation().stream().map(CatalogRows::function).toList());
          case TABLE, MATERIALIZED_VIEW -> rows(List.of("name"), List.of());
        };
    if (show.like().isEmpty()) {
      return all;
    }
    Pattern pattern = pattern(show.like().get());
    return new BoundStatement.Rows(
        all.schema(),
        all.rows().stream().filter(r -> pattern.matcher((String) r.get(0)).matches()).toList());
  }

  private static List<Object> stream(StreamPlan plan) {
    var stream = plan.stream();
    int time = stream.schema().timeColumn();
    return text(
        stream.name(),
        stream.connector().orElse(null),
        time < 0 ? null : stream.schema().column(time).name(),
        stream.bounded() ? "yes" : "no");
  }

  private static List<Object> function(FunctionDoc doc) {
    return text(
        doc.name(), doc.kind().name().toLowerCase(Locale.ROOT), doc.signature(), doc.description());
  }

  /** An SQL LIKE pattern without regard to case. */
  static Pattern pattern(String like) {
    var regex = new StringBuilder();
    for (char c : like.toCharArray()) {
      regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  /** The columns of a stream or view. @param plan of the stream, for computed columns */
  static BoundStatement.Rows describe(Schema schema, Optional<StreamPlan> plan) {
    var rows = new ArrayList<List<Object>>();
    for (int i = 0; i < schema.size(); i++) {
      Column column = schema.column(i);
      rows.add(
          text(
              column.name(),
              column.type().toString(),
              column.nullable() ? "yes" : "no",
              remark(column, i, plan)));
    }
    return rows(List.of("column", "type", "nullable", "remark"), rows);
  }

  private static String remark(Column column, int index, Optional<StreamPlan> plan) {
    var parts = new ArrayList<String>();
    plan.map(p -> p.columns().get(index))
        .filter(
            e ->
                !(e instanceof dev.weir.expression.Expression.Column c
                    && c.name().equals(column.name())))
        .ifPresent(e -> parts.add("computed as " + ExpressionText.of(e)));
    switch (column.role()) {
      case EVENT_TIME ->
          parts.add(
              "event time"
                  + plan.flatMap(p -> p.stream().watermark())
                      .map(
                          w ->
                              ", watermark "
                                  + ExpressionText.literal(
                                      w.boundMicros(), DataType.INTERVAL_DAY_TIME))
                      .orElse(""));
      case PROCESSING_TIME -> parts.add("processing time");
      case WINDOW_START -> parts.add("window start");
      case WINDOW_END -> parts.add("window end");
      case PLAIN -> {}
    }
    return parts.isEmpty() ? null : String.join("; ", parts);
  }

  /** A text of several lines, one per row. */
  static BoundStatement.Rows lines(String column, List<String> lines) {
    return rows(List.of(column), lines.stream().map(line -> text(line)).toList());
  }

  static BoundStatement.Rows single(String column, String value) {
    return rows(List.of(column), List.of(text(value)));
  }

  private static BoundStatement.Rows rows(List<String> names, List<List<Object>> rows) {
    var columns = names.stream().map(n -> new Column(n, DataType.VARCHAR)).toList();
    return new BoundStatement.Rows(new Schema(columns), rows);
  }

  private static List<Object> text(String... values) {
    return Arrays.asList((Object[]) values);
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
