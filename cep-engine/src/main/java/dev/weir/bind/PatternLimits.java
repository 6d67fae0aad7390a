package dev.weir.bind;

import dev.weir.ast.Option;
import dev.weir.catalog.Catalog;
import dev.weir.plan.MatchSpec;
import java.util.Optional;

/** The settings of SET that bound what row patterns hold and give. */
final class PatternLimits {
  static final String PARTIAL_MATCHES = "pattern.max-partial-matches";
  static final String ON_OVERFLOW = "pattern.on-overflow";
  static final String MATCHES_PER_ROW = "pattern.max-matches-per-row";

  private PatternLimits() {}

  static MatchSpec.Limits of(Catalog catalog) {
    MatchSpec.Limits usual = MatchSpec.Limits.DEFAULT;
    return new MatchSpec.Limits(
        (int) (long) number(catalog, PARTIAL_MATCHES).orElse((long) usual.partialMatches()),
        catalog.setting(ON_OVERFLOW).map(v -> v.equals("drop")).orElse(usual.dropsSilently()),
        number(catalog, MATCHES_PER_ROW).orElse(usual.matchesPerRow()));
  }

  private static Optional<Long> number(Catalog catalog, String name) {
    return catalog.setting(name).map(Long::parseLong);
  }

  /** Reports a value that cannot be used. @param name the setting's */
  static void check(String name, Option option, Problems problems) {
    String value = option.value();
    boolean right =
        switch (name) {
          case ON_OVERFLOW -> value.equals("error") || value.equals("drop");
          case PARTIAL_MATCHES -> isNumber(value, Integer.MAX_VALUE);
          case MATCHES_PER_ROW -> isNumber(value, Long.MAX_VALUE);
          default -> true;
        };
    if (!right) {
      problems.error(
          BindError.OPTION_VALUE,
          option.valueSpan(),
          "setting '"
              + name
              + "' takes "
              + (name.equals(ON_OVERFLOW) ? "'error' or 'drop'" : "a number, at least 1")
              + ", not '"
              + value
              + "'");
    }
  }

  private static boolean isNumber(String text, long most) {
    return text.matches("[0-9]{1,18}") && Long.parseLong(text) >= 1 && Long.parseLong(text) <= most;
  }
}
