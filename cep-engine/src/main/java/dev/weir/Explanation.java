package dev.weir;

import dev.weir.bind.BoundStatement;
import dev.weir.runtime.Dataflow;
import dev.weir.runtime.RowCounts;
import java.util.ArrayList;
import java.util.function.Consumer;

/** EXPLAIN ANALYZE, which runs the query and throws its rows away, and EXPLAIN CODE. */
final class Explanation {
  private final Engine engine;
  private final ResultHandler results;

  Explanation(Engine engine, ResultHandler results) {
    this.engine = engine;
    this.results = results;
  }

  /** @param prepare adds what the query reads besides sources */
  void give(BoundStatement.Explain explain, Dataflow flow, Consumer<Dataflow> prepare) {
    var plan = Scripts.planOf(explain.statement()).orElseThrow();
    var counts = new RowCounts();
    var rows = new StatementRows(engine, results);
    var query = flow.addQuery("EXPLAIN", plan, Scripts.NOWHERE, counts);
    switch (explain.mode()) {
      case ANALYZE -> {
        prepare.accept(flow);
        flow.openSources();
        flow.startNew();
        flow.run(engine::isCancelled, engine.batchSize(), results::flush);
        rows.give(plan, counts);
      }
      case CODE -> {
        var lines = new ArrayList<String>();
        query.listings().forEach(listing -> listing.lines().forEach(lines::add));
        rows.giveCode(lines);
      }
      case PLAN, REWRITE -> throw new AssertionError(explain.mode());
    }
  }
}
