package dev.weir.runtime;

import java.util.List;

/** Closes several things though some of them may fail. */
final class Closing {
  private Closing() {}

  /** Runs all; then throws the first failure, the others attached to it. */
  static void all(List<Runnable> parts) {
    RuntimeException failure = null;
    for (var part : parts) {
      try {
        part.run();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
