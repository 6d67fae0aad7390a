package dev.weir.type;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A value of type ROW: its fields in order, boxed, {@code null} for NULL. Names are in the type.
 *
 * @param fields never null itself; may hold nulls
 */
public record RowValue(List<Object> fields) {
  public RowValue {
    fields = Collections.unmodifiableList(new ArrayList<>(fields));
  }
}
