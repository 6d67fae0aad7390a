package dev.weir.runtime;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.operator.Collector;
import dev.weir.operator.Intake;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import dev.weir.time.Clock;
import dev.weir.time.Watermarks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * One stream at run time: the place where its rows get their time, where late ones are told apart,
 * and from where every query on the stream is fed, so that a source is read once for all.
 *
 * <p>The watermark is a function of the rows alone: after each row it is the largest time so far
 * minus the bound. A row is late when its time is smaller than the watermark before it. Batches
 * decide only when subscribers hear of a watermark, never which rows are late.
 *
 * <p>A stream without a WATERMARK has arrival as its time: its rows carry the clock's reading, and
 * no watermark is given out before the end.
 */
final class StreamHub {
  private static final int BATCH_MAX = 4_096;
  private static final int BATCH = 1_024;

  private final String name;
  private final int timeColumn;
  private final long boundMicros;
  private final Clock clock;
  private final BadRows badRows;
  private final Intake intake;

  /**
   * Computes the stream's columns from what was read and gives the rows to {@link Timed}; null if
   * the rows are taken as they are.
   */
  private final Collector columns;

  private final List<Collector> subscribers = new ArrayList<>();
  private final List<Collector> lateSubscribers = new ArrayList<>();
  private final List<IdleListener> idleListeners = new ArrayList<>();

  // Rows taken and not handed on; while they are handed on, what a subscriber sends back goes into
  // the other array. Then rows with their times on the way to the subscribers. The arrays are not
  // cleared after use: they hold on to at most one batch of events each.
  private Object[] pending = new Object[64];
  private Object[] spare = new Object[64];
  private int pendingCount;
  private Object[] batch = new Object[64];
  private long[] times = new long[64];
  private int batchCount;

  private long largestTime = Watermarks.NONE;
  private long watermark = Watermarks.NONE;
  private long announced = Watermarks.NONE;
  private long rowsIn;
  private long lateRows;
  private int openInputs;
  private final Set<Object> silentInputs = new HashSet<>();
  private boolean hadInput;
  private boolean idle;
  private boolean ended;
  private List<Event> recording;

  // What was asked for and is carried out by the next flush, behind the rows that were taken
  // before.
  private long claimedWatermark = Watermarks.NONE;
  private boolean endClaimed;
  private Boolean idleClaimed;

  /** Whether rows or a watermark are on the way to subscribers right now. */
  private boolean busy;

  /** What hears that a stream has fallen silent or speaks again. */
  interface IdleListener {
    void idle(boolean idle);
  }

  /** Where a row goes that lacks a value it must have. */
  interface BadRows {
    /**
     * @param physical whether it is a row as it came, else one whose columns have been computed
     */
    void incomplete(Event row, boolean physical);
  }

  /**
   * @param timeColumn index of the event-time column in the stream's schema, or -1 for arrival
   * @param boundMicros how far back in time a row may come without being late
   * @param intake of the rows as they come; it reads their times if there are no columns to compute
   * @param columnsOrNull makes the stage that computes the columns, given where they go; null if
   *     the rows are taken as they are
   */
  StreamHub(
      String name,
      int timeColumn,
      long boundMicros,
      Clock clock,
      BadRows badRows,
      Intake intake,
      Function<Collector, Collector> columnsOrNull) {
    this.name = name;
    this.timeColumn = timeColumn;
    this.boundMicros = boundMicros;
    this.clock = clock;
    this.badRows = badRows;
    this.intake = intake;
    this.columns = columnsOrNull == null ? null : columnsOrNull.apply(new Timed());
  }

  String name() {
    return name;
  }

  void subscribe(Collector subscriber) {
    subscribers.add(subscriber);
    catchUp(subscriber);
  }

  void subscribeLate(Collector subscriber) {
    lateSubscribers.add(subscriber);
    if (ended) {
      subscriber.watermark(Watermarks.END);
    }
  }

  void unsubscribe(Collector subscriber) {
    subscribers.remove(subscriber);
    lateSubscribers.remove(subscriber);
  }

  /** Ends the rules that read the stream, which cannot go on. Returns whether anybody else reads it. */
  boolean failRules(String reason) {
    for (var subscriber : List.copyOf(subscribers)) {
      if (subscriber instanceof RuleGate gate) {
        gate.fail(reason);
      }
    }
    return hasSubscribers();
  }

  void addIdleListener(IdleListener listener) {
    idleListeners.add(listener);
    if (idle) {
      listener.idle(true);
    }
  }

  void removeIdleListener(IdleListener listener) {
    idleListeners.remove(listener);
  }

  /** Whether the stream is silent and holds nobody back. */
  boolean isIdle() {
    return idle;
  }

  private void catchUp(Collector subscriber) {
    if (announced != Watermarks.NONE) {
      subscriber.watermark(announced);
    }
  }

  boolean hasSubscribers() {
    return !subscribers.isEmpty() || !lateSubscribers.isEmpty();
  }

  /** Whether {@link #flush} has something to do and is not doing it already. */
  boolean hasWork() {
    return !busy
        && (pendingCount > 0
            || claimedWatermark > watermark
            || endClaimed != ended
            || idleClaimed != null);
  }

  /** Whether nothing can come: no writer was ever opened. */
  boolean hasNoInput() {
    return !hadInput;
  }

  /** Keeps every row that is taken from now on. */
  void record(List<Event> into) {
    recording = into;
  }

  boolean hasEnded() {
    return ended;
  }

  long rowsIn() {
    return rowsIn;
  }

  /** Rows in, those not handed on yet included. */
  long rowsTaken() {
    return rowsIn + pendingCount;
  }

  long lateRows() {
    return lateRows;
  }

  boolean hasTime() {
    return timeColumn >= 0;
  }

  /** How far the stream has come in its own time, for reading the one furthest behind first. */
  long largestTime() {
    return largestTime;
  }

  /** One more writer; the stream ends when all of them have called {@link #inputEnded}. */
  void addInput() {
    hadInput = true;
    openInputs++;
  }

  /** A writer is done; the stream ends with the last one. */
  void inputEnded() {
    lastInputClaimsEnd();
    flush();
  }

  /** A writer is done; if it is the last one, the end of the stream is asked for. */
  void lastInputClaimsEnd() {
    openInputs--;
    if (openInputs <= 0) {
      claimEnd();
    }
  }

  /** A writer has fallen silent, or is about to speak; the stream is silent when all writers are. */
  void inputIdle(Object writer, boolean isIdle) {
    if (isIdle) {
      silentInputs.add(writer);
    } else {
      silentInputs.remove(writer);
    }
    claimIdle(silentInputs.size() == openInputs);
  }

  /** A writer has gone; whether it was silent no longer counts. */
  void forgetInput(Object writer) {
    silentInputs.remove(writer);
  }

  /** A writer is taken away: the stream no longer waits for it, but does not end because of it. */
  void inputWithdrawn() {
    openInputs--;
  }

  /** Takes a row of the physical columns. It is handed on by {@link #flush} at the latest. */
  void accept(Event row) {
    if (pendingCount == pending.length) {
      if (pendingCount >= BATCH_MAX && !busy) {
        flush();
      } else {
        makeRoom();
      }
    }
    pending[pendingCount++] = row;
  }

  /** As {@link #accept}, and never hands on by itself. */
  void acceptLater(Event row) {
    if (pendingCount == pending.length) {
      makeRoom();
    }
    pending[pendingCount++] = row;
  }

  private void makeRoom() {
    pending = Arrays.copyOf(pending, pendingCount * 2);
  }

  /** Takes and hands on rows that were recorded before. */
  void replay(List<Event> rows) {
    var kept = recording;
    recording = null;
    rows.forEach(this::accept);
    flush();
    recording = kept;
  }

  /** Asks for a watermark of at least this time, as if a row had come that proves it. */
  void claimWatermark(long time) {
    // Only the end of the stream is the end of time.
    claimedWatermark = Math.max(claimedWatermark, Math.min(time, Watermarks.END - 1));
  }

  /**
   * Says that nothing has come for so long: event time is then taken to have gone on as long, so that what
   * waits for time alone (an event that stays out, the end of a window) does not wait for the next row.
   */
  void claimSilence(long micros) {
    if (timeColumn >= 0 && largestTime != Watermarks.NONE) {
      claimWatermark(largestTime - boundMicros + micros);
    }
  }

  /**
   * Lets the stream's own time go on as if a row had come that much later than the latest one. Does nothing before
   * the first row, and for a stream whose time is arrival. Not called while rows are handed on.
   */
  void advance(long micros) {
    if (timeColumn >= 0 && largestTime != Watermarks.NONE) {
      largestTime += Math.min(micros, Watermarks.END - 1 - Math.max(0, largestTime));
      claimWatermark(largestTime - boundMicros);
    }
  }

  /** Asks for the end of the stream. */
  void claimEnd() {
    endClaimed = true;
  }

  /** Says that the stream is silent, or no longer. */
  void claimIdle(boolean isIdle) {
    idleClaimed = isIdle;
  }

  /** Takes rows of the physical columns and hands them on; the array is only read. */
  void acceptAll(Event[] rows, int from, int to) {
    flush();
    for (int start = from; start < to; start += BATCH) {
      if (pending.length < BATCH) {
        pending = new Object[BATCH];
      }
      pendingCount = Math.min(BATCH, to - start);
      System.arraycopy(rows, start, pending, 0, pendingCount);
      flush();
    }
  }

  /**
   * Hands on what has been taken, then the watermark, then carries out what was asked for. Called
   * by a subscriber in the middle of that, it does nothing: what the subscriber has sent follows
   * when the rows before it are through.
   */
  void flush() {
    if (busy) {
      return;
    }
    busy = true;
    try {
      do {
        handOn();
        carryOutClaims();
        announce();
      } while (pendingCount > 0 || endClaimed != ended);
    } finally {
      busy = false;
    }
  }

  private void carryOutClaims() {
    watermark = Math.max(watermark, claimedWatermark);
    if (endClaimed) {
      ended = true;
      watermark = Watermarks.END;
    }
    if (idleClaimed != null) {
      boolean claimed = idleClaimed;
      idleClaimed = null;
      setIdle(claimed);
    }
  }

  private void setIdle(boolean nowIdle) {
    if (idle != nowIdle) {
      idle = nowIdle;
      for (var listener : List.copyOf(idleListeners)) {
        listener.idle(nowIdle);
      }
    }
  }

  private void handOn() {
    int count = pendingCount;
    if (count == 0) {
      return;
    }
    var rows = pending;
    pending = spare;
    spare = rows;
    pendingCount = 0;
    rowsIn += count;
    setIdle(false);
    if (times.length < count) {
      times = new long[Math.max(count, times.length * 2)];
    }
    for (int from = 0; from < count; from++) {
      int to = intake.read(rows, from, count, times);
      handOn(rows, from, to);
      from = to;
      if (to < count) {
        badRows.incomplete((Event) rows[to], true);
      }
    }
  }

  /** Hands on complete rows; their times have been read if their columns need not be computed. */
  private void handOn(Object[] rows, int from, int to) {
    if (from == to) {
      return;
    }
    if (recording != null) {
      for (int i = from; i < to; i++) {
        recording.add((Event) rows[i]);
      }
    }
    if (columns != null) {
      batchCount = 0;
      columns.rows(rows, times, from, to);
      emitBatch();
    } else if (timeColumn < 0) {
      Arrays.fill(times, from, to, clock.micros());
      emit(rows, from, to);
    } else {
      emitTimely(rows, from, to);
    }
  }

  /** The short way: rows are passed on in the array they came in, as long as none is late. */
  private void emitTimely(Object[] rows, int from, int to) {
    long largest = largestTime;
    long mark = watermark;
    int start = from;
    for (int i = from; i < to; i++) {
      long time = times[i];
      if (time < mark) {
        emit(rows, start, i);
        start = i + 1;
        late((Event) rows[i], time);
      } else if (time > largest) {
        largest = time;
        mark = Math.max(mark, time - boundMicros);
      }
    }
    largestTime = largest;
    watermark = mark;
    emit(rows, start, to);
  }

  private void emitBatch() {
    int count = batchCount;
    batchCount = 0;
    emit(batch, 0, count);
  }

  private void emit(Object[] rows, int from, int to) {
    if (from == to) {
      return;
    }
    if (subscribers.size() == 1) {
      subscribers.get(0).rows(rows, times, from, to);
    } else {
      for (var subscriber : List.copyOf(subscribers)) {
        subscriber.rows(rows, times, from, to);
      }
    }
  }

  private void announce() {
    if (watermark <= announced || timeColumn < 0 && watermark != Watermarks.END) {
      return;
    }
    announced = watermark;
    for (var subscriber : List.copyOf(subscribers)) {
      subscriber.watermark(watermark);
    }
    if (ended) {
      for (var late : List.copyOf(lateSubscribers)) {
        late.watermark(Watermarks.END);
      }
    }
  }

  /** One row with its columns computed: late, without a time, or into the batch. */
  private void timed(Event event) {
    long time = event.getLong(timeColumn);
    if (time == 0 && event.isNull(timeColumn)) {
      badRows.incomplete(event, false);
    } else if (time < watermark) {
      late(event, time);
    } else {
      if (time > largestTime) {
        largestTime = time;
        watermark = Math.max(watermark, time - boundMicros);
      }
      append(event, time);
    }
  }

  private void append(Object event, long time) {
    if (batchCount == batch.length) {
      batch = Arrays.copyOf(batch, batchCount * 2);
    }
    if (batchCount == times.length) {
      times = Arrays.copyOf(times, batchCount * 2);
    }
    batch[batchCount] = event;
    times[batchCount++] = time;
  }

  private void late(Event event, long time) {
    lateRows++;
    for (var subscriber : List.copyOf(lateSubscribers)) {
      subscriber.row(event, time, Change.INSERT);
    }
  }

  /** Gives each row whose columns have been computed its time and splits off the late ones. */
  private final class Timed implements Collector {

    @Override
    public void row(Object event, long ignored, Change change) {
      if (timeColumn < 0) {
        append(event, clock.micros());
      } else {
        timed((Event) event);
      }
    }

    @Override
    public void watermark(long time) {
      throw new AssertionError("the hub makes its own watermarks");
    }
  }

  void snapshot(StateWriter out) {
    out.writeLong(largestTime);
    out.writeLong(watermark);
    out.writeLong(announced);
    out.writeLong(rowsIn);
    out.writeLong(lateRows);
    out.writeBoolean(idle);
    out.writeBoolean(ended);
  }

  void restore(StateReader in) {
    largestTime = in.readLong();
    watermark = in.readLong();
    announced = in.readLong();
    rowsIn = in.readLong();
    lateRows = in.readLong();
    idle = in.readBoolean();
    ended = in.readBoolean();
    endClaimed = ended;
  }
}
