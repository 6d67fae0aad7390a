package dev.weir.ast;

/** What can be created, described and dropped by name. */
public enum ObjectKind {
  STREAM("STREAM"),
  TABLE("TABLE"),
  VIEW("VIEW"),
  MATERIALIZED_VIEW("MATERIALIZED VIEW"),
  RULE("RULE"),
  FUNCTION("FUNCTION");

  private final String sql;

  ObjectKind(String sql) {
    this.sql = sql;
  }

  /** The keywords, in upper case. */
  public String sql() {
    return sql;
  }
}
