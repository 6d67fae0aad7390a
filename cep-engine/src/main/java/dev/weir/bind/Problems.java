package dev.weir.bind;

import dev.weir.ast.Node;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.ErrorCode;
import dev.weir.diagnostic.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** Collects the messages about one statement, so that all of its mistakes are shown, not just the first. */
final class Problems {
  private final List<Diagnostic> found = new ArrayList<>();
  private int quiet;
  private int hushed;

  void add(Diagnostic.Builder problem) {
    Diagnostic diagnostic = problem.build();
    if (quiet > 0) {
      hushed += diagnostic.isError() ? 1 : 0;
    } else if (found.stream().noneMatch(d -> same(d, diagnostic))) {
      found.add(diagnostic);
    }
  }

  void error(ErrorCode code, Span place, String headline) {
    add(Diagnostic.error(code, place, headline));
  }

  void error(ErrorCode code, Span place, String headline, String help) {
    add(Diagnostic.error(code, place, headline).help(help));
  }

  /** A construct of the language that this version can't run. @param construct as the user knows it */
  void notBuilt(Node place, String construct) {
    error(BindError.NOT_BUILT_YET, place.span(), construct + " is not built yet");
  }

  void notBuilt(Node place, String construct, String help) {
    error(BindError.NOT_BUILT_YET, place.span(), construct + " is not built yet", help);
  }

  boolean hasErrors() {
    return found.stream().anyMatch(Diagnostic::isError);
  }

  /** How many errors there are; warnings do not count. */
  int count() {
    return (int) found.stream().filter(Diagnostic::isError).count();
  }

  /** In order of their places, whatever the order in which clauses are bound. */
  List<Diagnostic> all() {
    return found.stream().sorted(Comparator.comparingInt(d -> d.primary().start())).toList();
  }

  /** Does something without reporting its mistakes. @return its result, or null if it made any */
  <T> T quietly(Supplier<T> attempt) {
    int before = hushed;
    quiet++;
    try {
      T result = attempt.get();
      return hushed == before ? result : null;
    } finally {
      quiet--;
    }
  }

  /** One cause, one message: the same expression may be looked at twice. */
  private static boolean same(Diagnostic a, Diagnostic b) {
    return a.code() == b.code()
        && a.headline().equals(b.headline())
        && a.primary().source() == b.primary().source()
        && a.primary().start() == b.primary().start()
        && a.primary().end() == b.primary().end();
  }
}
