package dev.weir.pattern.ordered;

import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.operator.MatchCondition;
import dev.weir.operator.TestEvent;
import dev.weir.pattern.automaton.AutomatonCompiler;
import dev.weir.pattern.automaton.PatternSketch;
import dev.weir.pattern.match.MatchOutput;
import dev.weir.pattern.match.MatchParts;
import dev.weir.pattern.match.MatchRow;
import dev.weir.pattern.match.MatchRows;
import dev.weir.pattern.match.PartitionDriver;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.MatchSpec.Rows;
import dev.weir.plan.MatchSpec.Skip;
import dev.weir.plan.MatchValue;
import dev.weir.plan.PatternNode;
import dev.weir.plan.RowReference;
import dev.weir.plan.VariableSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A pattern of {@link PatternSketch} over rows of one partition, and what is found, as text.
 *
 * <p>A row is written as the variables whose local condition it satisfies, {@code ab}, or {@code .} for none, optionally
 * with its value {@code :7} and its time {@code @5}; else its value is 0 and its time one more than that of the row before,
 * from 0.
 *
 * <p>A match shows each row as its variable (in lower case if it is excluded) and position, an empty match as {@code
 * ()} and the position, then {@code #} and its number if it has one, {@code timed out}, and {@code @} the time. An
 * unmatched row is {@code -} and its position; an error {@code !} with the position of the row, and its text.
 */
final class Matching {
  private final PatternNode pattern;
  private final List<MatchSpec.Variable> variables = new ArrayList<>();
  private final List<MatchCondition> general = new ArrayList<>();
  private final List<RowReference> rows = new ArrayList<>();
  private final List<MatchValue> values = new ArrayList<>();
  private List<Supplier<MatchParts.Aggregates>> aggregates = List.of();
  private Event given;
  private Rows mode = Rows.ONE_ROW;
  private Skip skip = new Skip(Skip.Kind.PAST_LAST_ROW, null, null);
  private MatchSpec.Limits limits = MatchSpec.Limits.DEFAULT;
  private List<MatchValue> measureValues = List.of();
  private long within = -1;

  private final List<String> found = new ArrayList<>();

  private Matching(PatternNode pattern) {
    this.pattern = pattern;
    for (char name = 'A'; name <= 'H'; name++) {
      variables.add(new MatchSpec.Variable(String.valueOf(name), List.of()));
      general.add(null);
    }
  }

  static Matching of(String pattern) {
    return new Matching(PatternSketch.parse(pattern));
  }

  static Matching of(PatternNode pattern) {
    return new Matching(pattern);
  }

  Matching within(long micros) {
    within = micros;
    return this;
  }

  Matching mode(Rows rowsPerMatch) {
    mode = rowsPerMatch;
    return this;
  }

  Matching skip(Skip.Kind kind) {
    skip = new Skip(kind, null, null);
    return this;
  }

  Matching skipTo(Skip.Kind kind, char variable) {
    skip = new Skip(kind, VariableSet.of(variable - 'A'), String.valueOf(variable));
    return this;
  }

  Matching limits(int partialMatches, boolean dropsSilently, long matchesPerRow) {
    limits = new MatchSpec.Limits(partialMatches, dropsSilently, matchesPerRow);
    return this;
  }

  Matching numbered() {
    measureValues = List.of(new MatchValue.Number());
    return this;
  }

  /** A condition that is not local; {@link Conditions} makes what it reads. */
  Matching define(char variable, MatchCondition condition, Conditions.Read... reads) {
    int label = variable - 'A';
    variables.set(
        label,
        new MatchSpec.Variable(
            String.valueOf(variable),
            Arrays.stream(reads).map(read -> read.expression(rows, values)).toList()));
    general.set(label, condition);
    return this;
  }

  /** @param layout of the given values */
  @SafeVarargs
  final Matching given(String layout, Supplier<MatchParts.Aggregates>... running) {
    given = TestEvent.blank(layout);
    aggregates = List.of(running);
    return this;
  }

  /** What is found in the rows. The same is found if the state is written and read back between all calls. */
  List<String> in(String text) {
    var plain = run(text, false);
    var restored = run(text, true);
    if (!plain.equals(restored)) {
      throw new AssertionError("restored: " + restored + "\n  plain: " + plain);
    }
    return plain;
  }

  private List<String> run(String text, boolean restores) {
    found.clear();
    var driver = driver(restores);
    feed(driver, text);
    driver.end();
    return List.copyOf(found);
  }

  /** The state of the partition after some rows is for the caller to look at. */
  PartitionDriver<OrderedPartition> driver(boolean restores) {
    return new PartitionDriver<>(this::matcher, restores);
  }

  List<String> found() {
    return found;
  }

  OrderedMatcher matcher() {
    return OrderedMatcher.of(
        parts(),
        new MatchOutput() {
          @Override
          public void matched(MatchRows match, long time) {
            found.add(text(match, time));
          }

          @Override
          public void unmatched(MatchRow row, long time) {
            found.add("-" + row.position() + " @" + time);
          }
        });
  }

  private MatchParts parts() {
    var spec =
        new MatchSpec(
            variables,
            pattern,
            within,
            mode,
            skip,
            rows,
            values,
            List.of(),
            List.of(),
            measureValues,
            limits,
            true);
    return new MatchParts(
        spec,
        AutomatonCompiler.compile(spec),
        general,
        given == null ? null : given.newInstance(),
        aggregates.stream().map(Supplier::get).toList(),
        TestEvent.blank("JJ"),
        (event, time, error) -> found.add(text(event, error)));
  }

  private static String text(Object event, RowError error) {
    return "! " + ((Event) event).getLong(0) + ": " + error.getMessage();
  }

  private static String text(MatchRows match, long time) {
    var text = new StringBuilder();
    for (int i = 0; i < match.size(); i++) {
      char name = (char) ((match.isExcluded(i) ? 'a' : 'A') + match.label(i));
      text.append(name).append(match.row(i).position()).append(' ');
    }
    if (match.size() == 0) {
      text.append("()").append(match.start().position()).append(' ');
    } else if (match.start().position() != match.row(0).position()) {
      throw new AssertionError("a match that begins elsewhere");
    }
    if (match.number() > 0) {
      text.append('#').append(match.number()).append(' ');
    }
    return text.append(match.isTimedOut() ? "timed out " : "").append('@').append(time).toString();
  }

  // ---- rows

  static void feed(PartitionDriver<OrderedPartition> driver, String text) {
    long time = -1;
    Event before = null;
    var rows = text.isBlank() ? new String[0] : text.trim().split("\\s+");
    var events = new ArrayList<Event>();
    for (var row : rows) {
      long value = number(row, ':', 0);
      events.add(TestEvent.of("JJ", (long) events.size(), value));
    }
    for (int i = 0; i < rows.length; i++) {
      time = number(rows[i], '@', time + 1);
      var around = new Object[] {before, events.get(i)};
      driver.row(events.get(i), time, around, satisfied(rows[i]));
      before = events.get(i);
    }
  }

  private static long number(String row, char mark, long otherwise) {
    int from = row.indexOf(mark);
    if (from < 0) {
      return otherwise;
    }
    int end = from + 1;
    while (end < row.length() && (Character.isDigit(row.charAt(end)) || row.charAt(end) == '-')) {
      end++;
    }
    return Long.parseLong(row.substring(from + 1, end));
  }

  private static long satisfied(String row) {
    long satisfied = 0;
    for (int i = 0; i < row.length() && row.charAt(i) >= 'a' && row.charAt(i) <= 'h'; i++) {
      satisfied |= 1L << row.charAt(i) - 'a';
    }
    return satisfied;
  }
}
