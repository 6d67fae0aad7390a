package dev.weir.function;

/**
 * One function as the reference and {@code SHOW FUNCTIONS} list it.
 *
 * @param name in upper case
 * @param signature all forms, one per line: {@code LPAD(text VARCHAR, length INTEGER) -> VARCHAR}
 * @param description one line
 */
public record FunctionDoc(
    String name, Kind kind, String signature, String description, Category category) {

  /** Whether a function computes a value of one row or of many. */
  public enum Kind {
    SCALAR,
    AGGREGATE
  }

  /** The chapter of the reference. */
  public enum Category {
    COMPARISON("Comparison and conditions"),
    MATH("Mathematics"),
    STRING("Text"),
    PATTERN("Text patterns"),
    TIME("Date and time"),
    COLLECTION("Arrays and maps"),
    JSON("JSON"),
    GEO("Geography"),
    OTHER("Other"),
    AGGREGATE("Aggregates");

    private final String title;

    Category(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }
}
