package dev.weir.pattern.ordered;

import java.util.BitSet;
import java.util.List;

/**
 * What of a run's past can still be read, per state: registers, running aggregates, starts of groups,
 * numbered in this order. Runs of one attempt that are equal in their state and in what is live there
 * have the same future, so the preferred one stands for both. The usual backward data flow over the
 * program, to a fixpoint.
 */
final class Liveness {
  private final List<State> states;
  private final List<Entry> entries;
  private final Registers registers;
  private final int sums;
  private final int groups;
  private final BitSet[] reads;

  /**
   * @param reads what the condition of each variable reads
   * @param sums how many running aggregates there are
   */
  Liveness(
      List<State> states,
      List<Entry> entries,
      Registers registers,
      int sums,
      int groups,
      BitSet[] reads) {
    this.states = states;
    this.entries = entries;
    this.registers = registers;
    this.sums = sums;
    this.groups = groups;
    this.reads = reads;
  }

  void solve() {
    boolean changed = registers.size() + sums + groups > 0;
    while (changed) {
      changed = false;
      for (int i = states.size() - 1; i >= 0; i--) {
        var state = states.get(i);
        var live = live(state);
        if (!live.equals(state.live)) {
          state.live = live;
          changed = true;
        }
      }
      for (var entry : entries) {
        for (var state : entry.states) {
          entry.live.or(state.live);
        }
      }
    }
    states.forEach(this::setLive);
    entries.forEach(this::setLive);
  }

  private BitSet live(State state) {
    var live = new BitSet();
    for (int label = 0; label < reads.length; label++) {
      if ((state.unwanted >>> label & 1) != 0) {
        live.or(reads[label]);
      }
    }
    for (int group : state.groups) {
      live.set(groupBit(group));
    }
    for (var take : state.takes) {
      live.or(reads[take.label()]);
      var before = (BitSet) take.entry().live.clone();
      registers.beforeCapture(take.label(), before);
      for (int group : take.opens()) {
        before.clear(groupBit(group));
      }
      live.or(before);
      for (int group : take.continues()) {
        live.set(groupBit(group));
      }
    }
    return live;
  }

  private int groupBit(int group) {
    return registers.size() + sums + group;
  }

  private void setLive(State state) {
    int endOfSums = registers.size() + sums;
    state.liveRegisters = state.live.stream().filter(i -> i < registers.size()).toArray();
    state.liveSums =
        state.live.stream()
            .filter(i -> i >= registers.size() && i < endOfSums)
            .map(i -> i - registers.size())
            .toArray();
    state.liveGroups =
        state.live.stream().filter(i -> i >= endOfSums).map(i -> i - endOfSums).toArray();
  }

  private void setLive(Entry entry) {
    int firstRegister = entry.live.nextSetBit(0);
    entry.keepsRegisters = firstRegister >= 0 && firstRegister < registers.size();
    entry.captures = registers.captures(entry.label, entry.live);
    entry.keepsGroups = entry.live.nextSetBit(groupBit(0)) >= 0;
    entry.keepsSum = new boolean[sums];
    for (int sum = 0; sum < sums; sum++) {
      entry.keepsSum[sum] = entry.live.get(registers.size() + sum);
    }
  }
}
