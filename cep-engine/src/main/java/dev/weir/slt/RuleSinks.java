package dev.weir.slt;

import dev.weir.ResultHandler;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.type.Schema;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Gathers the rows of rules without INSERT, each under the rule's name, so that {@code emit} can read them. */
final class RuleSinks implements ResultHandler {
  private final Map<String, RowSink> sinks = new TreeMap<>();
  private boolean muted;

  @Override
  public void begin(String label, Schema schema, boolean changelog) {
    if (label != null) {
      var sink = sinks.computeIfAbsent(key(label), name -> new RowSink());
      sink.mute(muted);
      sink.begin(label, schema, changelog);
    }
  }

  @Override
  public void row(String label, Event row, Change change) {
    if (label != null) {
      sinks.get(key(label)).row(label, row, change);
    }
  }

  void mute(boolean muted) {
    this.muted = muted;
    sinks.values().forEach(sink -> sink.mute(muted));
  }

  /** Null if no rule of that name gives rows. */
  RowSink find(String name) {
    return sinks.get(key(name));
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
