package dev.weir.pattern.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.operator.Collector;
import dev.weir.operator.MatchProjection;
import dev.weir.operator.TestEvent;
import dev.weir.operator.TestParts;
import dev.weir.pattern.match.MatchRow;
import dev.weir.pattern.match.MatchRows;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.MatchSpec.Rows;
import dev.weir.plan.MatchValue;
import dev.weir.plan.PatternNode;
import dev.weir.plan.RowReference;
import dev.weir.plan.RowReference.Mapped;
import dev.weir.plan.RowReference.Neighbour;
import dev.weir.plan.VariableSet;
import dev.weir.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Rows have an id and a value; a result shows the id of its row, then the ids of the rows that are
 * referred to, then the given values.
 */
class MeasureOutputTest {
  private static final int A = 0;
  private static final int B = 1;
  private static final VariableSet ANY = VariableSet.firstOf(2);

  private final List<String> given = new ArrayList<>();
  private final MatchRows match = new MatchRows();
  private final MatchRow[] partition = new MatchRow[10];

  /** Rows 0 .. 9 with value 10 * id, each with one neighbour on either side. */
  MeasureOutputTest() {
    var events = new Event[10];
    for (int i = 0; i < events.length; i++) {
      events[i] = TestEvent.of("JJ", (long) i, 10L * i);
    }
    for (int i = 0; i < events.length; i++) {
      var around =
          new Object[] {i == 0 ? null : events[i - 1], events[i], i == 9 ? null : events[i + 1]};
      partition[i] = new MatchRow(events[i], 100 + i, i, i, around);
    }
  }

  private static Mapped first(VariableSet set, int offset, boolean isFinal, int shift) {
    return new Mapped(set, false, offset, isFinal, shift);
  }

  private static Mapped last(VariableSet set, int offset, boolean isFinal, int shift) {
    return new Mapped(set, true, offset, isFinal, shift);
  }

  private static VariableSet of(int label) {
    return VariableSet.of(label);
  }

  private MeasureOutput output(
      Rows mode, List<RowReference> rows, List<MatchValue> values, OutputParts.Group... groups) {
    var measure = new MatchSpec.Measure("m", null, DataType.VARCHAR);
    var spec =
        new MatchSpec(
            List.of(new MatchSpec.Variable("A", List.of()), new MatchSpec.Variable("B", List.of())),
            new PatternNode.Empty(),
            -1,
            mode,
            new MatchSpec.Skip(MatchSpec.Skip.Kind.PAST_LAST_ROW, null, null),
            List.of(new Neighbour(1), new Neighbour(-1)),
            List.of(),
            List.of(measure),
            rows,
            values,
            MatchSpec.Limits.DEFAULT,
            true);
    var layout = new StringBuilder();
    for (var value : values) {
      layout.append(value.type().storage().code());
    }
    var parts =
        new OutputParts(
            spec,
            TestParts.columns("A", 0),
            1,
            new Shown(),
            TestEvent.blank(layout.toString()),
            List.of(groups),
            (event, time, error) -> given.add(event + "@" + time + " " + error.getMessage()));
    return new MeasureOutput(
        parts,
        new Collector() {
          @Override
          public void row(Object event, long time, Change change) {
            given.add(event + "@" + time);
          }

          @Override
          public void watermark(long time) {
            throw new AssertionError();
          }
        });
  }

  /** Writes everything that it can see into the measure. */
  private static final class Shown extends MatchProjection {
    @Override
    public void fill(Object row, long time, Object[] others, Event given, Event target) {
      var text = new StringBuilder(row == null ? "-" : id(row));
      for (var other : others) {
        text.append(' ').append(other == null ? "-" : id(other));
      }
      for (int i = 0; i < given.size(); i++) {
        text.append(' ').append(given.get(i));
      }
      target.setObject(1, text.toString());
    }

    private static String id(Object row) {
      return String.valueOf(((Event) row).getLong(0));
    }
  }

  /** @param labels of partition rows {@code from ...}; 'a', 'b', in upper case if not excluded */
  private MatchRows match(int from, String labels, long number) {
    match.begin(partition[from], number, false);
    match.resize(labels.length());
    for (int i = 0; i < labels.length(); i++) {
      char label = labels.charAt(i);
      match.set(
          i, partition[from + i], Character.toUpperCase(label) - 'A', Character.isLowerCase(label));
    }
    return match;
  }

  private OutputParts.Group sums(
      VariableSet variables, boolean isFinal, MatchProjection arguments, int... fields) {
    return new OutputParts.Group(
        variables,
        isFinal,
        arguments,
        TestEvent.blank("JJ"),
        TestEvent.blank("A"),
        TestParts.aggregator(0, 1),
        fields,
        TestEvent.blank(TestParts.RESULTS));
  }

  private static MatchValue aggregate(VariableSet set, boolean isFinal, DataType type) {
    // Only its type is looked at here: the aggregator is made by the planner.
    var function =
        new dev.weir.function.AggregateFunction(
            "F", List.of(), type, true, false, null, null, null);
    var call = new dev.weir.expression.AggregateCall(function, List.of(), false, null, List.of());
    return new MatchValue.Aggregate(call, set, isFinal, false);
  }

  private static List<MatchValue> both(List<MatchValue> first, List<MatchValue> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static List<MatchValue> aggregates(VariableSet set, boolean isFinal) {
    return List.of(
        aggregate(set, isFinal, DataType.BIGINT),
        aggregate(set, isFinal, DataType.BIGINT),
        aggregate(set, isFinal, DataType.VARCHAR),
        aggregate(set, isFinal, DataType.VARCHAR));
  }

  @Test
  void oneRowSeesTheWholeMatchFromItsLastRow() {
    var rows =
        List.<RowReference>of(
            first(of(A), 0, false, 0),
            last(of(A), 0, false, 0),
            last(of(A), 1, true, 0),
            first(of(B), 3, false, 0),
            last(ANY, 1, false, 0),
            first(ANY, 4, true, 1),
            last(ANY, 0, false, 1),
            new Neighbour(-1));
    output(Rows.ONE_ROW, rows, List.of(new MatchValue.Number(), new MatchValue.Status()))
        .matched(match(5, "ABABA", 7), 500);
    assertThat(given).containsExactly("(9, 9 5 9 7 - 8 - - 8 7 COMPLETE)@500");
  }

  @Test
  void partialMatchSaysSo() {
    match.begin(partition[2], 0, true);
    match.resize(1);
    match.set(0, partition[2], A, false);
    output(
            Rows.ONE_ROW_WITH_TIMED_OUT,
            List.of(last(of(B), 0, true, 0)),
            List.of(new MatchValue.Status(), new MatchValue.Classifier(null)))
        .matched(match, 600);
    assertThat(given).containsExactly("(2, 2 - TIMED OUT A)@600");
  }

  @Test
  void eachRowSeesTheRowsBeforeItAndTheFinalOnes() {
    var rows =
        List.<RowReference>of(
            first(of(A), 1, false, 0),
            last(of(A), 0, false, 0),
            last(of(B), 0, true, 0),
            first(ANY, 1, true, -1),
            new Neighbour(1));
    var values =
        List.<MatchValue>of(
            new MatchValue.Classifier(null),
            new MatchValue.Classifier(new Neighbour(1)),
            new MatchValue.Classifier(last(of(A), 0, false, -1)),
            new MatchValue.Number());
    output(Rows.ALL_ROWS_SHOW_EMPTY, rows, values).matched(match(3, "BAbA", 2), 500);
    assertThat(given)
        .containsExactly(
            "(3, 3 - - 5 3 4 B A null 2)@500",
            "(4, 4 - 4 5 3 5 A B B 2)@500",
            "(6, 6 6 6 5 3 7 A null B 2)@500");
  }

  @Test
  void runningAggregatesGrowAndFinalOnesDoNot() {
    output(
            Rows.ALL_ROWS_OMIT_EMPTY,
            List.of(),
            both(aggregates(of(A), false), aggregates(ANY, true)),
            sums(of(A), false, null, 0, 1, 2, 3),
            sums(ANY, true, null, 4, 5, 6, 7))
        .matched(match(1, "BAbA", 1), 9);
    assertThat(given)
        .containsExactly(
            "(1, 1 0 0 null null 4 100 000040 1 2 3 4 )@9",
            "(2, 2 1 20 000020 2  4 100 000040 1 2 3 4 )@9",
            "(4, 4 2 60 000040 2 4  4 100 000040 1 2 3 4 )@9");
  }

  @Test
  void rowsThatCannotBeEvaluatedAreReportedAndTheOthersGiven() {
    var arguments =
        new MatchProjection() {
          @Override
          public void fill(Object row, long time, Object[] others, Event given, Event target) {
            var event = (Event) row;
            if (event.getLong(0) == 3) {
              throw new RowError("no row 3, please, by " + given.get(0));
            }
            target.setLong(0, event.getLong(0));
            target.setLong(1, event.getLong(1));
          }
        };
    var output =
        output(
            Rows.ALL_ROWS_OMIT_EMPTY,
            List.of(),
            aggregates(ANY, false),
            sums(ANY, false, arguments, 0, 1, 2, 3));
    output.matched(match(2, "ABA", 1), 9);
    output.matched(match(4, "A", 2), 9);
    assertThat(given)
        .containsExactly(
            "(2, 2 1 20 000020 2 )@9",
            "(3, 30)@103 no row 3, please, by B",
            "(4, 40)@104 no row 3, please, by B",
            "(4, 4 1 40 000040 4 )@9");
  }

  @Test
  void resultsThatDoNotFitAreReported() {
    partition[8] = new MatchRow(TestEvent.of("JJ", 8L, 2_000L), 108, 8, 8, partition[8].around());
    output(Rows.ONE_ROW, List.of(), aggregates(ANY, true), sums(ANY, true, null, 0, 1, 2, 3))
        .matched(match(7, "AA", 1), 9);
    assertThat(given).containsExactly("(8, 2000)@108 the sum 2070 does not fit");
  }

  @Test
  void emptyMatchesStandInFrontOfARow() {
    for (var mode : Rows.values()) {
      output(
              mode,
              List.of(last(ANY, 0, true, 0), new Neighbour(-1)),
              both(
                  aggregates(ANY, true),
                  List.of(
                      new MatchValue.Number(),
                      new MatchValue.Classifier(last(of(A), 0, true, 0)),
                      new MatchValue.Classifier(null))),
              sums(ANY, true, null, 0, 1, 2, 3))
          .matched(match(4, "", 3), 9);
    }
    assertThat(given)
        .hasSize(Rows.values().length - 1)
        .containsOnly("(4, - - - 0 0 null null 3 null null)@9");
  }

  @Test
  void unmatchedRowsHaveNoMeasures() {
    output(Rows.ALL_ROWS_WITH_UNMATCHED, List.of(new Neighbour(-1)), List.of())
        .unmatched(partition[4], 11);
    assertThat(given).containsExactly("(4, null)@11");
  }
}
