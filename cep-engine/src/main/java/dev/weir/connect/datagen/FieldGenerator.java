package dev.weir.connect.datagen;

import dev.weir.connector.ConnectorException;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.time.Clock;
import dev.weir.type.Casts;
import dev.weir.type.DataType;
import dev.weir.type.TypeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/*
 * Randomness is a function of the seed, the column and the row's number (SplitMix64, after Steele,
 * Lea, Flood, "Fast splittable pseudorandom number generators", 2014, read at any place), so that a
 * position is little more than a row's number. Only a random walk has a memory.
 */
/** Makes the values of one column. */
abstract class FieldGenerator {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  final int index;
  private final long seed;
  private final double nulls;

  private FieldGenerator(int index, long seed, double nulls) {
    this.index = index;
    this.seed = seed;
    this.nulls = nulls;
  }

  /** Sets the column in the row of that number, from 0. Rows are filled one after the other. */
  final void fill(Event event, long row) {
    make(event, row);
    if (nulls > 0 && unit(random(row, 1)) < nulls) {
      event.setNull(index);
    }
  }

  abstract void make(Event event, long row);

  /** What must be known to go on, besides the row's number. */
  long memory() {
    return 0;
  }

  void restore(long memory) {}

  final long random(long row, int purpose) {
    return mix(seed + purpose * 0x632BE59BD9B4E019L + row * GOLDEN);
  }

  private static long mix(long z) {
    long a = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ a >>> 27) * 0x94D049BB133111EBL;
    return b ^ b >>> 31;
  }

  /** A number from 0, inclusive, to 1, exclusive. */
  private static double unit(long random) {
    return (random >>> 11) * 0x1.0p-53;
  }

  /** A whole number from 0, inclusive, to {@code bound}, exclusive; unsigned. */
  private static long below(long random, long bound) {
    return Math.multiplyHigh(random >>> 1, bound << 1);
  }

  /** Microseconds of one unit of a time type's last digit. */
  private static long unitMicros(DataType type) {
    long unit = 1;
    for (int digit = type.precision(); digit < 6; digit++) {
      unit *= 10;
    }
    return unit;
  }

  static FieldGenerator of(
      FieldOptions options, int index, long seed, long stepMicros, Clock clock) {
    var column = options.column();
    var kind = column.type().kind();
    double nulls = options.number("nulls", 0);
    if (nulls < 0 || nulls > 1 || nulls > 0 && !column.nullable()) {
      throw options.wrong(
          "nulls",
          options.get("nulls", ""),
          column.nullable() ? "a number from 0 to 1" : "0, because the column is NOT NULL");
    }
    long fieldSeed = mix(seed * GOLDEN + index);
    boolean isTime = kind.isTimestamp();
    var made = options.get("kind", isTime ? "timestamp" : "random").toLowerCase(Locale.ROOT);
    boolean isNumber = kind.isNumeric();
    boolean isText = kind.isString();
    if (isTime && made.equals("timestamp")) {
      return new Steps(
          index,
          fieldSeed,
          nulls,
          options.timestamp("start", "2026-01-01 00:00:00"),
          options.interval("step", stepMicros),
          options.interval("disorder", 0),
          unitMicros(column.type()));
    }
    if (isTime && made.equals("now")) {
      return new Now(index, fieldSeed, nulls, clock);
    }
    if (made.equals("choice") && (isText || options.find("values").isPresent())) {
      return new Choice(index, fieldSeed, nulls, values(options));
    }
    if (isNumber && made.equals("sequence")) {
      return new Sequence(
          index,
          fieldSeed,
          nulls,
          column.type(),
          options.whole("start", 1),
          options.whole("step", 1));
    }
    if (isText && made.equals("sequence")) {
      return new TextSequence(
          index, fieldSeed, nulls, options.get("prefix", column.name()), options.whole("start", 1));
    }
    if (isNumber && made.equals("walk")) {
      return new Walk(index, fieldSeed, nulls, options);
    }
    if (made.equals("random")) {
      if (kind.isInteger()) {
        return new RandomWhole(index, fieldSeed, nulls, options);
      }
      if (isNumber) {
        return new RandomNumber(index, fieldSeed, nulls, options);
      }
      if (isText) {
        return new Choice(index, fieldSeed, nulls, values(options));
      }
      if (kind == TypeKind.BOOLEAN) {
        return new RandomTruth(index, fieldSeed, nulls);
      }
    }
    throw options.noKindFor(
        made,
        isTime
            ? "'timestamp', 'now' or 'choice'"
            : isNumber
                ? "'random', 'sequence', 'walk' or 'choice'"
                : isText
                    ? "'random', 'sequence' or 'choice'"
                    : kind == TypeKind.BOOLEAN ? "'random' or 'choice'" : "'choice' with values");
  }

  /** The values of the list, or texts that are numbered. */
  private static Object[] values(FieldOptions options) {
    var given = options.find("values");
    if (given.isEmpty()) {
      long count = options.whole("count", 100);
      if (count < 1 || count > 1_000_000) {
        throw options.wrong("count", Long.toString(count), "a whole number from 1 to 1000000");
      }
      var made = new Object[(int) count];
      for (int i = 0; i < made.length; i++) {
        made[i] = options.get("prefix", options.column().name()) + i;
      }
      return made;
    }
    var texts = given.get().split(",", -1);
    var values = new Object[texts.length];
    for (int i = 0; i < texts.length; i++) {
      try {
        values[i] = Casts.cast(texts[i].strip(), DataType.VARCHAR, options.column().type());
      } catch (RowError e) {
        throw options.wrong(
            "values", given.get(), "values of the column's type: " + e.getMessage());
      }
    }
    return values;
  }

  private static void setNumber(Event event, int index, DataType type, double value) {
    switch (type.kind()) {
      case TINYINT, SMALLINT, INTEGER -> event.setInt(index, (int) Math.round(value));
      case BIGINT -> event.setLong(index, Math.round(value));
      case REAL -> event.setDouble(index, (float) value);
      case DECIMAL ->
          event.setObject(
              index, BigDecimal.valueOf(value).setScale(type.scale(), RoundingMode.HALF_UP));
      default -> event.setDouble(index, value);
    }
  }

  /** The largest whole number that a numeric type surely holds, as far as a double is exact. */
  private static double largest(DataType type) {
    return switch (type.kind()) {
      case TINYINT -> Byte.MAX_VALUE;
      case SMALLINT -> Short.MAX_VALUE;
      case INTEGER -> Integer.MAX_VALUE;
      case DECIMAL -> Math.pow(10, type.precision() - type.scale()) - 1;
      default -> 0x1p53;
    };
  }

  private static double bounded(FieldOptions options, String option, double otherwise) {
    double value = options.number(option, otherwise);
    if (!(Math.abs(value) <= largest(options.column().type()))) {
      throw options.wrong(
          option, options.get(option, ""), "a number that fits " + options.column().type());
    }
    return value;
  }

  private static long whole(FieldOptions options, String option, long otherwise, long largest) {
    long value = options.whole(option, otherwise);
    if (value < -largest || value > largest) {
      throw options.wrong(
          option, options.get(option, ""), "a number that fits " + options.column().type());
    }
    return value;
  }

  private static void requireOrder(FieldOptions options, double min, double max) {
    if (min > max) {
      throw belowMin(options);
    }
  }

  private static ConnectorException belowMin(FieldOptions options) {
    return options.wrong("max", options.get("max", ""), "a number not below 'min'");
  }

  private static final class RandomWhole extends FieldGenerator {
    private final boolean isLong;
    private final long min;
    private final long span;

    RandomWhole(int index, long seed, double nulls, FieldOptions options) {
      super(index, seed, nulls);
      var type = options.column().type();
      this.isLong = type.kind() == TypeKind.BIGINT;
      long largest = (long) largest(type);
      this.min = whole(options, "min", 0, largest);
      long max = whole(options, "max", Math.max(min, Math.min(1000, largest)), largest);
      if (min > max) {
        throw belowMin(options);
      }
      this.span = max - min + 1;
    }

    @Override
    void make(Event event, long row) {
      long value = min + below(random(row, 0), span);
      if (isLong) {
        event.setLong(index, value);
      } else {
        event.setInt(index, (int) value);
      }
    }
  }

  private static final class RandomNumber extends FieldGenerator {
    private final DataType type;
    private final double min;
    private final double span;

    RandomNumber(int index, long seed, double nulls, FieldOptions options) {
      super(index, seed, nulls);
      this.type = options.column().type();
      this.min = bounded(options, "min", 0);
      double max = bounded(options, "max", Math.max(min, Math.min(1, largest(type))));
      requireOrder(options, min, max);
      this.span = max - min;
    }

    @Override
    void make(Event event, long row) {
      setNumber(event, index, type, min + span * unit(random(row, 0)));
    }
  }

  private static final class RandomTruth extends FieldGenerator {
    RandomTruth(int index, long seed, double nulls) {
      super(index, seed, nulls);
    }

    @Override
    void make(Event event, long row) {
      event.setBoolean(index, random(row, 0) < 0);
    }
  }

  private static final class Choice extends FieldGenerator {
    private final Object[] values;

    Choice(int index, long seed, double nulls, Object[] values) {
      super(index, seed, nulls);
      this.values = values;
    }

    @Override
    void make(Event event, long row) {
      event.set(index, values[(int) below(random(row, 0), values.length)]);
    }
  }

  /** Numbers one after the other; a type that is too small for them begins again at the start. */
  private static final class Sequence extends FieldGenerator {
    private final DataType type;
    private final long start;
    private final long step;
    private final long period;

    Sequence(int index, long seed, double nulls, DataType type, long start, long step) {
      super(index, seed, nulls);
      this.type = type;
      this.start = start;
      this.step = step;
      this.period =
          step == 0
              ? 1
              : (long)
                  Math.max(
                      1, (largest(type) - Math.abs((double) start)) / Math.abs((double) step) + 1);
    }

    @Override
    void make(Event event, long row) {
      long value = start + row % period * step;
      if (type.kind() == TypeKind.BIGINT) {
        event.setLong(index, value);
      } else {
        setNumber(event, index, type, (double) value);
      }
    }
  }

  private static final class TextSequence extends FieldGenerator {
    private final String prefix;
    private final long start;

    TextSequence(int index, long seed, double nulls, String prefix, long start) {
      super(index, seed, nulls);
      this.prefix = prefix;
      this.start = start;
    }

    @Override
    void make(Event event, long row) {
      event.setObject(index, prefix + (start + row));
    }
  }

  /** Each value differs from the last by at most a step; at a bound it turns back. */
  private static final class Walk extends FieldGenerator {
    private final DataType type;
    private final double min;
    private final double max;
    private final double step;
    private double value;

    Walk(int index, long seed, double nulls, FieldOptions options) {
      super(index, seed, nulls);
      this.type = options.column().type();
      double largest = largest(type);
      this.min = bounded(options, "min", 0);
      this.max = bounded(options, "max", largest);
      requireOrder(options, min, max);
      this.step = options.number("step", 1);
      this.value = Math.min(max, Math.max(min, options.number("start", 100)));
    }

    @Override
    void make(Event event, long row) {
      double next = value + step * (2 * unit(random(row, 0)) - 1);
      if (next < min) {
        next = Math.min(max, 2 * min - next);
      } else if (next > max) {
        next = Math.max(min, 2 * max - next);
      }
      value = next;
      setNumber(event, index, type, next);
    }

    @Override
    long memory() {
      return Double.doubleToRawLongBits(value);
    }

    @Override
    void restore(long memory) {
      value = Double.longBitsToDouble(memory);
    }
  }

  private static final class Steps extends FieldGenerator {
    private final long start;
    private final long step;
    private final long disorder;

    private final long unit;

    /** @param unit the smallest difference of two times that the column's precision knows */
    Steps(int index, long seed, double nulls, long start, long step, long disorder, long unit) {
      super(index, seed, nulls);
      this.start = start;
      this.step = step;
      this.disorder = disorder;
      this.unit = unit;
    }

    @Override
    void make(Event event, long row) {
      long time = start + row * step;
      if (disorder > 0) {
        time -= below(random(row, 0), disorder + 1);
      }
      event.setLong(index, time - Math.floorMod(time, unit));
    }
  }

  private static final class Now extends FieldGenerator {
    private final Clock clock;

    Now(int index, long seed, double nulls, Clock clock) {
      super(index, seed, nulls);
      this.clock = clock;
    }

    @Override
    void make(Event event, long row) {
      event.setLong(index, clock.micros());
    }
  }
}
