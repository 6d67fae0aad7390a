package dev.weir;

import dev.weir.bind.BoundStatement;
import dev.weir.event.Change;
import dev.weir.runtime.DeadLetter;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gives the rows of statements that answer at once: SHOW, DESCRIBE, EXPLAIN. */
final class StatementRows {
  private static final Schema PLAN = Schema.of(new Column("plan", DataType.VARCHAR));
  private static final Schema CODE = Schema.of(new Column("code", DataType.VARCHAR));
  private static final Schema RULES =
      Schema.of(
          new Column("name", DataType.VARCHAR),
          new Column("state", DataType.VARCHAR),
          new Column("version", DataType.INTEGER),
          new Column("events_in", DataType.BIGINT),
          new Column("rows_out", DataType.BIGINT),
          new Column("target", DataType.VARCHAR),
          new Column("failure", DataType.VARCHAR));
  private static final Schema DEAD_LETTERS =
      Schema.of(
          new Column("stream", DataType.VARCHAR),
          new Column("location", DataType.VARCHAR),
          new Column("reason", DataType.VARCHAR),
          new Column("raw", DataType.VARCHAR),
          new Column("at", DataType.timestampLtz(3)));

  private final Engine engine;
  private final ResultHandler results;

  StatementRows(Engine engine, ResultHandler results) {
    this.engine = engine;
    this.results = results;
  }

  /** Does nothing for a statement that has no rows. */
  void give(BoundStatement statement) {
    if (statement instanceof BoundStatement.Rows rows) {
      give(rows.schema(), rows.rows());
    } else if (statement instanceof BoundStatement.ShowDeadLetters show) {
      give(DEAD_LETTERS, deadLetters(show));
    } else if (statement instanceof BoundStatement.ShowRules show) {
      give(RULES, rules(show));
    }
  }

  /** A plan, one line of its text per row. */
  void givePlan(List<String> lines) {
    give(PLAN, lines(lines));
  }

  void flush() {
    results.flush();
  }

  /** What was generated for a query, as text. */
  void giveCode(List<String> listings) {
    give(CODE, lines(listings));
  }

  private List<List<Object>> deadLetters(BoundStatement.ShowDeadLetters show) {
    var rows = new ArrayList<List<Object>>();
    for (DeadLetter letter : engine.deadLetterStore().recent()) {
      if (show.of().isEmpty() || show.of().get().equalsIgnoreCase(letter.stream())) {
        rows.add(
            List.of(
                letter.stream(),
                letter.location(),
                letter.reason(),
                letter.rawText(),
                letter.atMicros()));
      }
    }
    return show.limit() < 0 || show.limit() >= rows.size()
        ? rows
        : rows.subList(0, (int) show.limit());
  }

  private List<List<Object>> rules(BoundStatement.ShowRules show) {
    var rows = new ArrayList<List<Object>>();
    for (var rule : engine.rules()) {
      if (show.like().isEmpty() || show.like().get().matcher(rule.name()).matches()) {
        rows.add(
            Arrays.asList(
                rule.name(),
                rule.state().name(),
                rule.version(),
                known(rule.eventsIn()),
                known(rule.rowsOut()),
                rule.target().orElse(null),
                rule.failure().orElse(null)));
      }
    }
    return rows;
  }

  private static Long known(long count) {
    return count == RuleStatus.UNKNOWN ? null : (Long) count;
  }

  private static List<List<Object>> lines(List<String> lines) {
    return lines.stream().map(line -> List.of((Object) line)).toList();
  }

  private void give(Schema schema, List<List<Object>> rows) {
    results.begin(null, schema, false);
    var prototype = engine.generator().eventPrototype(schema);
    for (var row : rows) {
      var event = prototype.newInstance();
      for (int i = 0; i < row.size(); i++) {
        event.set(i, row.get(i));
      }
      results.row(null, event, Change.INSERT);
    }
    results.end(null);
    results.flush();
  }
}
