package dev.weir.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One message about a place in a text.
 *
 * @param code what kind of mistake
 * @param severity how bad
 * @param headline what is wrong, in the user's words: lower case, no full stop, names in double quotes
 * @param primary the place the caret points at
 * @param label a few words beside the caret, or empty
 * @param notes further lines: what there is to choose from, what to write instead
 */
public record Diagnostic(
    ErrorCode code,
    Severity severity,
    String headline,
    Span primary,
    String label,
    List<String> notes) {
  /** Copies the notes. */
  public Diagnostic {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(headline, "headline");
    Objects.requireNonNull(primary, "primary");
    Objects.requireNonNull(label, "label");
    notes = List.copyOf(notes);
  }

  /** Begins an error at a place. */
  public static Builder error(ErrorCode code, Span primary, String headline) {
    return new Builder(code, Severity.ERROR, headline, primary);
  }

  /** Begins a warning at a place. */
  public static Builder warning(ErrorCode code, Span primary, String headline) {
    return new Builder(code, Severity.WARNING, headline, primary);
  }

  /** True if the statement cannot be used. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** The message on one line: {@code file:line:column: error[E0101]: headline}. */
  @Override
  public String toString() {
    return primary
        + ": "
        + severity.word()
        + "["
        + code.code()
        + "]: "
        + headline
        + (label.isEmpty() ? "" : ", " + label);
  }

  /** Gathers the optional parts of a message. */
  public static final class Builder {
    private final ErrorCode code;
    private final Severity severity;
    private final String headline;
    private final Span primary;
    private final List<String> notes = new ArrayList<>();
    private String label = "";

    private Builder(ErrorCode code, Severity severity, String headline, Span primary) {
      this.code = code;
      this.severity = severity;
      this.headline = headline;
      this.primary = primary;
    }

    /** The words beside the caret. */
    public Builder label(String words) {
      label = words;
      return this;
    }

    /** {@code did you mean "x"} beside the caret, if there is a near name among the candidates. */
    public Builder suggest(String wrong, Iterable<String> candidates) {
      Names.suggest(wrong, candidates).ifPresent(near -> label("did you mean \"" + near + "\"?"));
      return this;
    }

    /** Adds a line below the source text. */
    public Builder note(String line) {
      notes.add(line);
      return this;
    }

    /** Adds a line that says what to do. */
    public Builder help(String line) {
      notes.add("help: " + line);
      return this;
    }

    /** The finished message. */
    public Diagnostic build() {
      return new Diagnostic(code, severity, headline, primary, label, notes);
    }
  }
}
