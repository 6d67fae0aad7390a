package dev.weir.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codegen.CodeGenerator;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.operator.Collector;
import dev.weir.operator.Operator;
import dev.weir.state.Snapshot;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import dev.weir.time.VirtualClock;
import dev.weir.time.Watermarks;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamHubTest {
  private static final Schema SCHEMA =
      Schema.of(
          new Column("id", DataType.BIGINT, false, Column.Role.PLAIN),
          new Column("ts", DataType.timestamp(3)));
  private static final int TIME = 1;
  private static final long BOUND = 50;

  private final VirtualClock clock = new VirtualClock(7);
  private final CodeGenerator generator = new CodeGenerator(clock);
  private final Event prototype = generator.eventPrototype(SCHEMA);

  /** What one subscriber hears, and the checks that every subscriber may rely on. */
  private static final class Heard implements Collector {
    final List<Object> rows = new ArrayList<>();
    long watermark = Watermarks.NONE;

    @Override
    public void row(Object event, long time, Change change) {
      assertThat(time).isGreaterThanOrEqualTo(watermark);
      rows.add(event);
    }

    @Override
    public void watermark(long time) {
      assertThat(time).isGreaterThan(watermark);
      watermark = time;
    }
  }

  /** Late rows have times of their own. */
  private static final class Late implements Collector {
    final List<Object> rows = new ArrayList<>();
    boolean ended;

    @Override
    public void row(Object event, long time, Change change) {
      rows.add(event);
    }

    @Override
    public void watermark(long time) {
      ended = time == Watermarks.END;
    }
  }

  private final List<Object> bad = new ArrayList<>();

  private StreamHub hub(int timeColumn, boolean computed) {
    return hub(timeColumn, computed ? Copying::new : null);
  }

  private StreamHub hub(int timeColumn, Function<Collector, Collector> columns) {
    var intake = generator.intake(SCHEMA, columns == null ? timeColumn : -1);
    return new StreamHub(
        "s", timeColumn, BOUND, clock, (row, physical) -> bad.add(row), intake, columns);
  }

  /** A stage that computes nothing: rows take the long way. */
  private static final class Copying extends Operator {
    Copying(Collector out) {
      super(out);
    }

    @Override
    public void row(Object event, long time, Change change) {
      out.row(event, time, change);
    }

    @Override
    public void watermark(long time) {
      out.watermark(time);
    }

    @Override
    public void snapshot(Snapshot snapshot) {}

    @Override
    public void restore(Snapshot snapshot) {}
  }

  private Event row(long id, Long time) {
    var row = prototype.newInstance();
    row.setLong(0, id);
    row.set(TIME, time);
    return row;
  }

  /** Rows that mostly go forward, some of them too late, some without a time, some without an id. */
  private Event[] randomRows(Random random, int count) {
    var rows = new Event[count];
    long now = 0;
    for (int i = 0; i < count; i++) {
      now += random.nextInt(12);
      rows[i] = row(i, random.nextInt(20) == 0 ? null : now - random.nextInt(80));
      if (random.nextInt(25) == 0) {
        rows[i].setNull(0);
      }
    }
    return rows;
  }

  // ---- batches decide nothing

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void whichRowsAreLateDoesNotDependOnBatches(long seed) {
    var random = new Random(seed);
    var rows = randomRows(random, 6_000);

    // The rule as it is written, row by row.
    var timely = new ArrayList<Object>();
    var late = new ArrayList<Object>();
    var refused = new ArrayList<Object>();
    long watermark = Watermarks.NONE;
    for (var row : rows) {
      if (row.isNull(0) || row.isNull(TIME)) {
        refused.add(row);
      } else if (row.getLong(TIME) < watermark) {
        late.add(row);
      } else {
        timely.add(row);
        watermark = Math.max(watermark, row.getLong(TIME) - BOUND);
      }
    }
    assertThat(late).isNotEmpty();

    for (int largest : new int[] {1, 7, 1_024, 5_000}) {
      for (boolean computed : new boolean[] {false, true}) {
        bad.clear();
        var hub = hub(TIME, computed);
        var first = new Heard();
        var second = new Heard();
        var lateRows = new Late();
        hub.subscribe(first);
        hub.subscribe(second);
        hub.subscribeLate(lateRows);
        feed(hub, rows, random, largest);
        var label = "seed %d, batches up to %d, computed %s".formatted(seed, largest, computed);
        assertThat(first.rows).as(label).isEqualTo(timely);
        assertThat(second.rows).as(label).isEqualTo(timely);
        assertThat(lateRows.rows).as(label).isEqualTo(late);
        assertThat(bad).as(label).isEqualTo(refused);
        assertThat(first.watermark).as(label).isEqualTo(watermark);
        assertThat(hub.lateRows()).isEqualTo(late.size());
        assertThat(hub.rowsIn()).isEqualTo(rows.length);
      }
    }
  }

  private static void feed(StreamHub hub, Event[] rows, Random random, int largest) {
    for (int from = 0; from < rows.length; ) {
      int to = Math.min(rows.length, from + 1 + random.nextInt(largest));
      if (random.nextBoolean()) {
        hub.acceptAll(rows, from, to);
      } else {
        for (int i = from; i < to; i++) {
          hub.accept(rows[i]);
        }
        hub.flush();
      }
      from = to;
    }
  }

  @Test
  void aRestoredHubJudgesRowsAsTheOldOneWould() {
    var rows = randomRows(new Random(42), 400);
    var whole = new Heard();
    var one = hub(TIME, false);
    one.subscribe(whole);
    one.acceptAll(rows, 0, rows.length);
    for (int cut = 0; cut < rows.length; cut += 37) {
      var heard = new Heard();
      var before = hub(TIME, false);
      before.subscribe(heard);
      before.acceptAll(rows, 0, cut);
      var out = new StateWriter();
      before.snapshot(out);
      var after = hub(TIME, false);
      after.restore(new StateReader(out.toByteArray()));
      after.subscribe(new Heard());
      after.subscribe(heardOn(heard));
      after.acceptAll(rows, cut, rows.length);
      assertThat(heard.rows).as("cut at %d", cut).isEqualTo(whole.rows);
      assertThat(heard.watermark).isEqualTo(whole.watermark);
      assertThat(after.lateRows()).isEqualTo(one.lateRows());
    }
  }

  /** Goes on with what was heard before; a new subscriber is told the watermark once more. */
  private static Collector heardOn(Heard heard) {
    return new Collector() {
      @Override
      public void row(Object event, long time, Change change) {
        heard.row(event, time, change);
      }

      @Override
      public void watermark(long time) {
        if (time != heard.watermark) {
          heard.watermark(time);
        }
      }
    };
  }

  // ---- arrival

  @Test
  void withoutATimeColumnArrivalIsTheTimeAndOnlyTheEndIsTold() {
    var hub = hub(-1, false);
    var times = new ArrayList<Long>();
    var watermarks = new ArrayList<Long>();
    hub.subscribe(
        new Collector() {
          @Override
          public void row(Object event, long time, Change change) {
            times.add(time);
          }

          @Override
          public void watermark(long time) {
            watermarks.add(time);
          }
        });
    hub.accept(row(1, 99L));
    hub.flush();
    clock.advance(3);
    hub.accept(row(2, 1L));
    hub.claimWatermark(1_000);
    hub.flush();
    assertThat(times).containsExactly(7L, 10L);
    assertThat(watermarks).isEmpty();
    hub.claimEnd();
    hub.flush();
    assertThat(watermarks).containsExactly(Watermarks.END);
  }

  // ---- subscribers that come, go and send

  @Test
  void whoSubscribesLaterIsToldTheWatermark() {
    var hub = hub(TIME, false);
    hub.accept(row(1, 100L));
    hub.flush();
    var late = new Heard();
    hub.subscribe(late);
    assertThat(late.watermark).isEqualTo(100 - BOUND);
    hub.claimEnd();
    hub.flush();
    var ended = new Late();
    hub.subscribeLate(ended);
    assertThat(ended.ended).isTrue();
  }

  @Test
  void subscribersMayGoWhileRowsAreHandedOn() {
    var hub = hub(TIME, false);
    var stays = new Heard();
    for (int i = 0; i < 3; i++) {
      hub.subscribe(
          new Collector() {
            @Override
            public void row(Object event, long time, Change change) {
              hub.unsubscribe(this);
            }

            @Override
            public void watermark(long time) {
              throw new AssertionError("it is gone");
            }
          });
    }
    hub.subscribe(stays);
    hub.accept(row(1, 1L));
    hub.flush();
    hub.accept(row(2, 2L));
    hub.flush();
    assertThat(stays.rows).hasSize(2);
  }

  @Test
  void whatASubscriberSendsFollowsTheRowsUnderWay() {
    var hub = hub(TIME, false);
    var heard = new Heard();
    hub.subscribe(
        new Collector() {
          @Override
          public void row(Object event, long time, Change change) {
            long id = ((Event) event).getLong(0);
            if (id < 5_000) {
              hub.acceptLater(StreamHubTest.this.row(id + 5_000, time));
              hub.flush();
            }
          }

          @Override
          public void watermark(long time) {
            if (time == 100 - BOUND) {
              hub.accept(StreamHubTest.this.row(10_000, 101L));
              hub.flush();
            }
          }
        });
    hub.subscribe(heard);
    var rows = new Event[3_000];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(i, 100L);
    }
    hub.acceptAll(rows, 0, rows.length);
    assertThat(heard.rows).hasSize(6_001);
    assertThat(heard.rows.subList(0, 1_024)).isEqualTo(List.of(rows).subList(0, 1_024));
    assertThat(((Event) heard.rows.get(1_024)).getLong(0)).isEqualTo(5_000);
    assertThat(heard.watermark).isEqualTo(101 - BOUND);
    assertThat(hub.hasWork()).isFalse();
  }

  @Test
  void aSubscriberThatFailsDoesNotStopTheHubForEver() {
    var hub = hub(TIME, false);
    var failing =
        new Collector() {
          @Override
          public void row(Object event, long time, Change change) {
            throw new IllegalStateException("no");
          }

          @Override
          public void watermark(long time) {}
        };
    hub.subscribe(failing);
    hub.accept(row(1, 1L));
    try {
      hub.flush();
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("no");
    }
    hub.unsubscribe(failing);
    var heard = new Heard();
    hub.subscribe(heard);
    hub.accept(row(2, 2L));
    hub.flush();
    assertThat(heard.rows).hasSize(1);
  }

  // ---- writers

  @Test
  void theLastWriterEndsTheStreamAndOneThatIsWithdrawnDoesNot() {
    var hub = hub(TIME, false);
    var heard = new Heard();
    hub.subscribe(heard);
    hub.addInput();
    hub.addInput();
    hub.addInput();
    hub.inputEnded();
    hub.inputWithdrawn();
    assertThat(hub.hasEnded()).isFalse();
    hub.accept(row(1, 1L));
    hub.inputEnded();
    assertThat(heard.rows).hasSize(1);
    assertThat(heard.watermark).isEqualTo(Watermarks.END);
  }

  @Test
  void anIdleStreamSpeaksAgainWithItsNextRow() {
    var hub = hub(TIME, false);
    var told = new ArrayList<Boolean>();
    hub.addIdleListener(told::add);
    hub.accept(row(1, 1L));
    hub.claimIdle(true);
    hub.flush();
    hub.claimIdle(true);
    hub.flush();
    hub.accept(row(2, 2L));
    hub.flush();
    hub.accept(row(3, 3L));
    hub.flush();
    assertThat(told).containsExactly(true, false);
  }
}
