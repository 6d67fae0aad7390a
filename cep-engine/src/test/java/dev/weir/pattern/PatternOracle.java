package dev.weir.pattern;

import dev.weir.pattern.Assignments.Horizon;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.MatchSpec.Rows;
import dev.weir.plan.MatchSpec.Skip;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What a MATCH_RECOGNIZE gives for the rows of one partition, by brute force from the definition of
 * the language. It shares nothing with the engine but the plan and the interpreter.
 */
final class PatternOracle {
  private final MatchSpec spec;
  private final List<Integer> rowColumns;
  private final List<OracleRow> rows;
  private final OracleValues values;
  private final long budget;
  private Assignments assignments;
  private final List<Result> results = new ArrayList<>();
  private long matches;

  /** What a result is. */
  enum Kind {
    MATCH,
    UNMATCHED,
    TIMED_OUT,
    /** A match that SKIP TO cannot go on from. */
    SKIP_ERROR
  }

  /**
   * A match, or an unmatched row.
   *
   * @param start the position of its first row; of an empty match the row in front of which it stands
   * @param rows what is given for it
   */
  record Result(Kind kind, int start, List<Taken> taken, List<List<Object>> rows) {}

  /**
   * @param rowColumns as in {@link dev.weir.plan.LogicalPlan.Match}
   * @param rows the partition's, in order
   */
  PatternOracle(
      MatchSpec spec, List<Integer> rowColumns, List<OracleRow> rows, String layout, long budget) {
    this.spec = spec;
    this.rowColumns = rowColumns;
    this.rows = rows;
    this.values = new OracleValues(spec, rows, layout);
    this.budget = budget;
  }

  /**
   * All results, in order of their starts.
   *
   * @throws Assignments.TooLarge if brute force does not get through
   */
  List<Result> results() {
    return results(new Horizon(rows.size(), Long.MAX_VALUE, true));
  }

  /**
   * How many rows must have been given when nothing earlier than a time is still to come: those of all
   * attempts that cannot end in another way any more.
   */
  int due(long watermark) {
    int arrived = (int) rows.stream().filter(row -> row.time() < watermark).count();
    int known = Math.max(0, arrived - spec.reachAhead());
    long clock = known < arrived ? rows.get(known).time() : watermark;
    return results(new Horizon(known, clock, false)).stream()
        .mapToInt(result -> result.rows().size())
        .sum();
  }

  private List<Result> results(Horizon horizon) {
    assignments = new Assignments(spec, rows, values, budget);
    results.clear();
    matches = 0;
    boolean isUnmatched = spec.rows() == Rows.ALL_ROWS_WITH_UNMATCHED;
    boolean inOrder = isUnmatched || spec.usesNumber();
    int start = 0;
    while (start < horizon.rows()) {
      start =
          spec.skip().kind() == Skip.Kind.NONE
              ? everything(start, horizon)
              : search(start, horizon, inOrder);
      if (start < 0) {
        break;
      }
    }
    int decided = start < 0 ? -start - 1 : horizon.rows();
    return isUnmatched ? withUnmatched(decided) : List.copyOf(results);
  }

  // ---- the search

  /** Makes an attempt. @return where the search goes on; {@code -start - 1} if that is not known yet */
  private int search(int start, Horizon horizon, boolean inOrder) {
    var found = preferred(start, horizon, matches + 1);
    if (found == UNDECIDED) {
      return spec.skip().kind() == Skip.Kind.TO_NEXT_ROW && !inOrder ? start + 1 : -start - 1;
    } else if (found != null) {
      return skip(start, found);
    } else if (spec.rows() == Rows.ONE_ROW_WITH_TIMED_OUT && spec.withinMicros() >= 0) {
      timedOut(start);
    }
    return start + 1;
  }

  private static final List<Taken> UNDECIDED = new ArrayList<>();

  /** The first complete assignment, null if there is none, or {@link #UNDECIDED}. */
  private List<Taken> preferred(int start, Horizon horizon, long number) {
    var found = new ArrayList<List<Taken>>();
    assignments.visit(
        start,
        horizon,
        number,
        new Assignments.Visitor() {
          @Override
          public boolean complete(List<Taken> taken) {
            found.add(List.copyOf(taken));
            return true;
          }

          @Override
          public boolean open(List<Taken> taken, boolean takesRows) {
            found.add(UNDECIDED);
            return true;
          }
        });
    return found.isEmpty() ? null : found.get(0);
  }

  /** Gives a match. @return where the search goes on */
  private int skip(int start, List<Taken> match) {
    if (match.isEmpty()) {
      give(Kind.MATCH, start, match, ++matches);
      return start + 1;
    }
    int next =
        switch (spec.skip().kind()) {
          case PAST_LAST_ROW -> match.get(match.size() - 1).row().position() + 1;
          case TO_FIRST -> target(match, true);
          case TO_LAST -> target(match, false);
          case TO_NEXT_ROW, NONE -> start + 1;
        };
    if (next <= start) {
      // The error names the number, so that no other match has it.
      matches++;
      results.add(new Result(Kind.SKIP_ERROR, start, match, List.of()));
      return start + 1;
    }
    give(Kind.MATCH, start, match, ++matches);
    return next;
  }

  /** The position of the row that SKIP TO names, -1 if there is none. */
  private int target(List<Taken> match, boolean first) {
    var positions =
        match.stream()
            .filter(taken -> spec.skip().target().contains(taken.label()))
            .mapToInt(taken -> taken.row().position());
    return (first ? positions.min() : positions.max()).orElse(-1);
  }

  /** SKIP NONE: every assignment, each once. */
  private int everything(int start, Horizon horizon) {
    var found = new LinkedHashSet<List<Taken>>();
    assignments.visit(
        start,
        horizon,
        0,
        new Assignments.Visitor() {
          @Override
          public boolean complete(List<Taken> taken) {
            if (!taken.isEmpty()) {
              found.add(List.copyOf(taken));
            }
            return false;
          }

          @Override
          public boolean open(List<Taken> taken, boolean takesRows) {
            return false;
          }
        });
    for (var match : found) {
      give(Kind.MATCH, start, match, ++matches);
    }
    return start + 1;
  }

  /** The most preferred partial match at the moment at which WITHIN ends it. */
  private void timedOut(int start) {
    long deadline = rows.get(start).time() + spec.withinMicros();
    int inTime = start;
    while (inTime < rows.size() && rows.get(inTime).time() <= deadline) {
      inTime++;
    }
    var open = new ArrayList<List<Taken>>();
    var goesOn = new ArrayList<List<Taken>>();
    assignments.visit(
        start,
        new Horizon(inTime, deadline, false),
        matches + 1,
        new Assignments.Visitor() {
          @Override
          public boolean complete(List<Taken> taken) {
            return false;
          }

          @Override
          public boolean open(List<Taken> taken, boolean takesRows) {
            (takesRows ? open : goesOn).add(List.copyOf(taken));
            return false;
          }
        });
    // What takes no further row is not ended by WITHIN, nor is the attempt then.
    open.removeIf(List::isEmpty);
    if (!open.isEmpty() && goesOn.isEmpty()) {
      give(Kind.TIMED_OUT, start, open.get(0), ++matches);
    }
  }

  // ---- what is given

  private void give(Kind kind, int start, List<Taken> match, long number) {
    var given = new ArrayList<List<Object>>();
    boolean timedOut = kind == Kind.TIMED_OUT;
    if (!spec.rows().isAllRows() || match.isEmpty()) {
      if (spec.rows() != Rows.ALL_ROWS_OMIT_EMPTY || !match.isEmpty()) {
        given.add(row(rows.get(start), values.measures(match, match.size() - 1, number, timedOut)));
      }
    } else {
      for (int i = 0; i < match.size(); i++) {
        if (!match.get(i).excluded()) {
          given.add(row(match.get(i).row(), values.measures(match, i, number, timedOut)));
        }
      }
    }
    results.add(new Result(kind, start, match, given));
  }

  private List<Object> row(OracleRow row, List<Object> measures) {
    var all = new ArrayList<Object>();
    rowColumns.forEach(column -> all.add(row.event().get(column)));
    all.addAll(measures);
    return all;
  }

  /** @param decided the first row whose attempt may still end in another way */
  private List<Result> withUnmatched(int decided) {
    var all = new ArrayList<Result>();
    for (var row : rows.subList(0, decided)) {
      int position = row.position();
      boolean isCovered = false;
      for (var result : results) {
        boolean isMatch = result.kind() == Kind.MATCH;
        if (result.start() == position) {
          all.add(result);
          isCovered |= isMatch;
        }
        isCovered |=
            isMatch
                && result.taken().stream().anyMatch(taken -> taken.row().position() == position);
      }
      if (!isCovered) {
        var nothing = new ArrayList<Object>();
        spec.measures().forEach(measure -> nothing.add(null));
        all.add(new Result(Kind.UNMATCHED, position, List.of(), List.of(row(row, nothing))));
      }
    }
    return all;
  }
}
