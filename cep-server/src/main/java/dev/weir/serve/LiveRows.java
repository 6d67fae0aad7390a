package dev.weir.serve;

import dev.weir.ResultHandler;
import dev.weir.connector.ByteOutput;
import dev.weir.connector.Encoder;
import dev.weir.connector.FormatContext;
import dev.weir.connector.Framing;
import dev.weir.connector.Options;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.format.json.JsonFormat;
import dev.weir.type.Schema;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The latest rows of every rule without INSERT, as JSON. Written on the engine's thread, read on any.
 */
public final class LiveRows {
  private final int rowsMax;
  private final long bytesMax;
  private final Map<String, RowBuffer> buffers = new ConcurrentHashMap<>();

  /**
   * @param rowsMax how many rows of a rule are kept, at most
   * @param bytesMax how many bytes the rows of a rule may have together
   */
  public LiveRows(int rowsMax, long bytesMax) {
    this.rowsMax = rowsMax;
    this.bytesMax = bytesMax;
  }

  /** The rows of a rule, whatever the case of its name; empty if it has none. */
  public Optional<RowBuffer> of(String rule) {
    return Optional.ofNullable(buffers.get(RuleFiles.key(rule)));
  }

  /**
   * Receives the rows of the rules that one statement or file set makes.
   *
   * @param others receives the rows of statements that are no rules
   */
  ResultHandler handler(ResultHandler others) {
    return new Keeper(others);
  }

  /** Forgets the rows of rules that are gone. */
  void keepOnly(Collection<String> rules) {
    var keys = rules.stream().map(RuleFiles::key).collect(Collectors.toSet());
    buffers
        .entrySet()
        .removeIf(
            entry -> {
              boolean isGone = !keys.contains(entry.getKey());
              if (isGone) {
                entry.getValue().close();
              }
              return isGone;
            });
  }

  /** Says to all readers that no row follows. */
  void close() {
    buffers.values().forEach(RowBuffer::close);
  }

  /** Has encoders of its own, because a rule that is to be replaced gives rows until the new one is complete. */
  private final class Keeper implements ResultHandler {
    private record Way(RowBuffer buffer, Encoder encoder) {}

    private final ResultHandler others;
    private final Map<String, Way> ways = new HashMap<>();
    private final ByteOutput out = new ByteOutput(256);

    Keeper(ResultHandler others) {
      this.others = others;
    }

    @Override
    public void begin(String label, Schema schema, boolean changelog) {
      if (label == null) {
        others.begin(null, schema, changelog);
        return;
      }
      var context = new FormatContext(schema, new Options(Map.of()), Framing.MESSAGE, changelog);
      var buffer =
          buffers.computeIfAbsent(RuleFiles.key(label), k -> new RowBuffer(rowsMax, bytesMax));
      ways.put(label, new Way(buffer, new JsonFormat().encoder(context)));
    }

    @Override
    public void row(String label, Event row, Change change) {
      if (label == null) {
        others.row(null, row, change);
        return;
      }
      var way = ways.get(label);
      out.clear();
      way.encoder.encode(row, change, out);
      way.buffer.append(out.toByteArray());
    }

    @Override
    public void flush() {
      others.flush();
    }

    @Override
    public void end(String label) {
      if (label == null) {
        others.end(null);
      }
    }
  }
}
