package dev.weir.runtime;

import dev.weir.codegen.CodeGenerator;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.operator.Collector;
import dev.weir.operator.Operator;
import dev.weir.pattern.local.LocalMatcher;
import dev.weir.pattern.match.MatchOutput;
import dev.weir.pattern.match.Matcher;
import dev.weir.pattern.ordered.OrderedMatcher;
import dev.weir.pattern.union.UnionMatcher;
import dev.weir.pattern.waiting.WaitingPlan;
import dev.weir.plan.LogicalPlan;
import dev.weir.state.Snapshot;
import dev.weir.time.Watermarks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Operators of row patterns with a matcher of the caller's choice, driven without an engine. */
public final class MatchOperators {
  private final CodeGenerator generator;
  private final LogicalPlan.Match plan;

  /** @param generator shared by operators of several patterns, to share classes */
  public MatchOperators(CodeGenerator generator, LogicalPlan.Match plan) {
    this.generator = generator;
    this.plan = plan;
  }

  /** The ways to match. */
  public enum Matching {
    WAITING,
    LOCAL,
    UNION,
    ORDERED
  }

  /** One row. @param values of the columns of the pattern's input */
  public record Row(List<Object> values, long time) {}

  /** The matchers that can take the pattern; the one that queries use is the first. */
  public List<Matching> matchings() {
    var planner = planner(new ArrayList<>());
    var spec = plan.spec();
    var all = new ArrayList<Matching>();
    if (WaitingPlan.of(spec).isPresent()) {
      all.add(Matching.WAITING);
    }
    if (LocalMatcher.canMatch(spec, planner.automaton(), planner.classes())) {
      all.add(Matching.LOCAL);
    }
    if (UnionMatcher.canMatch(spec, planner.automaton(), planner.classes())) {
      all.add(Matching.UNION);
    }
    all.add(Matching.ORDERED);
    return all;
  }

  private MatchPlanner planner(List<String> errors) {
    return new MatchPlanner(
        generator, plan, (event, time, error) -> errors.add("error: " + error.getMessage()));
  }

  /** How rows are handed in; it must not make a difference. */
  public enum Drive {
    /** Rows, then the end. */
    PLAIN,
    /** A watermark behind every row, with its time. */
    WATERMARKS,
    /** The same, and between any two calls a new operator that goes on from a snapshot. */
    RESTORED
  }

  /** The rows that come out with their times, and after them the errors, as text. */
  public List<String> run(Matching matching, List<Row> rows, Drive drive) {
    var out = new Recorder();
    var errors = new ArrayList<String>();
    var operator = operator(matching, out, errors);
    var prototype = generator.eventPrototype(plan.input().schema());
    for (var row : rows) {
      var event = prototype.newInstance();
      for (int i = 0; i < row.values().size(); i++) {
        event.set(i, row.values().get(i));
      }
      operator.row(event, row.time(), Change.INSERT);
      if (drive == Drive.RESTORED) {
        operator = restored(matching, operator, out, errors);
      }
      if (drive != Drive.PLAIN) {
        operator.watermark(row.time());
      }
      if (drive == Drive.RESTORED) {
        operator = restored(matching, operator, out, errors);
      }
    }
    operator.watermark(Watermarks.END);
    var all = new ArrayList<>(out.rows);
    errors.sort(null);
    all.addAll(errors);
    return all;
  }

  private Operator restored(
      Matching matching, Operator operator, Collector out, List<String> errors) {
    var snapshot = new Snapshot();
    operator.snapshot(snapshot);
    var fresh = operator(matching, out, errors);
    fresh.restore(Snapshot.of(snapshot.toByteArray()));
    return fresh;
  }

  private Operator operator(Matching matching, Collector out, List<String> errors) {
    var planner = planner(errors);
    Function<MatchOutput, Matcher<?>> matcher =
        switch (matching) {
          case WAITING -> to -> planner.waiting(waitingPlan().orElseThrow(), to);
          case LOCAL -> to -> LocalMatcher.of(planner.matchParts(), to);
          case UNION -> to -> new UnionMatcher(planner.matchParts(), to);
          case ORDERED -> to -> OrderedMatcher.of(planner.matchParts(), to);
        };
    return planner.operator(out, matcher);
  }

  private Optional<WaitingPlan> waitingPlan() {
    return WaitingPlan.of(plan.spec());
  }

  private static final class Recorder implements Collector {
    private final List<String> rows = new ArrayList<>();
    private long watermark = Watermarks.NONE;

    @Override
    public void row(Object event, long time, Change change) {
      if (time < watermark) {
        throw new AssertionError(event + " comes behind the watermark " + watermark);
      }
      rows.add(((Event) event).toString() + "@" + time);
    }

    @Override
    public void watermark(long time) {
      if (time < watermark) {
        throw new AssertionError("the watermark goes back to " + time);
      }
      watermark = time;
    }
  }
}
