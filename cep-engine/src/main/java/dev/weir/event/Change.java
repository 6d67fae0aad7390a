package dev.weir.event;

/** What a row on an edge does to the relation that the edge carries. */
public enum Change {
  INSERT("+I"),
  UPDATE_BEFORE("-U"),
  UPDATE_AFTER("+U"),
  DELETE("-D");

  private final String code;

  Change(String code) {
    this.code = code;
  }

  /** The value of the column {@code op} in output. */
  public String code() {
    return code;
  }

  /** True for the kinds that take a row away. */
  public boolean isRetraction() {
    return this == UPDATE_BEFORE || this == DELETE;
  }
}
