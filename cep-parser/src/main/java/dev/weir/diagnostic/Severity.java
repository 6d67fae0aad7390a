package dev.weir.diagnostic;

import java.util.Locale;

/** How bad it is. */
public enum Severity {
  /** The statement cannot be used. */
  ERROR,
  /** The statement can be used, but probably does not do what its author thinks. */
  WARNING;

  /** The word that messages begin with: {@code error} or {@code warning}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
