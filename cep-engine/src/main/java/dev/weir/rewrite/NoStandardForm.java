package dev.weir.rewrite;

import java.io.Serial;

/** Thrown out of the rewrite of a pattern that standard SQL cannot express; the message says what cannot be expressed. */
final class NoStandardForm extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  NoStandardForm(String what) {
    super(what, null, false, false);
  }
}
