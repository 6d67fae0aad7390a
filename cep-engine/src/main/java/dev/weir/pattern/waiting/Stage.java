package dev.weir.pattern.waiting;

/**
 * A row that runs wait for.
 *
 * @param label the variable that it is mapped to
 * @param excluded whether it stands in an exclusion
 * @param unwanted a row that satisfies one of these variables and does not advance a run ends it
 * @param bound what else it must satisfy; null if its local conditions are all
 * @param references for each row that {@code bound} reads of a run: the stage that took it; -1 for rows that it does not
 *     read
 */
record Stage(int label, boolean excluded, long unwanted, Bound bound, int[] references) {
  static Stage of(WaitingPlan.Step step, Bound bound) {
    int[] references =
        step.bound() == null
            ? new int[0]
            : step.bound().references().stream().mapToInt(Integer::intValue).toArray();
    return new Stage(step.label(), step.excluded(), step.unwanted(), bound, references);
  }

  long bit() {
    return 1L << label;
  }
}
