package dev.weir.pattern.waiting;

/** Runs in the order in which they were added, linked through themselves; removal is O(1). Not thread-safe. */
final class RunList {
  private Run first;
  private Run last;

  /** The run added first, or null. */
  Run first() {
    return first;
  }

  boolean isEmpty() {
    return first == null;
  }

  void add(Run run) {
    run.previous = last;
    run.next = null;
    if (last == null) {
      first = run;
    } else {
      last.next = run;
    }
    last = run;
  }

  void remove(Run run) {
    if (run.previous == null) {
      first = run.next;
    } else {
      run.previous.next = run.next;
    }
    if (run.next == null) {
      last = run.previous;
    } else {
      run.next.previous = run.previous;
    }
    run.previous = null;
    run.next = null;
  }

  void clear() {
    first = null;
    last = null;
  }
}
