package dev.weir.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.event.RowError;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import dev.weir.type.Bytes;
import dev.weir.type.DataType;
import dev.weir.type.RowValue;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws that hold for every aggregate function, and the results of each. */
class AccumulatorTest {
  private static final FunctionRegistry REGISTRY = FunctionRegistry.builtIn();
  private static final List<DataType> TYPES =
      List.of(
          DataType.BOOLEAN,
          DataType.INTEGER,
          DataType.BIGINT,
          DataType.DOUBLE,
          DataType.decimal(10, 2),
          DataType.VARCHAR,
          DataType.VARBINARY,
          DataType.DATE,
          DataType.timestamp(3),
          DataType.INTERVAL_DAY_TIME);

  /** Every registered aggregate with every argument type that it takes, in all four modes. */
  static Stream<Subject> subjects() {
    var subjects = new ArrayList<Subject>();
    for (var entry : AggregateTable.entries().values()) {
      for (var signature : entry.signatures()) {
        for (var type : signature.parameters().isEmpty() ? List.of(DataType.NULL) : TYPES) {
          var function = resolve(entry.name(), signature, type);
          if (function != null && subjects.stream().noneMatch(s -> s.function.equals(function))) {
            subjects.add(new Subject(function, false, false));
            if (!signature.parameters().isEmpty()) {
              subjects.add(new Subject(function, true, false));
              subjects.add(new Subject(function, false, true));
              subjects.add(new Subject(function, true, true));
            }
          }
        }
      }
    }
    return subjects.stream();
  }

  private static AggregateFunction resolve(String name, Signature signature, DataType type) {
    var types = new ArrayList<DataType>();
    var constants = new ArrayList<Optional<Object>>();
    for (var parameter : signature.parameters()) {
      boolean constant = parameter.constant();
      var constantType = constant ? parameter.type().concrete() : null;
      types.add(constant ? constantType : type);
      constants.add(
          !constant
              ? Optional.empty()
              : Optional.of(
                  constantType.equals(DataType.DOUBLE)
                      ? (Object) 0.25
                      : constantType.equals(DataType.INTEGER) ? (Object) 3 : "; "));
    }
    return REGISTRY.resolveAggregate(name, types, constants, false, false)
            instanceof Resolution.Aggregate found
        ? found.function()
        : null;
  }

  /** One way to run a function. */
  record Subject(AggregateFunction function, boolean distinct, boolean ordered) {
    @Override
    public String toString() {
      return function.name()
          + function.arguments()
          + (distinct ? " DISTINCT" : "")
          + (ordered ? " ORDER BY" : "");
    }

    Accumulator create() {
      boolean[] flags = {false};
      Accumulator created =
          distinct && ordered
              ? BoxedAccumulators.distinctOrdered(function, new boolean[] {true}, flags)
              : distinct
                  ? BoxedAccumulators.distinct(function)
                  : ordered
                      ? BoxedAccumulators.ordered(function, new boolean[] {true}, flags)
                      : function.factory().get();
      created.ensureSlots(3);
      return created;
    }

    void add(Accumulator accumulator, int slot, Object[] row) throws Throwable {
      var arguments = Arrays.copyOf(row, function.arguments().size());
      if (accumulator instanceof BoxedAccumulator boxed) {
        boxed.add(slot, arguments, ordered ? new Object[] {row[row.length - 1]} : new Object[0]);
        return;
      }
      if (!function.seesNulls() && Arrays.asList(arguments).contains(null)) {
        return;
      }
      var handle =
          MethodHandles.publicLookup()
              .findVirtual(function.accumulatorClass(), "add", function.addType());
      var given = new ArrayList<Object>(List.of(accumulator, slot));
      given.addAll(Arrays.asList(arguments).subList(0, function.addType().parameterCount() - 1));
      handle.invokeWithArguments(given);
    }

    Object result(Accumulator accumulator, int slot) {
      if (accumulator.isNull(slot)) {
        return null;
      }
      return switch (function.result().storage()) {
        case BOOLEAN -> accumulator.resultBoolean(slot);
        case INT -> accumulator.resultInt(slot);
        case LONG -> accumulator.resultLong(slot);
        case DOUBLE -> accumulator.resultDouble(slot);
        case OBJECT -> accumulator.resultObject(slot);
      };
    }

    /** A row of arguments and one sort key behind them; few different values, and NULLs. */
    Object[] randomRow(Random random) {
      var row = new ArrayList<Object>();
      for (var type : function.arguments()) {
        row.add(random.nextInt(8) == 0 ? null : randomValue(type, random));
      }
      row.add(random.nextInt(8) == 0 ? null : (Object) random.nextInt(5));
      return row.toArray();
    }
  }

  private static Object randomValue(DataType type, Random random) {
    int small = random.nextInt(21) - 10;
    return switch (type.kind()) {
      case BOOLEAN -> random.nextBoolean();
      case INTEGER, DATE -> small;
      // Half of them so large that sums leave the range and come back.
      case BIGINT -> random.nextBoolean() ? small : small * (Long.MAX_VALUE / 10);
      case TIMESTAMP, INTERVAL_DAY_TIME -> (long) small;
      case DOUBLE -> random.nextInt(50) == 0 ? Double.NaN : small / 4.0;
      case DECIMAL -> BigDecimal.valueOf(small * 37L, 2);
      case VARCHAR -> "v" + small;
      case VARBINARY -> new Bytes(new byte[] {(byte) small});
      default -> throw new AssertionError(type);
    };
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void mergingPartsIsAddingAll(Subject subject) throws Throwable {
    var random = new Random(subject.toString().hashCode());
    for (int round = 0; round < 60; round++) {
      var whole = subject.create();
      var parts = subject.create();
      int rows = random.nextInt(12);
      int split = random.nextInt(rows + 1);
      for (int i = 0; i < rows; i++) {
        var row = subject.randomRow(random);
        subject.add(whole, 0, row);
        subject.add(parts, i < split ? 0 : 1, row);
      }
      var before = outcome(subject, parts, 1);
      parts.merge(0, 1);
      assertSame(outcome(subject, parts, 0), outcome(subject, whole, 0));
      assertSame(outcome(subject, parts, 1), before);
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void copiesAreIndependent(Subject subject) throws Throwable {
    var random = new Random(1);
    for (int round = 0; round < 20; round++) {
      var accumulator = subject.create();
      for (int i = random.nextInt(5); i >= 0; i--) {
        subject.add(accumulator, 0, subject.randomRow(random));
      }
      var first = outcome(subject, accumulator, 0);
      accumulator.copy(1, 0);
      accumulator.copy(2, 0);
      assertSame(outcome(subject, accumulator, 1), first);
      for (int i = 0; i < 5; i++) {
        subject.add(accumulator, 1, subject.randomRow(random));
      }
      assertSame(outcome(subject, accumulator, 0), first);
      var second = outcome(subject, accumulator, 1);
      accumulator.merge(0, 1);
      assertSame(outcome(subject, accumulator, 1), second);
      assertSame(outcome(subject, accumulator, 2), first);
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void whatIsWrittenIsReadBack(Subject subject) throws Throwable {
    var random = new Random(2);
    for (int round = 0; round < 20; round++) {
      var accumulator = subject.create();
      int rows = random.nextInt(6);
      for (int i = 0; i < rows; i++) {
        subject.add(accumulator, 0, subject.randomRow(random));
      }
      var out = new StateWriter();
      accumulator.write(0, out);
      var in = new StateReader(out.toByteArray());
      var restored = subject.create();
      restored.read(2, in);
      assertThat(in.isAtEnd()).isTrue();
      assertSame(outcome(subject, restored, 2), outcome(subject, accumulator, 0));
      // Both go on alike.
      var row = subject.randomRow(random);
      subject.add(accumulator, 0, row);
      subject.add(restored, 2, row);
      assertSame(outcome(subject, restored, 2), outcome(subject, accumulator, 0));
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void resetSlotsAreAsNew(Subject subject) throws Throwable {
    var random = new Random(3);
    var accumulator = subject.create();
    var fresh = outcome(subject, accumulator, 1);
    for (int i = 0; i < 5; i++) {
      subject.add(accumulator, 0, subject.randomRow(random));
    }
    accumulator.reset(0);
    assertSame(outcome(subject, accumulator, 0), fresh);
    var row = subject.randomRow(random);
    subject.add(accumulator, 0, row);
    subject.add(accumulator, 1, row);
    assertSame(outcome(subject, accumulator, 0), outcome(subject, accumulator, 1));
    // New slots are as new, and growing keeps the old ones.
    var kept = outcome(subject, accumulator, 0);
    accumulator.ensureSlots(1000);
    assertSame(outcome(subject, accumulator, 0), kept);
    assertSame(outcome(subject, accumulator, 999), fresh);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void theClassKeepsTheContract(Subject subject) {
    var type = subject.function().accumulatorClass();
    assertThat(Modifier.isPublic(type.getModifiers()) && Modifier.isFinal(type.getModifiers()))
        .isTrue();
    assertThat(Arrays.stream(type.getMethods()).filter(m -> m.getName().equals("add"))).hasSize(1);
    assertThat(subject.function().factory().get()).isExactlyInstanceOf(type);
  }

  /** The result, or the message of its error. */
  private static Object outcome(Subject subject, Accumulator accumulator, int slot) {
    try {
      return subject.result(accumulator, slot);
    } catch (RowError e) {
      return e.getMessage();
    }
  }

  private static void assertSame(Object actual, Object expected) {
    if (expected instanceof Double number && Double.isFinite(number)) {
      assertThat((Double) actual).isCloseTo(number, within(1e-9 * Math.max(1, Math.abs(number))));
    } else {
      assertThat(actual).isEqualTo(expected);
    }
  }

  // ---- results

  private static Object aggregate(String name, DataType type, List<?> values, Object... constants) {
    return compute(name, type, values, false, constants);
  }

  private static Object compute(
      String name, DataType type, List<?> values, boolean distinct, Object... constants) {
    var types = new ArrayList<DataType>(List.of(type));
    var given = new ArrayList<Optional<Object>>(List.of(Optional.empty()));
    for (var constant : constants) {
      types.add(
          constant instanceof String
              ? DataType.VARCHAR
              : constant instanceof Integer ? DataType.INTEGER : DataType.DOUBLE);
      given.add(Optional.of(constant));
    }
    var function =
        ((Resolution.Aggregate) REGISTRY.resolveAggregate(name, types, given, distinct, false))
            .function();
    var subject = new Subject(function, distinct, false);
    var accumulator = subject.create();
    try {
      for (var value : values) {
        var casted = dev.weir.type.Casts.cast(value, type, function.arguments().get(0));
        subject.add(accumulator, 0, new Object[] {casted});
      }
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    return subject.result(accumulator, 0);
  }

  @Test
  void sumsAreExactOrRefused() {
    assertThat(aggregate("SUM", DataType.BIGINT, List.of(Long.MAX_VALUE, 1L, -5L)))
        .isEqualTo(Long.MAX_VALUE - 4);
    assertThatThrownBy(() -> aggregate("SUM", DataType.BIGINT, List.of(Long.MAX_VALUE, 1L)))
        .isInstanceOf(RowError.class)
        .hasMessage("SUM is out of range for BIGINT");
    assertThat(aggregate("SUM", DataType.INTEGER, List.of(Integer.MAX_VALUE, 1)))
        .isEqualTo(1L << 31);
    assertThat(aggregate("SUM", DataType.INTEGER, List.of())).isNull();
    assertThat(
            aggregate(
                "SUM",
                DataType.decimal(5, 2),
                List.of(new BigDecimal("1.10"), new BigDecimal("2.05"))))
        .isEqualTo(new BigDecimal("3.15"));
  }

  @Test
  void averages() {
    assertThat(aggregate("AVG", DataType.INTEGER, List.of(1, 2))).isEqualTo(1.5);
    assertThat(aggregate("AVG", DataType.BIGINT, List.of(Long.MAX_VALUE, Long.MAX_VALUE)))
        .isEqualTo(0x1p63);
    assertThat(aggregate("AVG", DataType.DOUBLE, List.of(1.0, 2.0, 4.5))).isEqualTo(2.5);
    assertThat(
            aggregate(
                "AVG",
                DataType.decimal(5, 2),
                List.of(new BigDecimal("1.00"), new BigDecimal("1.01"))))
        .isEqualTo(new BigDecimal("1.005000"));
    assertThat(aggregate("AVG", DataType.INTERVAL_DAY_TIME, List.of(1L, 2L))).isEqualTo(2L);
  }

  @Test
  void extremes() {
    assertThat(aggregate("MIN", DataType.INTEGER, List.of(3, -1, 2))).isEqualTo(-1);
    assertThat(aggregate("MAX", DataType.BIGINT, List.of(Long.MIN_VALUE)))
        .isEqualTo(Long.MIN_VALUE);
    assertThat(aggregate("MIN", DataType.BIGINT, List.of(Long.MAX_VALUE)))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(aggregate("MIN", DataType.DOUBLE, List.of(Double.NaN, 1.0))).isEqualTo(1.0);
    assertThat(aggregate("MAX", DataType.DOUBLE, List.of(1.0, Double.NaN, 2.0)))
        .isEqualTo(Double.NaN);
    assertThat(aggregate("MIN", DataType.DOUBLE, List.of(Double.NaN))).isEqualTo(Double.NaN);
    assertThat(aggregate("MAX", DataType.VARCHAR, List.of("a", "b", "ab"))).isEqualTo("b");
  }

  @Test
  void statistics() {
    var values = List.of(2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0);
    assertThat(aggregate("STDDEV_POP", DataType.DOUBLE, values)).isEqualTo(2.0);
    assertThat((Double) aggregate("VAR_SAMP", DataType.DOUBLE, values))
        .isCloseTo(32 / 7.0, within(1e-12));
    assertThat(aggregate("VAR_SAMP", DataType.DOUBLE, List.of(1.0))).isNull();
    assertThat(aggregate("VAR_POP", DataType.DOUBLE, List.of(1.0))).isEqualTo(0.0);
    assertThat((Double) aggregate("VAR_POP", DataType.DOUBLE, List.of(1e9 + 1, 1e9 + 2, 1e9 + 3)))
        .isCloseTo(2 / 3.0, within(1e-9));
    assertThat(aggregate("MEDIAN", DataType.DOUBLE, List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
    assertThat(aggregate("PERCENTILE_CONT", DataType.DOUBLE, List.of(10.0, 20.0, 30.0), 0.75))
        .isEqualTo(25.0);
    assertThat(aggregate("PERCENTILE_DISC", DataType.VARCHAR, List.of("d", "a", "c", "b"), 0.5))
        .isEqualTo("b");
    assertThat(aggregate("MODE", DataType.VARCHAR, List.of("b", "a", "b", "a", "c")))
        .isEqualTo("a");
  }

  @Test
  void regressions() throws Throwable {
    for (var figure :
        Map.of("CORR", 1.0, "REGR_SLOPE", 2.0, "REGR_INTERCEPT", 1.0, "COVAR_POP", 4 / 3.0)
            .entrySet()) {
      var function =
          ((Resolution.Aggregate)
                  REGISTRY.resolveAggregate(
                      figure.getKey(),
                      List.of(DataType.DOUBLE, DataType.DOUBLE),
                      List.of(Optional.empty(), Optional.empty()),
                      false,
                      false))
              .function();
      var subject = new Subject(function, false, false);
      var accumulator = subject.create();
      for (double x = 1; x <= 3; x++) {
        subject.add(accumulator, 0, new Object[] {2 * x + 1, x});
      }
      assertThat((Double) subject.result(accumulator, 0))
          .isCloseTo(figure.getValue(), within(1e-12));
    }
  }

  @Test
  void collections() {
    assertThat(aggregate("ARRAY_AGG", DataType.INTEGER, Arrays.asList(3, null, 1)))
        .isEqualTo(Arrays.asList(3, null, 1));
    assertThat(aggregate("STRING_AGG", DataType.INTEGER, Arrays.asList(3, null, 1), "-"))
        .isEqualTo("3-1");
    assertThat(compute("COUNT", DataType.INTEGER, Arrays.asList(3, null, 3, 1), true))
        .isEqualTo(2L);
    assertThat(compute("SUM", DataType.INTEGER, Arrays.asList(3, null, 3, 1), true)).isEqualTo(4L);
    assertThat(aggregate("FIRST_VALUE", DataType.INTEGER, Arrays.asList(null, 3))).isNull();
    assertThat(aggregate("LAST_VALUE", DataType.INTEGER, Arrays.asList(null, 3))).isEqualTo(3);
    assertThat(aggregate("HISTOGRAM", DataType.VARCHAR, List.of("b", "a", "b")))
        .hasToString("{a=1, b=2}");
    assertThat(aggregate("TOP_K", DataType.VARCHAR, List.of("c", "b", "a", "c", "b"), 2))
        .isEqualTo(List.of(new RowValue(List.of("b", 2L)), new RowValue(List.of("c", 2L))));
    assertThat(aggregate("BOOL_AND", DataType.BOOLEAN, List.of(true, false))).isEqualTo(false);
    assertThat(aggregate("BIT_AND", DataType.INTEGER, List.of(6, 3))).isEqualTo(2);
    assertThat(aggregate("BIT_OR", DataType.BIGINT, List.of(6L, 3L))).isEqualTo(7L);
  }

  @Test
  void approximationsAreNear() {
    var random = new Random(5);
    var values = new ArrayList<Double>();
    for (int i = 0; i < 20_000; i++) {
      values.add(Math.exp(random.nextGaussian() * 3) * (i % 3 == 0 ? -1 : 1));
    }
    var sorted = new ArrayList<>(values);
    sorted.sort(null);
    for (double fraction : new double[] {0, 0.01, 0.3, 0.5, 0.9, 0.999, 1}) {
      double exact = sorted.get((int) Math.floor(fraction * (sorted.size() - 1)));
      assertThat((Double) aggregate("APPROX_PERCENTILE", DataType.DOUBLE, values, fraction))
          .isCloseTo(exact, within(Math.abs(exact) * 0.0051));
    }
    assertThat((Long) aggregate("APPROX_COUNT_DISTINCT", DataType.DOUBLE, values))
        .isBetween(19_000L, 21_000L);
    assertThat(aggregate("APPROX_COUNT_DISTINCT", DataType.VARCHAR, List.of("", "a", "a")))
        .isEqualTo(2L);
    assertThat(aggregate("APPROX_COUNT_DISTINCT", DataType.VARCHAR, List.of())).isEqualTo(0L);
  }

  /** Exact up to 64 values, then within four standard deviations, at any size and for any type. */
  @Test
  void distinctSketchesAreCloseAtAnySize() {
    var fold = new DistinctSketchFold();
    List<IntFunction<Object>> kinds =
        List.of(i -> i, i -> (double) i / 8, i -> "user-" + i, BigDecimal::valueOf);
    for (var kind : kinds) {
      DistinctSketchFold.Sketch state = null;
      for (int size = 1; size <= 200_000; size++) {
        state = fold.add(state, kind.apply(size));
        if (size <= 65 || Integer.bitCount(size) == 1 || size % 20_000 == 0) {
          assertThat((Long) fold.result(state))
              .describedAs("%s such as %s", size, kind.apply(size))
              .isCloseTo(size, within(size <= 64 ? 0L : Math.max(1, size * 65L / 1_000)));
        }
      }
    }
  }

  /** The estimate depends on the set of values alone, however they were split and merged. */
  @Test
  void distinctSketchesMergeToTheSameEstimate() {
    var fold = new DistinctSketchFold();
    var random = new Random(9);
    for (int size : new int[] {5, 20, 100, 500, 3_000, 30_000}) {
      var whole = fold.add(null, 0L);
      var left = fold.add(null, 0L);
      var right = fold.add(null, 0L);
      for (int i = 0; i < size; i++) {
        long value = random.nextInt(size * 2);
        whole = fold.add(whole, value);
        if (random.nextBoolean()) {
          left = fold.add(left, value);
        } else {
          right = fold.add(right, value);
        }
      }
      assertThat(fold.result(fold.merge(left, right)))
          .describedAs("%s values", size)
          .isEqualTo(fold.result(whole));
    }
  }
}
