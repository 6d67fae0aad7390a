package dev.weir.pattern.union;

import java.util.Arrays;
import java.util.BitSet;

/** A state of the determinised automaton: where in the pattern some partial matches all are. */
final class SetState {
  /** The states of the automaton: those that took a row and those that wait. */
  final BitSet members;

  /** 0 for the start, then in the order of discovery. */
  final int number;

  /** Whether a row that satisfies nothing makes a difference: a next row was required. */
  final boolean isRestless;

  /** By class of rows, null where not known yet. */
  private Move[] moves = new Move[4];

  // ---- scratch of the matcher: where the state is among those reached by the current row

  long epoch;
  int slot;

  SetState(BitSet members, int number, boolean isRestless) {
    this.members = members;
    this.number = number;
    this.isRestless = isRestless;
  }

  /** The move on a class of rows, or null if it is not known yet. */
  Move move(int rowClass) {
    return rowClass < moves.length ? moves[rowClass] : null;
  }

  void setMove(int rowClass, Move move) {
    if (rowClass >= moves.length) {
      moves = Arrays.copyOf(moves, Math.max(rowClass + 1, moves.length * 2));
    }
    moves[rowClass] = move;
  }

  void forgetMoves() {
    moves = new Move[4];
  }

  /**
   * What happens in a state at a row: it can be taken in some ways, and perhaps skipped.
   *
   * @param keys what the row can be taken as, see {@link Subsets#key}
   * @param accepts by way: whether the match is complete then
   * @param targets by way: where it goes on; null if it does not
   * @param stay where partial matches are that skip the row; null if it cannot be skipped
   */
  record Move(int[] keys, boolean[] accepts, SetState[] targets, SetState stay) {}
}
