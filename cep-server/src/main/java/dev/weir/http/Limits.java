package dev.weir.http;

import java.time.Duration;

/**
 * What a client may ask for at most.
 *
 * @param bodyBytes of one request
 * @param connections at the same time; more wait until one is closed
 * @param answerRows rows of one statement that an answer holds; the rest is left out and the answer says so
 * @param idle how long a client may neither send nor take a byte; half of it is the time between two signs of life in a
 *     silent event stream
 */
public record Limits(int bodyBytes, int connections, int answerRows, Duration idle) {
  /** 8 MB, 1,000 connections, 10,000 rows, 30 seconds. */
  public static Limits usual() {
    return new Limits(8 << 20, 1_000, 10_000, Duration.ofSeconds(30));
  }
}
