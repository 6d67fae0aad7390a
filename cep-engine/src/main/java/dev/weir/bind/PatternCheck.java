package dev.weir.bind;

import dev.weir.plan.MatchSpec;
import java.util.Optional;

/** Asked about each row pattern that is right in itself, whether it can be run: only what runs patterns knows its limits. */
@FunctionalInterface
public interface PatternCheck {
  /** Takes every pattern. */
  PatternCheck NONE = spec -> Optional.empty();

  /** Why the pattern cannot be run, on one line in the user's words; empty if it can. */
  Optional<String> objection(MatchSpec spec);
}
