package dev.weir.codegen;

/**
 * Where a method under construction finds what expressions read, by local variable. Methods that
 * are split off get all of it as their first parameters.
 *
 * @param event internal name of the class of rows
 * @param row the local of the current row
 * @param time the local of the row's time, or -1 if there is none
 * @param others the local of the array of other rows, or -1 if there is none
 * @param given internal name of the class of the event of given values, or null if there is none
 * @param givenEvent the local of that event
 */
record RowInputs(String event, int row, int time, int others, String given, int givenEvent) {
  /** A row and nothing else. */
  static RowInputs ofRow(String event, int row, int time) {
    return new RowInputs(event, row, time, -1, null, -1);
  }

  /** Descriptors of the parameters of a method that is split off. */
  String parameters() {
    return "L"
        + event
        + ";J"
        + (others < 0 ? "" : "[Ljava/lang/Object;")
        + (given == null ? "" : "L" + given + ";");
  }

  /** The same in such a method. */
  RowInputs inParameters() {
    int afterOthers = others < 0 ? 4 : 5;
    return new RowInputs(event, 1, 2, others < 0 ? -1 : 4, given, given == null ? -1 : afterOthers);
  }

  /** The local behind those parameters. */
  int next() {
    return 4 + (others < 0 ? 0 : 1) + (given == null ? 0 : 1);
  }

  /** Pushes the arguments for those parameters. */
  void push(Code code) {
    code.load('A', row);
    pushTime(code);
    if (others >= 0) {
      code.load('A', others);
    }
    if (given != null) {
      code.load('A', givenEvent);
    }
  }

  void pushTime(Code code) {
    if (time < 0) {
      code.push(0L);
    } else {
      code.load('J', time);
    }
  }
}
