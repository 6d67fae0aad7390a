package dev.weir.pattern.ordered;

/** Whether two runs have the same future. */
final class Equality {
  private final Registers registers;
  private final int namedRows;

  /** @param namedRows how many of a run's last rows conditions ask the variable of */
  Equality(Registers registers, int namedRows) {
    this.registers = registers;
    this.namedRows = namedRows;
  }

  /** Of runs in one state of one attempt, or of any attempt where nothing depends on time. */
  boolean same(Run a, Run b) {
    if (a.ends != b.ends) {
      return false;
    }
    var state = a.state;
    for (int register : state.liveRegisters) {
      if (!registers.same(register, a.registers[register], b.registers[register])) {
        return false;
      }
    }
    for (int sum : state.liveSums) {
      if (a.slots[sum] != b.slots[sum]) {
        return false;
      }
    }
    return sameGroups(a, b) && sameNames(a.last, b.last);
  }

  /** Whether the groups that the runs are in, being in one state, began at the same times. */
  static boolean sameGroups(Run a, Run b) {
    for (int group : a.state.liveGroups) {
      if (a.groupStarts[group] != b.groupStarts[group]) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("ReferenceEquality") // rows are told apart by identity
  private boolean sameNames(Node a, Node b) {
    var one = a;
    var other = b;
    for (int i = 0; i < namedRows && one != other; i++) {
      if (one == null || other == null || one.row != other.row || one.label() != other.label()) {
        return false;
      }
      one = one.parent;
      other = other.parent;
    }
    return true;
  }
}
