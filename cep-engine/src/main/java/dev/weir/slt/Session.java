package dev.weir.slt;

import dev.weir.DeadLetter;
import dev.weir.Engine;
import dev.weir.ResultHandler;
import dev.weir.StreamInput;
import dev.weir.WeirException;
import dev.weir.connector.Connectors;
import dev.weir.diagnostic.Source;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.time.VirtualClock;
import dev.weir.type.TimeText;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * One case in one variant: an engine, its virtual clock and the rows that it gave. A restart replaces the engine by a new
 * one to which the same definitions and standing statements are told before the checkpoint is restored; rows gathered
 * before it stay.
 */
final class Session implements AutoCloseable {
  /** What the clock shows at the beginning of every case: 2026-01-01 00:00:00. */
  static final long CLOCK_START = TimeText.parseTimestamp("2026-01-01 00:00:00");

  private final Path directory;
  private final Variant variant;
  private final VirtualClock clock = new VirtualClock(CLOCK_START);
  private final List<Runnable> history = new ArrayList<>();
  private final Map<String, Standing> standing = new LinkedHashMap<>();
  private final RuleSinks rules = new RuleSinks();
  private final Map<String, Long> watermarks = new HashMap<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private final Map<String, Long> lateBefore = new HashMap<>();

  private Engine engine;
  private final Map<String, StreamInput> inputs = new HashMap<>();
  private int deadLettersSeen;
  private Map<String, Long> lateAtStart = Map.of();

  /** A standing SELECT and its rows. */
  record Standing(Block.Stream block, RowSink rows) {}

  Session(Path directory, Variant variant) {
    this.directory = directory;
    this.variant = variant;
    this.engine = newEngine();
  }

  private Engine newEngine() {
    return Engine.builder()
        .clock(clock)
        .batchSize(variant.batchSize())
        .baseDirectory(directory)
        .standardOutput(new ByteArrayOutputStream())
        .build();
  }

  // ---- Statements

  /** @throws dev.weir.WeirException if it cannot be carried out */
  void statement(String sql) {
    execute(sql, rules);
  }

  /** @throws dev.weir.WeirException if it cannot be carried out */
  RowSink query(String sql) {
    var rows = new RowSink();
    execute(sql, rows);
    return rows;
  }

  /** A restarted engine is told every statement again: what stands is known by its place among them. */
  private void execute(String sql, ResultHandler results) {
    var source = Source.of(sql);
    history.add(() -> executeAgain(source));
    engine.execute(source, results);
  }

  private void executeAgain(Source source) {
    try {
      engine.execute(source, rules);
    } catch (WeirException e) {
      // It failed the first time as well, and the case was told then.
    }
  }

  Standing start(Block.Stream block) {
    var stream = new Standing(block, new RowSink());
    start(stream);
    standing.put(key(block.name()), stream);
    history.add(() -> start(stream));
    return stream;
  }

  private void start(Standing stream) {
    var query = engine.start(stream.block().name(), Source.of(stream.block().sql()), stream.rows());
    if (stream.rows().schema() == null) {
      stream.rows().begin(stream.block().name(), query.schema(), false);
    }
  }

  /** The rows of a standing query or rule, or null if there is none of that name. */
  RowSink rows(String name) {
    var stream = standing.get(key(name));
    return stream == null ? rules.find(name) : stream.rows();
  }

  /** How the rows of that name are compared. */
  Block.Sorting sorting(String name) {
    var stream = standing.get(key(name));
    return stream == null ? Block.Sorting.ARRIVAL : stream.block().sorting();
  }

  /** Names of all that can be emitted from. */
  List<String> names() {
    return standing.values().stream().map(stream -> stream.block().name()).toList();
  }

  Iterable<Standing> standing() {
    return standing.values();
  }

  // ---- Rows and time

  /** @throws BadFeed if a row does not fit the stream's columns */
  void feed(Block.Feed feed) {
    var input = input(feed.stream());
    var reader = new FeedReader(input.schema(), input::newEvent);
    var events = new ArrayList<Event>(feed.rows().size());
    for (var row : feed.rows()) {
      try {
        events.add(reader.read(row.text()));
      } catch (RowError e) {
        throw new BadFeed(row.line(), e.getMessage());
      }
    }
    var time = StreamTime.of(engine, feed.stream(), input.schema());
    if (time != null) {
      events = inNewOrder(feed.stream(), events, time);
    }
    events.forEach(input::send);
    input.flush();
    if (variant.restarts()) {
      restart();
    }
  }

  /** Another order of arrival if the variant asks for one; keeps count of the stream's watermark. */
  private ArrayList<Event> inNewOrder(String stream, ArrayList<Event> events, StreamTime time) {
    long before = watermarks.getOrDefault(key(stream), Long.MIN_VALUE);
    long after = before;
    var times = new long[events.size()];
    for (int i = 0; i < times.length; i++) {
      var event = events.get(i);
      times[i] = event.isNull(time.column()) ? Shuffle.NO_TIME : event.getLong(time.column());
      if (times[i] != Shuffle.NO_TIME) {
        after = Math.max(after, times[i] - time.boundMicros());
      }
    }
    watermarks.put(key(stream), after);
    if (!variant.isShuffled()) {
      return events;
    }
    var shuffled = new ArrayList<Event>(events.size());
    for (int index : new Shuffle(time.boundMicros(), variant.shuffleSeed()).order(times, before)) {
      shuffled.add(events.get(index));
    }
    return shuffled;
  }

  void watermark(String stream, long micros) {
    watermarks.merge(key(stream), micros, Math::max);
    input(stream).watermark(micros);
  }

  void clock(Block.Clock move) {
    clock.advance(move.absolute() ? move.micros() - clock.micros() : move.micros());
    engine.tick();
  }

  void idle(String stream, boolean idle) {
    input(stream).idle(idle);
  }

  void close(String stream) {
    input(stream).close();
  }

  private StreamInput input(String stream) {
    return inputs.computeIfAbsent(key(stream), name -> engine.input(stream));
  }

  // ---- What went wrong

  /** Stream, raw text and reason of each dead letter since the last call. */
  List<String> takeDeadLetters() {
    gatherDeadLetters();
    var lines =
        deadLetters.stream()
            .map(
                letter ->
                    letter.stream()
                        + "\t"
                        + ValueText.escape(Objects.requireNonNullElse(letter.rawText(), ""))
                        + "\t"
                        + ValueText.escape(letter.reason()))
            .toList();
    deadLetters.clear();
    return lines;
  }

  private void gatherDeadLetters() {
    var all = engine.deadLetters();
    deadLetters.addAll(all.subList(Math.min(deadLettersSeen, all.size()), all.size()));
    deadLettersSeen = all.size();
  }

  /** Late rows of a stream since the case began, over all restarts. */
  long lateCount(String stream) {
    return lateBefore.getOrDefault(key(stream), 0L) + lateSince(stream);
  }

  private long lateSince(String stream) {
    return count(engine.lateCounts(), stream) - count(lateAtStart, stream);
  }

  private static long count(Map<String, Long> counts, String stream) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(stream))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Why the case cannot go on here, or null. */
  String missing(Block.Require requirement) {
    var name = requirement.name();
    boolean there =
        switch (requirement.kind()) {
          case "function" -> {
            var functions = query("SHOW FUNCTIONS").take();
            yield functions.stream()
                .anyMatch(line -> line.split("[\t(]", 2)[0].equalsIgnoreCase(name));
          }
          case "connector" ->
              Connectors.load().connectors().containsKey(name.toLowerCase(Locale.ROOT));
          default -> Runtime.version().feature() >= Integer.parseInt(name);
        };
    return there ? null : "needs " + requirement.kind() + " " + name;
  }

  // ---- Restart

  void restart() {
    gatherDeadLetters();
    for (var stream : engine.lateCounts().keySet()) {
      lateBefore.merge(key(stream), lateSince(stream), Long::sum);
    }
    var checkpoint = engine.checkpoint();
    engine.close();
    inputs.clear();
    engine = newEngine();
    mute(true);
    history.forEach(Runnable::run);
    engine.restore(checkpoint);
    mute(false);
    deadLettersSeen = engine.deadLetters().size();
    lateAtStart = Map.copyOf(engine.lateCounts());
  }

  private void mute(boolean muted) {
    rules.mute(muted);
    standing.values().forEach(stream -> stream.rows().mute(muted));
  }

  @Override
  public void close() {
    engine.close();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** A row of a feed that does not fit the stream. */
  static final class BadFeed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int line;

    BadFeed(int line, String message) {
      super(message, null, false, false);
      this.line = line;
    }

    int line() {
      return line;
    }
  }
}
