package dev.weir.function;

import com.google.re2j.Pattern;
import java.time.ZoneId;

/**
 * What is made of a text argument once, if it is a constant, instead of once per row: the kinds of
 * parameters that {@link Signature} knows beside types.
 */
enum Preparation {
  REGEX(Pattern.class, "regex"),
  SIMILAR(Pattern.class, "similar"),
  LIKE(LikeMatcher.class, "like"),
  ILIKE(LikeMatcher.class, "ilike"),
  JSONPATH(JsonPath.class, "jsonPath"),
  FIELD(TimeField.class, "field"),
  /** A field of time that is a whole number: a constant. */
  WHOLE(TimeField.class, "field"),
  /** Any other field of time. */
  FRACTION(TimeField.class, "field"),
  ZONE(ZoneId.class, "zone"),
  TEMPLATE(TimeTemplate.class, "timeTemplate"),
  NUMBERS(NumberTemplate.class, "numberTemplate");

  private final Class<?> type;
  private final String method;

  Preparation(Class<?> type, String method) {
    this.type = type;
    this.method = method;
  }

  /** What the method takes. */
  Class<?> type() {
    return type;
  }

  /** The method of {@link Prepare} that makes it, of one text or, with an EXTRA parameter, of two. */
  String method() {
    return method;
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
