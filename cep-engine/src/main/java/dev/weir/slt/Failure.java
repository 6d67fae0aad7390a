package dev.weir.slt;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What did not come out as expected.
 *
 * @param location {@code file:line}, with the values of {@code foreach} names behind it
 * @param variant how the case was replayed
 * @param headline one line
 * @param detail the statement and the difference, line by line
 */
public record Failure(String location, String variant, String headline, List<String> detail) {
  /** Copies the lines. */
  public Failure {
    detail = List.copyOf(detail);
  }

  /** All of it, for people; several lines, each ended by a line break. */
  public String text() {
    return location
        + ": "
        + headline
        + "\n  under "
        + variant
        + "\n"
        + detail.stream().map(line -> "    " + line + "\n").collect(Collectors.joining());
  }
}
