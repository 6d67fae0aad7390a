package dev.weir.function;

import dev.weir.function.FunctionDoc.Category;

/** The chapter of {@link ScalarTable} on dates and times. */
final class TimeTable {
  private final ScalarTable table;

  TimeTable(ScalarTable table) {
    this.table = table;
  }

  void addAll() {
    clock();
    timeFields();
    timeArithmetic();
    timeText();
  }

  private void clock() {
    table.chapter(Category.TIME, TimeFunctions.class);
    table.add("NOW", "the present instant", "clock now() -> TIMESTAMP_LTZ");
    table.add("CURRENT_TIMESTAMP", "the present instant", "clock now() -> TIMESTAMP_LTZ");
    table.add("LOCALTIMESTAMP", "the present time in UTC", "clock now() -> TIMESTAMP");
    table.add("CURRENT_DATE", "the present day in UTC", "clock currentDate() -> DATE");
    table.add("CURRENT_TIME", "the present time of day in UTC", "clock currentTime() -> TIME");
    table.add("LOCALTIME", "the present time of day in UTC", "clock currentTime() -> TIME");
    table.add("PROCTIME", "the processing time of the row", "clock now() -> TIMESTAMP_LTZ");
    table.add(
        "RECEIVED_TIME", "when the row was received, by our clock", "clock now() -> TIMESTAMP_LTZ");
    table.add(
        "CORRECTED_TIME",
        "an event's time by our clock: event + (received - sent)",
        "correctedTime(event TIMESTAMP, sent TIMESTAMP, received TIMESTAMP_LTZ) -> TIMESTAMP",
        "correctedTime(event TIMESTAMP_LTZ, sent TIMESTAMP_LTZ, received TIMESTAMP_LTZ) -> TIMESTAMP_LTZ");
    table.add(
        "UNIX_TIMESTAMP",
        "whole seconds since 1970, now or at a time",
        "clock unixTimestamp() -> BIGINT",
        "unixTimestamp(ts TIMESTAMP) -> BIGINT",
        "unixTimestamp(ts TIMESTAMP_LTZ) -> BIGINT");
  }

  private void timeFields() {
    table.add(
        "EXTRACT",
        "a field of a time: YEAR, MONTH, DAY, HOUR, DOW, WEEK, EPOCH, ...; EXTRACT(field FROM ts)",
        extract());
    table.add("DATE_PART", "the same as EXTRACT, with the field as a text", extract());
    table.add(
        "DATE_TRUNC",
        "the start of the unit of time that ts lies in, in UTC or a time zone",
        "truncate(unit FIELD, ts TS) -> TS",
        "truncate(unit FIELD, ts TZ) -> TZ",
        "truncate(unit FIELD, ts TZ, zone ZONE) -> TZ",
        "truncateInterval(unit FIELD, x INTERVAL) -> INTERVAL");
    table.add(
        "FLOOR_TIME", "the start of the unit of time that ts lies in; written FLOOR(ts TO unit)",
        "floor(ts TS, unit FIELD) -> TS", "floor(ts TZ, unit FIELD) -> TZ");
    table.add(
        "CEIL_TIME", "the next start of a unit of time; written CEIL(ts TO unit)",
        "ceil(ts TS, unit FIELD) -> TS", "ceil(ts TZ, unit FIELD) -> TZ");
    table.add(
        "DATE_BIN",
        "the start of the bin of width stride that ts lies in, counted from origin (1970 if not given)",
        "bin(stride INTERVAL, ts TS) -> TIMESTAMP",
        "bin(stride INTERVAL, ts TZ) -> TIMESTAMP_LTZ",
        "bin(stride INTERVAL, ts TIMESTAMP, origin TIMESTAMP) -> TIMESTAMP",
        "bin(stride INTERVAL, ts TIMESTAMP_LTZ, origin TIMESTAMP_LTZ) -> TIMESTAMP_LTZ");
  }

  private static String[] extract() {
    return new String[] {
      "extract(field WHOLE, ts TS) -> BIGINT",
      "extract(field WHOLE, ts TZ) -> BIGINT",
      "extract(field WHOLE, ts DATE) -> BIGINT",
      "extract(field WHOLE, ts TIME) -> BIGINT",
      "extractOfInterval(field WHOLE, x INTERVAL) -> BIGINT",
      "extractOfMonths(field WHOLE, x MONTHS) -> BIGINT",
      "extractFraction(field FRACTION, ts TS) -> SECONDS",
      "extractFraction(field FRACTION, ts TZ) -> SECONDS",
      "extractFraction(field FRACTION, ts DATE) -> SECONDS",
      "extractFraction(field FRACTION, ts TIME) -> SECONDS",
      "extractFractionOfInterval(field FRACTION, x INTERVAL) -> SECONDS"
    };
  }

  private void timeArithmetic() {
    table.add(
        "ADD_MONTHS",
        "so many months later; ts + INTERVAL '1' MONTH",
        "addMonths(ts TS, months MONTHS) -> TS",
        "addMonths(ts TZ, months MONTHS) -> TZ",
        "addMonths(ts DATE, months MONTHS) -> DATE",
        "addMonths(ts TS, months BIGINT) -> TS",
        "addMonths(ts TZ, months BIGINT) -> TZ",
        "addMonths(ts DATE, months BIGINT) -> DATE");
    table.add(
        "SUBTRACT_MONTHS",
        "so many months earlier; ts - INTERVAL '1' MONTH",
        "subtractMonths(ts TS, months MONTHS) -> TS",
        "subtractMonths(ts TZ, months MONTHS) -> TZ",
        "subtractMonths(ts DATE, months MONTHS) -> DATE");
    table.add(
        "MONTHS_BETWEEN",
        "whole months from the second to the first",
        "monthsBetween(later TIMESTAMP, earlier TIMESTAMP) -> BIGINT",
        "monthsBetween(later TIMESTAMP_LTZ, earlier TIMESTAMP_LTZ) -> BIGINT");
    table.add(
        "MULTIPLY_INTERVAL",
        "an interval so many times; interval * x",
        "multiplyInterval(x INTERVAL, factor BIGINT) -> INTERVAL",
        "multiplyInterval(x INTERVAL, factor DOUBLE) -> INTERVAL",
        "multiplyInterval(x MONTHS, factor BIGINT) -> MONTHS");
    table.add(
        "DIVIDE_INTERVAL",
        "a part of an interval; interval / x",
        "divideInterval(x INTERVAL, divisor DOUBLE) -> INTERVAL");
    table.add(
        "AT_TIME_ZONE",
        "an instant's wall clock in a zone, and back; ts AT TIME ZONE zone",
        "fromZone(ts TIMESTAMP, zone ZONE) -> TIMESTAMP_LTZ",
        "toZone(ts TIMESTAMP_LTZ, zone ZONE) -> TIMESTAMP");
    table.add(
        "MAKE_DATE",
        "the date of these numbers",
        "makeDate(year INTEGER, month INTEGER, day INTEGER) -> DATE");
    table.add(
        "MAKE_TIME",
        "the time of day of these numbers",
        "makeTime(hour INTEGER, minute INTEGER, second DOUBLE) -> TIME");
    table.add(
        "MAKE_TIMESTAMP",
        "the timestamp of these numbers",
        "makeTimestamp(year INTEGER, month INTEGER, day INTEGER, hour INTEGER, minute INTEGER, second DOUBLE) -> TIMESTAMP");
    table.add(
        "MAKE_INTERVAL",
        "the interval of these numbers",
        "makeInterval(days INTEGER, hours INTEGER, minutes INTEGER, seconds DOUBLE) -> INTERVAL");
    table.add(
        "TO_TIMESTAMP_LTZ",
        "the instant of an epoch in seconds (precision 0), milli- (3), micro- (6) or nanoseconds (9)",
        "fromEpoch(epoch BIGINT, precision INTEGER) -> TIMESTAMP_LTZ");
    table.add(
        "FROM_UNIXTIME",
        "the instant so many seconds after 1970",
        "fromEpoch(seconds BIGINT) -> TIMESTAMP_LTZ");
  }

  private void timeText() {
    table.add(
        "TO_TIMESTAMP",
        "a text by a template, or as CAST reads it; or the instant so many seconds after 1970",
        "toTimestamp(text VARCHAR) -> TIMESTAMP",
        "toTimestamp(text VARCHAR, template TEMPLATE) -> TIMESTAMP",
        "fromEpoch(seconds BIGINT) -> TIMESTAMP_LTZ",
        "fromEpoch(seconds DOUBLE) -> TIMESTAMP_LTZ");
    table.add(
        "TO_DATE", "a text by a template, or as CAST reads it",
        "toDate(text VARCHAR) -> DATE", "toDate(text VARCHAR, template TEMPLATE) -> DATE");
    table.add(
        "TO_CHAR",
        "a time or a number by a template: 'YYYY-MM-DD HH24:MI:SS.MS', '999,990.00'",
        toChar());
    table.add(
        "DATE_FORMAT",
        "the same as TO_CHAR of times",
        "toChar(ts TS, template TEMPLATE) -> VARCHAR",
        "toChar(ts TZ, template TEMPLATE) -> VARCHAR",
        "toChar(ts DATE, template TEMPLATE) -> VARCHAR");
  }

  private static String[] toChar() {
    return new String[] {
      "toChar(ts TS, template TEMPLATE) -> VARCHAR",
      "toChar(ts TZ, template TEMPLATE) -> VARCHAR",
      "toChar(ts DATE, template TEMPLATE) -> VARCHAR",
      "toChar(x BIGINT, template NUMBERS) -> VARCHAR",
      "toChar(x D, template NUMBERS) -> VARCHAR",
      "toChar(x DOUBLE, template NUMBERS) -> VARCHAR"
    };
  }
}
