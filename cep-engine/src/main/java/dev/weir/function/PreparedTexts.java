package dev.weir.function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.re2j.Pattern;
import dev.weir.event.RowError;

/**
 * What was made of the texts that a parameter got lately, where they are no constant: patterns in a
 * column are few, or at least come again, and compiling one costs more than most rows do. Bounded,
 * and safe for use by many threads. A text that cannot be prepared fails anew each time with the
 * {@link RowError} that says why.
 *
 * <p>Its static methods are what calls in a plan name, one for each class of result. Two objects for
 * the same kind of text are equal, whatever they hold, so that equal calls are equal expressions.
 */
public final class PreparedTexts {
  static final int MAXIMUM_SIZE = 512;

  private final Preparation preparation;

  /** Evicts in the thread that asks: an engine starts no threads that it cannot stop. */
  private final Cache<Key, Object> made =
      Caffeine.newBuilder().maximumSize(MAXIMUM_SIZE).executor(Runnable::run).build();

  /** @param extra the escape or the flags, or null */
  private record Key(String text, String extra) {}

  PreparedTexts(Preparation preparation) {
    this.preparation = preparation;
  }

  private Object get(String text, String extra) {
    return made.get(new Key(text, extra), key -> preparation.make(key.text(), key.extra()));
  }

  /** How many texts it knows now. */
  long size() {
    made.cleanUp();
    return made.estimatedSize();
  }

  public static Pattern pattern(PreparedTexts texts, String text) {
    return (Pattern) texts.get(text, null);
  }

  public static Pattern pattern(PreparedTexts texts, String text, String extra) {
    return (Pattern) texts.get(text, extra);
  }

  public static LikeMatcher like(PreparedTexts texts, String text) {
    return (LikeMatcher) texts.get(text, null);
  }

  public static LikeMatcher like(PreparedTexts texts, String text, String extra) {
    return (LikeMatcher) texts.get(text, extra);
  }

  public static JsonPath jsonPath(PreparedTexts texts, String text) {
    return (JsonPath) texts.get(text, null);
  }

  public static TimeTemplate timeTemplate(PreparedTexts texts, String text) {
    return (TimeTemplate) texts.get(text, null);
  }

  public static NumberTemplate numberTemplate(PreparedTexts texts, String text) {
    return (NumberTemplate) texts.get(text, null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PreparedTexts texts && texts.preparation == preparation;
  }

  @Override
  public int hashCode() {
    return preparation.hashCode();
  }

  /** Names the kind of text. */
  @Override
  public String toString() {
    return preparation.name();
  }
}
