package dev.weir.window;

import dev.weir.plan.WindowSpec;
import dev.weir.plan.WindowSpec.Length;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Windows laid on a grid, numbered ..., -1, 0, 1, ... by their start: window {@code k} starts {@code
 * k} slides after the origin and ends one size later. Starts and ends never go back as {@code k}
 * grows. Immutable.
 *
 * <p>The grid is laid on the local time line of the zone, and each bound is then the instant of its
 * local time. So a day has 23 or 25 hours when the clock changes. A local time that does not exist
 * means the instant after the gap, one that exists twice means the first; where a size is smaller
 * than the change, windows may thus be longer than their size, or empty (they have no rows then).
 */
final class WindowGrid {
  private static final long SECOND = 1_000_000;

  private final Length slide;
  private final Length size;
  private final long offset;
  private final ZoneId zone;

  /** Whether bounds are plain arithmetic on microseconds. */
  private final boolean plain;

  private WindowGrid(Length slide, Length size, long offset, ZoneId zone) {
    this.slide = slide;
    this.size = size;
    this.offset = offset;
    this.zone = zone == null ? ZoneOffset.UTC : zone;
    this.plain = zone == null && slide.months() == 0 && size.months() == 0;
  }

  /** The windows of TUMBLE and HOP; of CUMULATE the longest ones. */
  static WindowGrid of(WindowSpec.Grid spec) {
    if (spec instanceof WindowSpec.Tumble tumble) {
      return new WindowGrid(tumble.size(), tumble.size(), tumble.offsetMicros(), tumble.zone());
    }
    if (spec instanceof WindowSpec.Hop hop) {
      return new WindowGrid(hop.slide(), hop.size(), hop.offsetMicros(), hop.zone());
    }
    var cumulate = (WindowSpec.Cumulate) spec;
    return new WindowGrid(
        cumulate.size(), cumulate.size(), cumulate.offsetMicros(), cumulate.zone());
  }

  /** The first moment of window {@code k}. */
  long start(long k) {
    return plain ? offset + k * slide.micros() : instant(localStart(k));
  }

  /** The first moment after window {@code k}. */
  long end(long k) {
    return plain
        ? offset + k * slide.micros() + size.micros()
        : instant(plus(localStart(k), size, 1));
  }

  /** The moment {@code count} steps after the start of window {@code k}, its end at most. */
  long stepEnd(long k, Length step, long count) {
    if (plain && step.months() == 0) {
      return Math.min(start(k) + count * step.micros(), end(k));
    }
    return Math.min(instant(plus(localStart(k), step, count)), end(k));
  }

  /** The smallest number of a window that ends after {@code time}. */
  long firstEndingAfter(long time) {
    if (plain) {
      return Math.floorDiv(time - offset - size.micros(), slide.micros()) + 1;
    }
    long k = estimate(time);
    while (end(k) <= time) {
      k++;
    }
    while (end(k - 1) > time) {
      k--;
    }
    return k;
  }

  private long estimate(long time) {
    var local = local(time);
    if (slide.months() == 0) {
      return Math.floorDiv(micros(local) - offset, slide.micros());
    }
    return Math.floorDiv(ChronoUnit.MONTHS.between(localStart(0), local), slide.months());
  }

  private LocalDateTime localStart(long k) {
    return plus(
        LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus(offset, ChronoUnit.MICROS),
        slide,
        k);
  }

  private static LocalDateTime plus(LocalDateTime from, Length length, long count) {
    return length.months() == 0
        ? from.plus(length.micros() * count, ChronoUnit.MICROS)
        : from.plusMonths(length.months() * count);
  }

  private LocalDateTime local(long time) {
    long second = Math.floorDiv(time, SECOND);
    int nano = (int) Math.floorMod(time, SECOND) * 1_000;
    var offsetThen = zone.getRules().getOffset(Instant.ofEpochSecond(second));
    return LocalDateTime.ofEpochSecond(second, nano, offsetThen);
  }

  private long instant(LocalDateTime local) {
    var change = zone.getRules().getTransition(local);
    if (change != null && change.isGap()) {
      return change.toEpochSecond() * SECOND;
    }
    // The offset before a change that makes local times come twice: the first of the two.
    var offsetThen = change == null ? zone.getRules().getOffset(local) : change.getOffsetBefore();
    return local.toEpochSecond(offsetThen) * SECOND + local.getNano() / 1_000;
  }

  private static long micros(LocalDateTime local) {
    return local.toEpochSecond(ZoneOffset.UTC) * SECOND + local.getNano() / 1_000;
  }
}
