package dev.weir.function;

import dev.weir.function.FunctionDoc.Category;
import java.util.List;
import java.util.Map;

/**
 * Every aggregate function: name, description, forms as {@link Signature} reads them. The word
 * before the parenthesis chooses the accumulator, see {@link AccumulatorColumn}.
 */
final class AggregateTable {
  private AggregateTable() {}

  static Map<String, FunctionEntry> entries() {
    return FunctionRegistry.table(
        List.of(
            // ---- the ordinary ones
            row(
                "COUNT",
                "the number of rows, or of rows whose argument is not NULL",
                "count() -> BIGINT",
                "count(x T) -> BIGINT"),
            row(
                "SUM",
                "the sum; an error where it does not fit its type",
                "longSum(x I) -> BIGINT?",
                "doubleSum(x F) -> DOUBLE?",
                "decimalSum(x D) -> DSUM?",
                "longSum(x INTERVAL) -> INTERVAL?",
                "longSum(x MONTHS) -> MONTHS?"),
            row(
                "AVG",
                "the mean",
                "longAverage(x I) -> DOUBLE?",
                "doubleAverage(x F) -> DOUBLE?",
                "decimalAverage(x D) -> DAVG?",
                "longAverage(x INTERVAL) -> INTERVAL?"),
            row("MIN", "the least value", "min(x C) -> C?"),
            row("MAX", "the greatest value", "max(x C) -> C?"),
            row(
                "MIN_BY",
                "x of the row with the least y, of several the first",
                "lenient minBy(x T, y C) -> T?"),
            row(
                "MAX_BY",
                "x of the row with the greatest y, of several the first",
                "lenient maxBy(x T, y C) -> T?"),
            row("FIRST_VALUE", "x of the first row, NULL included", "lenient first(x T) -> T?"),
            row("LAST_VALUE", "x of the last row, NULL included", "lenient last(x T) -> T?"),
            row("ANY_VALUE", "some value of x that is not NULL: the first", "first(x T) -> T?"),
            row("BOOL_AND", "whether x is true in all rows", "boolAnd(x BOOLEAN) -> BOOLEAN?"),
            row("BOOL_OR", "whether x is true in some row", "boolOr(x BOOLEAN) -> BOOLEAN?"),
            row("EVERY", "whether x is true in all rows", "boolAnd(x BOOLEAN) -> BOOLEAN?"),
            row("BIT_AND", "the bits that are set in all values", "bitAnd(x I) -> I?"),
            row("BIT_OR", "the bits that are set in some value", "bitOr(x I) -> I?"),
            row("BIT_XOR", "the bits that are set in an odd number of values", "bitXor(x I) -> I?"),

            // ---- statistics
            row("VAR_POP", "the variance of the population", "varPop(x DOUBLE) -> DOUBLE?"),
            row(
                "VAR_SAMP",
                "the variance of a sample; NULL for one row",
                "varSamp(x DOUBLE) -> DOUBLE?"),
            row("VARIANCE", "the same as VAR_SAMP", "varSamp(x DOUBLE) -> DOUBLE?"),
            row(
                "STDDEV_POP",
                "the standard deviation of the population",
                "stddevPop(x DOUBLE) -> DOUBLE?"),
            row(
                "STDDEV_SAMP",
                "the standard deviation of a sample; NULL for one row",
                "stddevSamp(x DOUBLE) -> DOUBLE?"),
            row("STDDEV", "the same as STDDEV_SAMP", "stddevSamp(x DOUBLE) -> DOUBLE?"),
            row(
                "COVAR_POP",
                "the covariance of the population",
                "COVAR_POP(y DOUBLE, x DOUBLE) -> DOUBLE?"),
            row(
                "COVAR_SAMP",
                "the covariance of a sample; NULL for one row",
                "COVAR_SAMP(y DOUBLE, x DOUBLE) -> DOUBLE?"),
            row(
                "CORR",
                "the coefficient of correlation, -1 to 1",
                "CORR(y DOUBLE, x DOUBLE) -> DOUBLE?"),
            row(
                "REGR_SLOPE",
                "the slope of the line of least squares",
                "REGR_SLOPE(y DOUBLE, x DOUBLE) -> DOUBLE?"),
            row(
                "REGR_INTERCEPT",
                "where the line of least squares has x = 0",
                "REGR_INTERCEPT(y DOUBLE, x DOUBLE) -> DOUBLE?"),
            row(
                "REGR_R2",
                "the square of the coefficient of correlation",
                "REGR_R2(y DOUBLE, x DOUBLE) -> DOUBLE?"),
            row(
                "REGR_AVGX",
                "the mean of x over rows where neither is NULL",
                "REGR_AVGX(y DOUBLE, x DOUBLE) -> DOUBLE?"),
            row(
                "REGR_AVGY",
                "the mean of y over rows where neither is NULL",
                "REGR_AVGY(y DOUBLE, x DOUBLE) -> DOUBLE?"),
            row(
                "REGR_COUNT",
                "the number of rows where neither is NULL",
                "count(y DOUBLE, x DOUBLE) -> BIGINT"),
            row(
                "PERCENTILE_CONT",
                "the value at a fraction of the sorted rows, interpolated; WITHIN GROUP (ORDER BY x)",
                "percentileCont(x DOUBLE, fraction! DOUBLE) -> DOUBLE?"),
            row(
                "PERCENTILE_DISC",
                "the first value that reaches a fraction of the sorted rows; WITHIN GROUP (ORDER BY x)",
                "percentileDisc(x C, fraction! DOUBLE) -> C?"),
            row("MEDIAN", "the same as PERCENTILE_CONT(0.5)", "median(x DOUBLE) -> DOUBLE?"),
            row("MODE", "the most frequent value, of several the least", "mode(x C) -> C?"),

            // ---- approximate, in little memory
            row(
                "APPROX_COUNT_DISTINCT",
                "the number of different values, within about 2 %",
                "approxCountDistinct(x T) -> BIGINT"),
            row(
                "APPROX_PERCENTILE",
                "a value at a fraction of the sorted rows, within 0.5 % of it",
                "approxPercentile(x DOUBLE, fraction! DOUBLE) -> DOUBLE?"),

            // ---- collections
            row(
                "ARRAY_AGG",
                "all values in the order of the rows, NULL included",
                "lenient collect(x T) -> ARRAY<T>?"),
            row(
                "STRING_AGG",
                "all texts in the order of the rows, with a separator between them",
                "join(x TEXT, separator! VARCHAR) -> VARCHAR?"),
            row(
                "LISTAGG",
                "the same as STRING_AGG",
                "join(x TEXT, separator! VARCHAR) -> VARCHAR?"),
            row(
                "HISTOGRAM",
                "how often each value occurs, ascending by value",
                "histogram(x K) -> MAP<K, BIGINT>?"),
            row(
                "TOP_K",
                "the k most frequent values and their counts; ties ascending by value",
                "topK(x T, k! INTEGER) -> ARRAY<ROW<T, BIGINT>>?")));
  }

  private static FunctionEntry row(String name, String description, String... forms) {
    return new FunctionEntry(name, Category.AGGREGATE, null, description, List.of(forms));
  }
}
