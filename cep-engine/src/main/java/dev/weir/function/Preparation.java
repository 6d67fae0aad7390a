package dev.weir.function;

import com.google.re2j.Pattern;
import java.time.ZoneId;

/**
 * What is made of a text argument once, if it is a constant, instead of once per row: the kinds of
 * parameters that {@link Signature} knows beside types.
 */
enum Preparation {
  REGEX(Pattern.class, "pattern", true),
  SIMILAR(Pattern.class, "pattern", true),
  LIKE(LikeMatcher.class, "like", true),
  ILIKE(LikeMatcher.class, "like", true),
  JSONPATH(JsonPath.class, "jsonPath", true),
  FIELD(TimeField.class, "field", false),
  /** A field of time that is a whole number: a constant. */
  WHOLE(TimeField.class, "field", false),
  /** Any other field of time. */
  FRACTION(TimeField.class, "field", false),
  ZONE(ZoneId.class, "zone", false),
  TEMPLATE(TimeTemplate.class, "timeTemplate", true),
  NUMBERS(NumberTemplate.class, "numberTemplate", true);

  private final Class<?> type;
  private final String method;
  private final boolean remembered;

  Preparation(Class<?> type, String method, boolean remembered) {
    this.type = type;
    this.method = method;
    this.remembered = remembered;
  }

  /** What the method takes. */
  Class<?> type() {
    return type;
  }

  /**
   * The method that makes it for each row, of one text or, with an EXTRA parameter, of two. It is one
   * of {@link PreparedTexts} if what is made is {@link #isRemembered remembered}, else of {@link
   * Prepare}.
   */
  String method() {
    return method;
  }

  /** Whether making it costs more than looking it up. */
  boolean isRemembered() {
    return remembered;
  }

  /** Whether a form with such a parameter takes the argument. @param constant null if it is none */
  boolean accepts(Object constant) {
    return switch (this) {
      case WHOLE -> isWholeField(constant);
      case FRACTION -> !isWholeField(constant);
      default -> true;
    };
  }

  private static boolean isWholeField(Object constant) {
    try {
      return constant instanceof String name && !TimeField.of(name).isFractional();
    } catch (dev.weir.event.RowError e) {
      // Let the form for whole fields report the name.
      return true;
    }
  }

  /** Makes the object. @param extra null if there is none */
  Object make(String text, String extra) {
    return switch (this) {
      case REGEX -> extra == null ? Prepare.regex(text) : Prepare.regex(text, extra);
      case SIMILAR -> extra == null ? Prepare.similar(text) : Prepare.similar(text, extra);
      case LIKE -> extra == null ? Prepare.like(text) : Prepare.like(text, extra);
      case ILIKE -> extra == null ? Prepare.ilike(text) : Prepare.ilike(text, extra);
      case JSONPATH -> Prepare.jsonPath(text);
      case FIELD, WHOLE, FRACTION -> Prepare.field(text);
      case ZONE -> Prepare.zone(text);
      case TEMPLATE -> Prepare.timeTemplate(text);
      case NUMBERS -> Prepare.numberTemplate(text);
    };
  }

  /** The preparation of this name, or null. */
  static Preparation find(String name) {
    for (var preparation : values()) {
      if (preparation.name().equals(name)) {
        return preparation;
      }
    }
    return null;
  }
}
