package dev.weir.runtime;

import dev.weir.time.Clock;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bad rows: every one is counted by stream, the most recent {@value #KEPT} are kept. Confined to
 * the thread of the dataflow.
 */
public final class DeadLetters {
  private static final int KEPT = 10_000;
  private static final int TEXT_MAX = 4_096;

  private final Clock clock;
  private final ArrayDeque<DeadLetter> recent = new ArrayDeque<>();
  private final Map<String, Long> counts = new TreeMap<>();

  public DeadLetters(Clock clock) {
    this.clock = clock;
  }

  /** @throws StreamFailure if the policy is to fail */
  void add(ErrorPolicy policy, String stream, String location, String rawText, String reason) {
    counts.merge(stream, 1L, Long::sum);
    switch (policy) {
      case SKIP -> {}
      case FAIL ->
          throw new StreamFailure("stream \"" + stream + "\": " + location + ": " + reason);
      case DEAD_LETTER -> keep(stream, location, rawText, reason);
    }
  }

  private void keep(String stream, String location, String rawText, String reason) {
    if (recent.size() == KEPT) {
      recent.removeFirst();
    }
    var text = rawText.length() <= TEXT_MAX ? rawText : rawText.substring(0, TEXT_MAX) + "…";
    recent.addLast(new DeadLetter(stream, location, text, reason, clock.micros()));
  }

  /** Oldest first. */
  public List<DeadLetter> recent() {
    return List.copyOf(recent);
  }

  /** Bad rows by stream, skipped ones included. */
  public Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }
}
