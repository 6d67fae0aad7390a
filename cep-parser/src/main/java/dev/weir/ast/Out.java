package dev.weir.ast;

import java.util.List;

/** Text under construction, with an indentation; flat, it has no line breaks. */
final class Out {
  private static final String STEP = "  ";

  private final StringBuilder text = new StringBuilder();
  private final boolean flat;
  private int depth;

  Out(boolean flat) {
    this.flat = flat;
  }

  boolean isFlat() {
    return flat;
  }

  Out text(String words) {
    text.append(words);
    return this;
  }

  Out string(String value) {
    text.append('\'').append(value.replace("'", "''")).append('\'');
    return this;
  }

  Out name(Identifier name) {
    text.append(SqlPrinter.quote(name));
    return this;
  }

  Out name(QualifiedName name) {
    for (int i = 0; i < name.parts().size(); i++) {
      text(i == 0 ? "" : ".").name(name.parts().get(i));
    }
    return this;
  }

  Out names(List<Identifier> names) {
    for (int i = 0; i < names.size(); i++) {
      text(i == 0 ? "" : ", ").name(names.get(i));
    }
    return this;
  }

  /** A line break; flat, a space. */
  Out line() {
    if (flat) {
      text.append(' ');
    } else {
      line0();
    }
    return this;
  }

  /** A line break; flat, nothing. */
  Out line0() {
    if (!flat) {
      int end = text.length();
      while (end > 0 && text.charAt(end - 1) == ' ') {
        end--;
      }
      text.setLength(end);
      text.append('\n').append(STEP.repeat(depth));
    }
    return this;
  }

  Out indent() {
    depth++;
    return this;
  }

  Out outdent() {
    depth--;
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
