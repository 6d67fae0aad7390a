package dev.weir;

import dev.weir.ast.ObjectKind;
import dev.weir.ast.Statement;
import dev.weir.bind.BindError;
import dev.weir.bind.BoundStatement;
import dev.weir.catalog.Catalog;
import dev.weir.catalog.Rule;
import dev.weir.catalog.StreamDefinition;
import dev.weir.catalog.StreamPlan;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.event.Change;
import dev.weir.operator.Collector;
import dev.weir.plan.LogicalPlan;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What statements mean inside a script, where all rows of the engine's streams come from it. */
final class Scripts {
  /** Where rows go that nobody wants. */
  static final Collector NOWHERE =
      new Collector() {
        @Override
        public void row(Object event, long time, Change change) {}

        @Override
        public void watermark(long time) {}
      };

  private Scripts() {}

  /**
   * Applies a statement to the catalog of a script. In a script a stream of the engine is bounded
   * until something that is not bounded is inserted into it.
   */
  static void apply(BoundStatement statement, Catalog catalog) {
    statement.applyTo(catalog);
    if (statement instanceof BoundStatement.CreateStream create
        && !create.keep()
        && create.stream().stream().connector().isEmpty()) {
      catalog.update(withBounded(create.stream(), true));
    } else if (statement instanceof BoundStatement.Insert insert
        && isOfEngine(insert.target())
        && !insert.plan().bounded()) {
      catalog.update(withBounded(insert.target(), false));
    } else if (statement instanceof BoundStatement.CreateRule rule && !rule.plan().bounded()) {
      rule.target()
          .filter(Scripts::isOfEngine)
          .ifPresent(target -> catalog.update(withBounded(target, false)));
    }
  }

  static boolean isOfEngine(StreamPlan stream) {
    return stream.stream().connector().isEmpty();
  }

  private static StreamPlan withBounded(StreamPlan plan, boolean bounded) {
    var old = plan.stream();
    var stream =
        new StreamDefinition(old.name(), old.schema(), old.watermark(), old.options(), bounded);
    return new StreamPlan(stream, plan.physical(), plan.columns());
  }

  /** What a statement computes, if it is a query, an INSERT or a rule, or runs one to explain it. */
  static Optional<LogicalPlan> planOf(BoundStatement statement) {
    if (statement instanceof BoundStatement.Query query) {
      return Optional.of(query.plan());
    }
    if (statement instanceof BoundStatement.Insert insert) {
      return Optional.of(insert.plan());
    }
    if (statement instanceof BoundStatement.CreateRule rule) {
      return Optional.of(rule.plan());
    }
    return statement instanceof BoundStatement.Explain explain
            && explain.mode() == Statement.Explain.Mode.ANALYZE
        ? planOf(explain.statement())
        : Optional.empty();
  }

  /** What a standing statement reads and writes; empty for others. */
  static Optional<Circuit.Wire> wire(BoundStatement statement, String place) {
    if (statement instanceof BoundStatement.Insert insert) {
      return Optional.of(
          new Circuit.Wire(place, null, insert.plan(), insert.target().stream().name()));
    }
    if (statement instanceof BoundStatement.CreateRule rule && !rule.keep()) {
      var target = rule.target().map(stream -> stream.stream().name()).orElse(null);
      return Optional.of(new Circuit.Wire(place, rule.rule().name(), rule.plan(), target));
    }
    return Optional.empty();
  }

  /** The stream that is gone, or is another, after a statement. */
  static Optional<String> streamThatGoes(BoundStatement statement) {
    if (statement instanceof BoundStatement.Drop drop && drop.kind() == ObjectKind.STREAM) {
      return drop.name();
    }
    return statement instanceof BoundStatement.CreateStream create && !create.keep()
        ? Optional.of(create.stream().stream().name())
        : Optional.empty();
  }

  /** A rule that has not been started. */
  static RuleStatus waiting(Rule rule) {
    return new RuleStatus(
        rule.name(),
        RuleStatus.State.WAITING,
        rule.version(),
        rule.text(),
        rule.target(),
        0,
        0,
        Optional.empty());
  }

  static Diagnostic circle(String circle, Span span) {
    return Diagnostic.error(BindError.CIRCLE, span, "rows would run in a circle: " + circle)
        .help("insert into a stream that is not read on the way to it")
        .build();
  }

  /** Where a statement begins: {@code file:line}. */
  static String place(Span span) {
    return span.source().name() + ":" + span.line();
  }

  /** The names of the streams that a plan reads. */
  static Set<String> streamsRead(LogicalPlan plan) {
    var names = new HashSet<String>();
    collect(plan, names);
    return names;
  }

  private static void collect(LogicalPlan plan, Set<String> names) {
    if (plan instanceof LogicalPlan.Scan scan) {
      names.add(scan.stream().name());
    }
    plan.inputs().forEach(input -> collect(input, names));
  }
}
