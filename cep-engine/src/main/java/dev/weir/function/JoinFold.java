package dev.weir.function;

import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;

/** STRING_AGG: texts in the order of the rows with a separator between them. */
final class JoinFold implements Fold<StringBuilder> {
  private final String separator;

  JoinFold(String separator) {
    this.separator = separator;
  }

  @Override
  public StringBuilder add(StringBuilder state, Object value) {
    return state == null
        ? new StringBuilder((String) value)
        : state.append(separator).append((String) value);
  }

  @Override
  public StringBuilder merge(StringBuilder into, StringBuilder from) {
    return into.append(separator).append(from);
  }

  @Override
  public StringBuilder copy(StringBuilder state) {
    return new StringBuilder(state);
  }

  @Override
  public Object result(StringBuilder state) {
    return state.toString();
  }

  @Override
  public void write(StringBuilder state, StateWriter out) {
    out.writeString(state.toString());
  }

  @Override
  public StringBuilder read(StateReader in) {
    return new StringBuilder(in.readString());
  }
}
