package dev.weir.pattern.ordered;

import dev.weir.plan.RowReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The rows of a run that conditions read, at hand: FIRST and LAST, with their offsets, cost O(1). The
 * registers of all runs are laid out alike; an array of them is never changed, so that runs share it
 * until one takes a row that goes into a register.
 */
final class Registers {
  /**
   * The first or the latest rows that are mapped to some variables, in {@code size} registers from
   * {@code base} on: from the first on, or from the latest back.
   */
  static final class Bank {
    final long variables;
    final boolean last;
    int base;
    int size;

    /** Whether a condition asks which variable the row is mapped to. */
    boolean labelled;

    /**
     * Whether the registers hold nodes, not events: where more than the row itself is read. The event is
     * two steps through memory nearer, which is what a condition on many waiting runs costs.
     */
    boolean holdsNodes;

    Bank(long variables, boolean last) {
      this.variables = variables;
      this.last = last;
    }

    boolean takes(int label) {
      return (variables >>> label & 1) != 0;
    }
  }

  private final List<Bank> banks = new ArrayList<>();
  private int size;
  private Object[] none;
  private Bank[] bankOf;

  /** The bank of a reference, which from now on holds what is read through it in the condition of a variable. */
  Bank need(RowReference.Mapped reference, int label) {
    long variables = reference.variables().bits();
    Bank bank = null;
    for (var known : banks) {
      if (known.variables == variables && known.last == reference.last()) {
        bank = known;
      }
    }
    if (bank == null) {
      bank = new Bank(variables, reference.last());
      banks.add(bank);
    }
    // The present row is the latest one of its variable, and needs no register.
    boolean present = bank.last && bank.takes(label);
    bank.holdsNodes |= reference.shift() != 0;
    bank.size = Math.max(bank.size, reference.offset() + (present ? 0 : 1));
    return bank;
  }

  /** After the last {@link #need}: gives the banks their places. */
  void layOut() {
    for (var bank : banks) {
      bank.base = size;
      size += bank.size;
    }
    none = new Object[size];
    bankOf = new Bank[size];
    for (var bank : banks) {
      Arrays.fill(bankOf, bank.base, bank.base + bank.size, bank);
    }
  }

  int size() {
    return size;
  }

  /** The registers of a run that has taken no row. */
  Object[] none() {
    return none;
  }

  /** Whether a row mapped to the variable goes into one of some registers. */
  boolean captures(int label, BitSet live) {
    for (var bank : banks) {
      int next = live.nextSetBit(bank.base);
      if (bank.takes(label) && next >= 0 && next < bank.base + bank.size) {
        return true;
      }
    }
    return false;
  }

  /** The registers after a row has been taken. */
  Object[] capture(Object[] before, Node node) {
    var after = before.clone();
    for (var bank : banks) {
      if (!bank.takes(node.label()) || bank.size == 0) {
        continue;
      }
      int end = bank.base + bank.size;
      Object content = bank.holdsNodes ? node : node.row.event();
      if (bank.last) {
        System.arraycopy(before, bank.base, after, bank.base + 1, bank.size - 1);
        after[bank.base] = content;
      } else {
        for (int i = bank.base; i < end; i++) {
          if (after[i] == null) {
            after[i] = content;
            break;
          }
        }
      }
    }
    return after;
  }

  /** Turns what is live behind a row of a variable into what is live before it. */
  void beforeCapture(int label, BitSet live) {
    for (var bank : banks) {
      if (!bank.takes(label)) {
        continue;
      }
      if (bank.last) {
        for (int i = 0; i < bank.size; i++) {
          live.set(bank.base + i, i + 1 < bank.size && live.get(bank.base + i + 1));
        }
      } else {
        // Where a row goes depends on which of the registers before are taken.
        int highest = live.previousSetBit(bank.base + bank.size - 1);
        if (highest >= bank.base) {
          live.set(bank.base, highest + 1);
        }
      }
    }
  }

  /** Whether a register holds a node, else the event of a row. */
  boolean holdsNode(int register) {
    return bankOf[register].holdsNodes;
  }

  /** Whether what conditions can read of a register is the same. */
  @SuppressWarnings("ReferenceEquality") // rows are told apart by identity
  boolean same(int register, Object a, Object b) {
    if (a == b) {
      return true;
    }
    var bank = bankOf[register];
    return bank.holdsNodes
        && a instanceof Node one
        && b instanceof Node other
        && one.row == other.row
        && (one.label() == other.label() || !bank.labelled);
  }
}
