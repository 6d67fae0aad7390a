package dev.weir.type;

/**
 * A column of a relation.
 *
 * @param name as declared, in its own spelling
 * @param nullable false where NULL can never occur
 * @param role whether the column is the relation's time
 */
public record Column(String name, DataType type, boolean nullable, Role role) {

  /** What a column means for time. Several columns may carry the same time attribute. */
  public enum Role {
    PLAIN,
    /** Equal to the time of the row on the edge, in event time. */
    EVENT_TIME,
    /** Equal to the time of the row on the edge, in processing time. */
    PROCESSING_TIME,
    /** Start (inclusive) of the window that the row belongs to. */
    WINDOW_START,
    /** End (exclusive) of the window that the row belongs to. */
    WINDOW_END
  }

  public Column(String name, DataType type) {
    this(name, type, true, Role.PLAIN);
  }

  public boolean isTime() {
    return role == Role.EVENT_TIME || role == Role.PROCESSING_TIME;
  }

  public Column withRole(Role role) {
    return new Column(name, type, nullable, role);
  }

  public Column withName(String name) {
    return new Column(name, type, nullable, role);
  }
}
