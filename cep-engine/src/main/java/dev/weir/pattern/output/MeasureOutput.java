package dev.weir.pattern.output;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.operator.Collector;
import dev.weir.pattern.match.MatchOutput;
import dev.weir.pattern.match.MatchRow;
import dev.weir.pattern.match.MatchRows;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.MatchValue;
import dev.weir.plan.RowReference;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes rows of the result from matches: ONE ROW or ALL ROWS PER MATCH, in time linear in the match.
 * A row whose measures cannot be evaluated is reported with the current input row and left out; the
 * other rows of the match are given.
 *
 * <p>In ONE ROW PER MATCH the current row is the last one, so RUNNING and FINAL are the same.
 */
public final class MeasureOutput implements MatchOutput {
  private static final String COMPLETE = "COMPLETE";
  private static final String TIMED_OUT = "TIMED OUT";

  private final OutputParts parts;
  private final Collector out;
  private final MatchSpec.Rows mode;
  private final List<MatchValue> values;
  private final Event given;
  private final String[] names;

  private final RowFinder finder;
  private final RowReference[] references;
  private final int[] places;
  private final int[] distances;
  private final Object[] others;

  /**
   * By reference: the index of the row that it is counted from in the match; with one row per match the same for all of one
   * {@link MatchRows#shape}.
   */
  private final int[] found;

  private long shape = -1;

  private MatchRows shaped;

  /** The fields of {@link #given} with classifiers, the rows that they are of, and their places. */
  private final int[] classifiers;

  private final RowReference[] classified;
  private final int[] classifiedPlaces;

  private final RowGroup[] groups;

  public MeasureOutput(OutputParts parts, Collector out) {
    var spec = parts.spec();
    this.parts = parts;
    this.out = out;
    this.mode = spec.rows();
    this.values = spec.measureValues();
    this.given = parts.given();
    this.names = spec.variables().stream().map(MatchSpec.Variable::name).toArray(String[]::new);
    this.finder = new RowFinder(spec);
    this.references = spec.measureRows().toArray(RowReference[]::new);
    this.places = finder.places(spec.measureRows());
    this.distances = spec.measureRows().stream().mapToInt(RowFinder::distance).toArray();
    this.others = new Object[references.length];
    this.found = new int[references.length];
    this.classifiers = fieldsOf(MatchValue.Classifier.class);
    this.classified = new RowReference[classifiers.length];
    this.classifiedPlaces = new int[classifiers.length];
    for (int i = 0; i < classifiers.length; i++) {
      classified[i] = ((MatchValue.Classifier) values.get(classifiers[i])).row();
      classifiedPlaces[i] = finder.place(classified[i]);
    }
    this.groups =
        parts.groups().stream().map(group -> new RowGroup(group, names)).toArray(RowGroup[]::new);
  }

  private int[] fieldsOf(Class<? extends MatchValue> kind) {
    return IntStream.range(0, values.size()).filter(i -> kind.isInstance(values.get(i))).toArray();
  }

  @Override
  public void matched(MatchRows match, long time) {
    if (match.size() == 0) {
      if (mode != MatchSpec.Rows.ALL_ROWS_OMIT_EMPTY) {
        begin(match);
        give(match.start(), time);
      }
    } else if (mode.isAllRows()) {
      begin(match);
      allRows(match, time);
    } else {
      begin(match);
      finder.toLast();
      if (shape != match.shape() || shaped != match) {
        shape = match.shape();
        shaped = match;
        find();
      }
      for (var group : groups) {
        addAll(group, match);
      }
      give(match.row(match.size() - 1), time);
    }
    finder.release();
  }

  private void find() {
    for (int i = 0; i < references.length; i++) {
      found[i] = finder.index(references[i], places[i]);
    }
  }

  private void allRows(MatchRows match, long time) {
    for (var group : groups) {
      if (group.isFinal()) {
        addAll(group, match);
      }
    }
    for (int i = 0; i < match.size(); i++) {
      finder.next();
      var row = match.row(i);
      for (var group : groups) {
        if (!group.isFinal()) {
          group.add(row, match.label(i));
        }
      }
      if (!match.isExcluded(i)) {
        give(row, time);
      }
    }
  }

  private static void addAll(RowGroup group, MatchRows match) {
    for (int i = 0; i < match.size(); i++) {
      group.add(match.row(i), match.label(i));
    }
  }

  /** What is the same for all rows of a match. */
  private void begin(MatchRows match) {
    finder.begin(match);
    for (var group : groups) {
      group.begin();
    }
    for (int i = 0; i < values.size(); i++) {
      var value = values.get(i);
      if (value instanceof MatchValue.Number) {
        given.setLong(i, match.number());
      } else if (value instanceof MatchValue.Matches) {
        given.setLong(i, match.count());
      } else if (value instanceof MatchValue.Status) {
        given.setObject(i, match.isTimedOut() ? TIMED_OUT : COMPLETE);
      }
    }
  }

  /**
   * Gives one row of the result, at the current row of the finder.
   *
   * @param row whose columns come first: that row, or of an empty match the one in front of which it
   *     stands
   */
  private void give(MatchRow row, long time) {
    var result = parts.rowColumns().apply(row.event(), row.time());
    if (parts.measures() != null) {
      try {
        fill(row, result);
      } catch (RowError error) {
        parts.errors().failed(row.event(), row.time(), error);
        return;
      }
    }
    out.row(result, time, Change.INSERT);
  }

  private void fill(MatchRow row, Event result) {
    if (finder.current() < 0 || mode.isAllRows()) {
      find();
      shape = -1;
    }
    for (int i = 0; i < others.length; i++) {
      others[i] = finder.event(found[i], distances[i]);
    }
    for (var group : groups) {
      group.give(given);
    }
    for (int i = 0; i < classifiers.length; i++) {
      int label = classifier(i);
      given.setObject(classifiers[i], label < 0 ? null : names[label]);
    }
    var current = finder.current() < 0 ? null : row.event();
    parts.measures().fill(current, row.time(), others, given, result);
  }

  private int classifier(int i) {
    return classified[i] == null
        ? finder.currentLabel()
        : finder.label(classified[i], classifiedPlaces[i]);
  }

  @Override
  public void unmatched(MatchRow row, long time) {
    var result = parts.rowColumns().apply(row.event(), row.time());
    for (int i = 0; i < parts.spec().measures().size(); i++) {
      result.setNull(parts.firstMeasure() + i);
    }
    out.row(result, time, Change.INSERT);
  }
}
