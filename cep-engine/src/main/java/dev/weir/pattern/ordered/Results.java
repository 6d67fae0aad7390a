package dev.weir.pattern.ordered;

import dev.weir.event.RowError;
import dev.weir.operator.RowErrors;
import dev.weir.pattern.match.MatchOutput;
import dev.weir.pattern.match.MatchRow;
import dev.weir.pattern.match.MatchRows;
import dev.weir.plan.MatchSpec;
import dev.weir.type.TimeText;
import java.util.ArrayList;
import java.util.List;

/** Gives what has been decided, and says where the search goes on behind it. */
final class Results {
  private final MatchSpec spec;
  private final MatchOutput output;
  private final RowErrors errors;
  private final boolean numbered;
  private final long perRow;
  private final MatchRows match = new MatchRows();

  /** The last rows of the matches given since the last {@link #endOfRow}, with how many they end. */
  private final List<Closing> closings = new ArrayList<>(1);

  private long time;

  private static final class Closing {
    final MatchRow row;
    long matches;

    Closing(MatchRow row) {
      this.row = row;
    }
  }

  Results(MatchSpec spec, MatchOutput output, RowErrors errors) {
    this.spec = spec;
    this.output = output;
    this.errors = errors;
    this.numbered = spec.usesNumber();
    this.perRow =
        spec.skip().kind() == MatchSpec.Skip.Kind.NONE ? spec.limits().matchesPerRow() : -1;
  }

  /** The time of what is given from now on. */
  void at(long now) {
    time = now;
  }

  /**
   * Gives what is complete of an attempt.
   *
   * @return the position of the row with which the search goes on
   */
  long give(OrderedPartition partition, Attempt attempt) {
    long next = attempt.position() + 1;
    if (attempt.match != null && !attempt.timedOut) {
      switch (spec.skip().kind()) {
        case PAST_LAST_ROW -> next = attempt.match.position() + 1;
        case TO_FIRST, TO_LAST -> {
          long target = target(attempt.match);
          if (target <= attempt.position()) {
            cannotSkip(partition, attempt, target);
            return next;
          }
          next = target;
        }
        default -> {}
      }
    }
    send(partition, attempt.start, attempt.match, attempt.timedOut);
    return next;
  }

  /** Gives one of all matches. */
  void giveOneOfAll(OrderedPartition partition, Attempt attempt, Node last) {
    if (perRow >= 0 && ++closing(last.row).matches > perRow) {
      return;
    }
    send(partition, attempt.start, last, false);
  }

  @SuppressWarnings("ReferenceEquality") // rows are told apart by identity
  private Closing closing(MatchRow row) {
    for (var known : closings) {
      if (known.row == row) {
        return known;
      }
    }
    var first = new Closing(row);
    closings.add(first);
    return first;
  }

  private void send(OrderedPartition partition, MatchRow start, Node last, boolean timedOut) {
    match.begin(start, numbered ? partition.countMatch() : 0, timedOut);
    int size = 0;
    for (var node = last; node != null; node = node.parent) {
      size++;
    }
    match.resize(size);
    for (var node = last; node != null; node = node.parent) {
      match.set(--size, node.row, node.label(), node.excluded);
    }
    output.matched(match, time);
    if (partition.open != null) {
      partition.open.match(start.position());
      for (var node = last; node != null; node = node.parent) {
        partition.open.match(node.position());
      }
    }
  }

  /** The position of the row that SKIP TO names, -1 if the match does not have it. */
  private long target(Node last) {
    long target = -1;
    for (var node = last; node != null; node = node.parent) {
      if (spec.skip().target().contains(node.label())) {
        target = node.position();
        if (spec.skip().kind() == MatchSpec.Skip.Kind.TO_LAST) {
          break;
        }
      }
    }
    return target;
  }

  private void cannotSkip(OrderedPartition partition, Attempt attempt, long target) {
    var text = new StringBuilder("cannot skip to ");
    text.append(spec.skip().kind() == MatchSpec.Skip.Kind.TO_FIRST ? "first " : "last ");
    text.append('"').append(spec.skip().name()).append('"');
    text.append(target < 0 ? ", which has no row in" : ", which is the first row of");
    text.append(" the match ");
    if (numbered) {
      // The number is used up, so that the message names one match only.
      text.append("number ").append(partition.countMatch()).append(' ');
    }
    text.append("that begins in the partition of this row at ");
    TimeText.appendTimestamp(text, attempt.start.time());
    errors.failed(attempt.start.event(), attempt.start.time(), new RowError(text.toString()));
  }

  /**
   * Gives the rows that no attempt can have any more and that are in no match.
   *
   * @param begun no attempt will begin in front of this position
   */
  void giveUnmatched(OrderedPartition partition, long begun) {
    if (partition.open == null) {
      return;
    }
    long first = begun;
    if (partition.head != null) {
      first = Math.min(first, partition.head.position());
    } else if (partition.replay != null) {
      first = Math.min(first, partition.replay.next);
    }
    partition.open.release(first, row -> output.unmatched(row, time));
  }

  /** All matches that end at a row have been given: says how many were held back. */
  void endOfRow() {
    for (var closing : closings) {
      long heldBack = closing.matches - perRow;
      if (heldBack > 0 && !spec.limits().dropsSilently()) {
        errors.failed(
            closing.row.event(),
            closing.row.time(),
            new RowError(
                heldBack
                    + (heldBack == 1 ? " further match ends" : " further matches end")
                    + " at this row, beyond the "
                    + perRow
                    + " that 'pattern.max-matches-per-row' allows"));
      }
    }
    closings.clear();
  }
}
