package dev.weir.type;

import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a relation, in order. Names need not be unique (a query may project two columns of
 * one name); look-up by name is the binder's work.
 */
public record Schema(List<Column> columns) {
  public Schema {
    columns = List.copyOf(columns);
  }

  public static Schema of(Column... columns) {
    return new Schema(List.of(columns));
  }

  public int size() {
    return columns.size();
  }

  public Column column(int index) {
    return columns.get(index);
  }

  public DataType type(int index) {
    return columns.get(index).type();
  }

  /** The first time column, or -1. */
  public int timeColumn() {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).isTime()) {
        return i;
      }
    }
    return -1;
  }

  /** The column of exactly this spelling, or -1. */
  public int indexOf(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  public Schema concat(Schema other) {
    var all = new ArrayList<>(columns);
    all.addAll(other.columns);
    return new Schema(all);
  }

  /**
   * One letter per column ({@link Storage#code}): the key by which generated classes are shared.
   * Schemas of one layout share one event class.
   */
  public String layout() {
    var text = new StringBuilder(columns.size());
    for (var column : columns) {
      text.append(column.type().storage().code());
    }
    return text.toString();
  }
}
