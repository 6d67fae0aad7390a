package dev.weir.function;

import dev.weir.event.RowError;
import dev.weir.type.DataType;
import dev.weir.type.Storage;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.function.Supplier;

/**
 * The class behind an aggregate function for its types.
 *
 * @param type the final class
 * @param addType of its method {@code add}
 * @param factory makes one
 */
record AccumulatorColumn(
    Class<? extends Accumulator> type, MethodType addType, Supplier<Accumulator> factory) {

  /**
   * The column for a line of {@link AggregateTable}.
   *
   * @param key the method name in the line
   * @param types of the arguments that rows pass
   * @param constants the configuration, in order, in the storage of their parameters' types
   * @throws RowError if a constant makes no sense
   */
  static AccumulatorColumn of(
      String key, List<DataType> types, DataType result, List<Object> constants) {
    return switch (key) {
      case "count" -> column(CountAccumulator.class, CountAccumulator::new);
      case "longSum" -> {
        String name = result.kind().isInteger() ? result.toString() : "INTERVAL";
        yield column(LongSum.class, () -> new LongSum(name), long.class);
      }
      case "doubleSum" -> column(DoubleSum.class, DoubleSum::new, double.class);
      case "decimalSum" ->
          column(DecimalSum.class, () -> new DecimalSum(false, result.scale()), Object.class);
      case "longAverage" -> column(LongAverage.class, LongAverage::new, long.class);
      case "doubleAverage" -> column(DoubleAverage.class, DoubleAverage::new, double.class);
      case "decimalAverage" ->
          column(DecimalSum.class, () -> new DecimalSum(true, result.scale()), Object.class);
      case "min" -> extremum(result.storage(), false);
      case "max" -> extremum(result.storage(), true);
      case "first" -> column(BoxedValue.class, () -> new BoxedValue(false), Object.class);
      case "last" -> column(BoxedValue.class, () -> new BoxedValue(true), Object.class);
      case "minBy" ->
          column(BoxedValueBy.class, () -> new BoxedValueBy(false), Object.class, Object.class);
      case "maxBy" ->
          column(BoxedValueBy.class, () -> new BoxedValueBy(true), Object.class, Object.class);
      case "varPop" -> variance(false, false);
      case "varSamp" -> variance(true, false);
      case "stddevPop" -> variance(false, true);
      case "stddevSamp" -> variance(true, true);
      case "boolAnd" -> column(BooleanFold.class, () -> new BooleanFold(true), boolean.class);
      case "boolOr" -> column(BooleanFold.class, () -> new BooleanFold(false), boolean.class);
      case "bitAnd" -> bits(BitFold.Operation.AND);
      case "bitOr" -> bits(BitFold.Operation.OR);
      case "bitXor" -> bits(BitFold.Operation.XOR);
      case "collect" -> fold(() -> new CollectFold(Double.NaN));
      case "join" -> {
        String separator = (String) constants.get(0);
        yield fold(() -> new JoinFold(separator));
      }
      case "histogram" -> fold(CountsFold::histogram);
      case "mode" -> fold(CountsFold::mode);
      case "topK" -> {
        int limit = (Integer) constants.get(0);
        if (limit < 1) {
          throw new RowError(
              "the number of values of TOP_K is " + limit + ", it must be at least 1");
        }
        yield fold(() -> CountsFold.topK(limit));
      }
      case "approxCountDistinct" -> fold(DistinctSketchFold::new);
      case "median" -> doubleFold(() -> new PercentileFold(0.5));
      case "percentileCont" -> {
        double fraction = fraction(constants);
        yield doubleFold(() -> new PercentileFold(fraction));
      }
      case "percentileDisc" -> {
        double fraction = fraction(constants);
        yield fold(() -> new CollectFold(fraction));
      }
      case "approxPercentile" -> {
        double fraction = fraction(constants);
        yield doubleFold(() -> new LogBucketsFold(fraction));
      }
      default -> {
        var figure = Regression.Figure.valueOf(key);
        yield column(Regression.class, () -> new Regression(figure), double.class, double.class);
      }
    };
  }

  private static AccumulatorColumn column(
      Class<? extends Accumulator> type, Supplier<Accumulator> factory, Class<?>... parameters) {
    var addType = MethodType.methodType(void.class, int.class, parameters);
    return new AccumulatorColumn(type, addType, factory);
  }

  private static AccumulatorColumn extremum(Storage storage, boolean greatest) {
    return switch (storage) {
      case INT, LONG -> column(LongExtremum.class, () -> new LongExtremum(greatest), long.class);
      case DOUBLE ->
          greatest
              ? column(DoubleMax.class, DoubleMax::new, double.class)
              : column(DoubleMin.class, DoubleMin::new, double.class);
      case BOOLEAN, OBJECT ->
          column(ObjectExtremum.class, () -> new ObjectExtremum(greatest), Object.class);
    };
  }

  private static AccumulatorColumn variance(boolean sample, boolean root) {
    return column(Variance.class, () -> new Variance(sample, root), double.class);
  }

  private static AccumulatorColumn bits(BitFold.Operation operation) {
    return column(BitFold.class, () -> new BitFold(operation), long.class);
  }

  private static <S> AccumulatorColumn fold(Supplier<Fold<S>> fold) {
    return column(BoxedFold.class, () -> new BoxedFold<>(fold.get()), Object.class);
  }

  private static <S> AccumulatorColumn doubleFold(Supplier<Fold.OfDouble<S>> fold) {
    return column(DoubleFold.class, () -> new DoubleFold<>(fold.get()), double.class);
  }

  private static double fraction(List<Object> constants) {
    double fraction = (Double) constants.get(0);
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new RowError(
          "the fraction of a percentile is " + fraction + ", it must be between 0 and 1");
    }
    return fraction;
  }
}
