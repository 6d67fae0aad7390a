package dev.weir.pattern.union;

import dev.weir.operator.OperatorHarness.Row;
import dev.weir.pattern.automaton.Automaton;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every match by trying everything, from every start: what a run may do is read off the automaton. */
final class EveryMatch {
  private final Automaton automaton;
  private final List<Row> rows;
  private final long within;
  private final List<Set<String>> byClosingRow = new ArrayList<>();

  private EveryMatch(Automaton automaton, List<Row> rows, long within) {
    this.automaton = automaton;
    this.rows = rows;
    this.within = within;
    rows.forEach(row -> byClosingRow.add(new LinkedHashSet<>()));
  }

  /**
   * @param rows of one partition, with what they satisfy as field 1
   * @return by row, the matches that it completes, each as {@link #entry entries}
   */
  static List<Set<String>> of(Automaton automaton, List<Row> rows, long within) {
    var search = new EveryMatch(automaton, rows, within);
    for (int start = 0; start < rows.size(); start++) {
      search.run(Automaton.START, start, start, "");
    }
    return search.byClosingRow;
  }

  /** A row of a match as text. */
  static String entry(long id, int label, boolean isExcluded) {
    return id + (isExcluded ? "-" : "") + (char) ('A' + label) + " ";
  }

  private void run(int state, int start, int row, String match) {
    for (var step : automaton.states().get(state).steps()) {
      if (step instanceof Automaton.Accept && !match.isEmpty()) {
        byClosingRow.get(row - 1).add(match);
      } else if (row < rows.size()) {
        if (step instanceof Automaton.Take take) {
          take(take, start, row, match);
        } else if (step instanceof Automaton.EnterGap gap) {
          wait(gap.waiting(), start, row, match);
        }
      }
    }
  }

  private boolean take(Automaton.Take take, int start, int row, String match) {
    var target = (Automaton.Matched) automaton.states().get(take.target());
    var event = rows.get(row).event();
    boolean isLate = within >= 0 && rows.get(row).time() - rows.get(start).time() > within;
    if ((event.getLong(1) >>> target.label() & 1) == 0 || isLate) {
      return false;
    }
    run(
        take.target(),
        start,
        row + 1,
        match + entry(event.getLong(0), target.label(), target.excluded()));
    return true;
  }

  private void wait(int state, int start, int row, String match) {
    var waiting = (Automaton.Waiting) automaton.states().get(state);
    for (int next = row; next < rows.size(); next++) {
      boolean taken = false;
      for (var step : waiting.steps()) {
        taken |= take((Automaton.Take) step, start, next, match);
      }
      if (taken && !waiting.any()
          || (waiting.unwanted().bits() & rows.get(next).event().getLong(1)) != 0) {
        return;
      }
    }
  }
}
