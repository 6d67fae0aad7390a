package dev.weir.runtime;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The outputs that are being written, by the name of their stream. They may outlive a dataflow: a
 * file that statements of a script write to one after the other is one file.
 */
public final class Sinks implements AutoCloseable {
  private final Map<String, SinkOutput> open = new LinkedHashMap<>();
  private Set<String> held = Set.of();

  /** Makes nothing final in these streams when its writers have ended: others are still to come. */
  public void hold(Set<String> streams) {
    held = new HashSet<>(streams);
    open.forEach((name, sink) -> sink.hold(held.contains(name)));
  }

  SinkOutput open(String stream, Supplier<SinkOutput> maker) {
    var sink = open.get(stream);
    if (sink == null) {
      sink = maker.get();
      sink.hold(held.contains(stream));
      open.put(stream, sink);
    }
    return sink;
  }

  void flush() {
    open.values().forEach(SinkOutput::flush);
  }

  /** Makes final what has been written and is not held, also in a run that was cancelled. */
  public void finish() {
    for (var name : List.copyOf(open.keySet())) {
      if (!held.contains(name)) {
        finish(name);
      }
    }
  }

  /** Makes one output final and forgets it; does nothing if there is none. */
  public void finish(String stream) {
    var sink = open.get(stream);
    if (sink != null) {
      sink.finish();
      open.remove(stream);
      sink.close();
    }
  }

  /** Releases everything, whatever fails; what is not final is taken back. */
  @Override
  public void close() {
    var parts = new ArrayList<Runnable>();
    open.values().forEach(sink -> parts.add(sink::close));
    open.clear();
    Closing.all(parts);
  }
}
