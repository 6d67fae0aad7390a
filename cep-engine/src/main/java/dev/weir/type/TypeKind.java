package dev.weir.type;

/** The families of SQL types that Weir knows. */
public enum TypeKind {
  /** The type of a bare NULL, assignable to every other. */
  NULL(Storage.OBJECT),
  BOOLEAN(Storage.BOOLEAN),
  TINYINT(Storage.INT),
  SMALLINT(Storage.INT),
  INTEGER(Storage.INT),
  BIGINT(Storage.LONG),
  REAL(Storage.DOUBLE),
  DOUBLE(Storage.DOUBLE),
  DECIMAL(Storage.OBJECT),
  CHAR(Storage.OBJECT),
  VARCHAR(Storage.OBJECT),
  VARBINARY(Storage.OBJECT),
  DATE(Storage.INT),
  TIME(Storage.LONG),
  TIMESTAMP(Storage.LONG),
  TIMESTAMP_LTZ(Storage.LONG),
  INTERVAL_DAY_TIME(Storage.LONG),
  INTERVAL_YEAR_MONTH(Storage.LONG),
  ARRAY(Storage.OBJECT),
  MAP(Storage.OBJECT),
  ROW(Storage.OBJECT),
  JSON(Storage.OBJECT);

  private final Storage storage;

  TypeKind(Storage storage) {
    this.storage = storage;
  }

  public Storage storage() {
    return storage;
  }

  public boolean isInteger() {
    return this == TINYINT || this == SMALLINT || this == INTEGER || this == BIGINT;
  }

  public boolean isFloating() {
    return this == REAL || this == DOUBLE;
  }

  public boolean isNumeric() {
    return isInteger() || isFloating() || this == DECIMAL;
  }

  public boolean isString() {
    return this == VARCHAR || this == CHAR;
  }

  public boolean isTimestamp() {
    return this == TIMESTAMP || this == TIMESTAMP_LTZ;
  }

  public boolean isInterval() {
    return this == INTERVAL_DAY_TIME || this == INTERVAL_YEAR_MONTH;
  }
}
