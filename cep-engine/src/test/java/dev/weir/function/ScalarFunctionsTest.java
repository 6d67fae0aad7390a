package dev.weir.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.event.RowError;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls and their results, those of PostgreSQL's documentation among them. Each runs twice: with its
 * arguments as constants, so that patterns are prepared, and with none.
 */
class ScalarFunctionsTest {

  private static void check(String row) {
    int arrow = row.lastIndexOf(" => ");
    String call = row.substring(0, arrow);
    String expected = row.substring(arrow + 4);
    assertThat(Calls.evaluate(call, true)).describedAs(call).isEqualTo(expected);
    boolean needsConstant =
        Pattern.compile("^(EXTRACT|DATE_PART|ROUND|TRUNC)").matcher(call).find();
    if (!needsConstant) {
      assertThat(Calls.evaluate(call, false))
          .describedAs("without constants: " + call)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ABS(-17) => 17",
        "ABS(-17.4) => 17.4",
        "ABS(-1e0) => 1.0",
        "SIGN(-8.4) => -1",
        "CEIL(42.2) => 43",
        "CEILING(-42.8) => -42",
        "CEIL(95.3e0) => 96.0",
        "FLOOR(-42.8) => -43",
        "FLOOR(7) => 7",
        "ROUND(42.4) => 42",
        "ROUND(2.5) => 3",
        "ROUND(-2.5) => -3",
        "ROUND(2.5e0) => 2.0",
        "ROUND(42.4382, 2) => 42.44",
        "ROUND(1234.56, -1) => 1230",
        "ROUND(9.99, 1) => 10.0",
        "ROUND(1.005e0, 2) => 1.01",
        "ROUND(1250, -2) => 1300",
        "TRUNC(42.8) => 42",
        "TRUNC(-42.8) => -42",
        "TRUNC(42.4382, 2) => 42.43",
        "TRUNC(-42.8e0) => -42.0",
        "MOD(9, 4) => 1",
        "MOD(-9, 4) => -1",
        "MOD(9.5, 4) => 1.5",
        "DIV(9L, 4L) => 2",
        "GCD(1071L, 462L) => 21",
        "LCM(1071L, 462L) => 23562",
        "SQRT(2) => 1.4142135623730951",
        "CBRT(64.0) => 4.0",
        "POWER(9, 3) => 729.0",
        "EXP(0) => 1.0",
        "LN(1) => 0.0",
        "LOG(100) => 2.0",
        "LOG(2.0, 64.0) => 6.0",
        "LOG2(8) => 3.0",
        "LOG10(1000) => 3.0",
        "DEGREES(0.5) => 28.64788975654116",
        "RADIANS(45.0) => 0.7853981633974483",
        "PI() => 3.141592653589793",
        "ATAN2(1, 1) => 0.7853981633974483",
        "WIDTH_BUCKET(5.35, 0.024, 10.06, 5) => 3",
        "WIDTH_BUCKET(-1, 0, 10, 5) => 0",
        "WIDTH_BUCKET(10, 0, 10, 5) => 6",
        "GREATEST(1, 2.5, NULL) => 2.5",
        "LEAST('b', 'a') => a",
        "LEAST(NULL, NULL) => NULL",
        "NULLIF(1, 1) => NULL",
        "NULLIF(1, 2) => 1",
        "IFNULL(NULL, 5) => 5",
        "NUM_NULLS(1, NULL, 'x') => 1",
        "TYPEOF(1.50) => DECIMAL(3, 2)",
      })
  void mathematics(String row) {
    check(row);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPPER('tom') => TOM",
        "LENGTH('jose') => 4",
        "LENGTH('a\uD83D\uDE00b') => 3",
        "OCTET_LENGTH('jos\u00e9') => 5",
        "OCTET_LENGTH(BYTES '\\x00ff') => 2",
        "INITCAP('hi THOMAS') => Hi Thomas",
        "POSITION('om', 'Thomas') => 3",
        "STRPOS('high', 'ig') => 2",
        "STRPOS('high', 'x') => 0",
        "SUBSTRING('Thomas', 2, 3) => hom",
        "SUBSTRING('Thomas', 3) => omas",
        "SUBSTR('alphabet', 3, 2) => ph",
        "SUBSTRING('string', 0, 3) => st",
        "SUBSTRING('string', -5, 3) => ",
        "SUBSTRING('a\uD83D\uDE00bc', 2, 2) => \uD83D\uDE00b",
        "OVERLAY('Txxxxas', 'hom', 2, 4) => Thomas",
        "OVERLAY('abcdef', 'XY', 3) => abXYef",
        "TRIM('  x ') => x",
        "TRIM('yxTomxx', 'xyz') => Tom",
        "LTRIM('zzzytest', 'xyz') => test",
        "RTRIM('testxxzx', 'xyz') => test",
        "LPAD('hi', 5, 'xy') => xyxhi",
        "LPAD('hello', 2) => he",
        "RPAD('hi', 5, 'xy') => hixyx",
        "LEFT('abcde', 2) => ab",
        "LEFT('abcde', -2) => abc",
        "RIGHT('abcde', 2) => de",
        "RIGHT('abcde', -2) => cde",
        "REPEAT('Pg', 4) => PgPgPgPg",
        "REPEAT('Pg', -1) => ",
        "REPLACE('abcdefabcdef', 'cd', 'XX') => abXXefabXXef",
        "TRANSLATE('12345', '143', 'ax') => a2x5",
        "REVERSE('abcde') => edcba",
        "CONCAT('abcde', 2, NULL, 22) => abcde222",
        "CONCAT_WS(',', 'abcde', 2, NULL, 22) => abcde,2,22",
        "CONCAT_WS(NULL, 'a') => NULL",
        "SPLIT_PART('abc~@~def~@~ghi', '~@~', 2) => def",
        "SPLIT_PART('abc,def,ghi,jkl', ',', -2) => ghi",
        "SPLIT_PART('abc', ',', 2) => ",
        "STARTS_WITH('alphabet', 'alph') => true",
        "ASCII('x') => 120",
        "CHR(65) => A",
        "TO_HEX(2147483647) => 7fffffff",
        "TO_HEX(-1) => ffffffff",
        "MD5('abc') => 900150983cd24fb0d6963f7d28e17f72",
        "SHA256('abc') => ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "ENCODE(BYTES 'abc', 'base64') => YWJj",
        "DECODE('616263', 'hex') => \\x616263",
        "FORMAT('Hello %s, %1$s', 'World') => Hello World, World",
        "FORMAT('|%-5s|%5s|%%', 'ab', 7) => |ab   |    7|%",
        "FORMAT('%I = %L', 'My col', NULL) => \"My col\" = NULL",
        "UPPER(NULL) => NULL",
      })
  void text(String row) {
    check(row);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LIKE('abc', 'abc') => true",
        "LIKE('abc', 'a%') => true",
        "LIKE('abc', '_b_') => true",
        "LIKE('abc', 'c') => false",
        "LIKE('', '') => true",
        "LIKE('', '%') => true",
        "LIKE('a', '') => false",
        "LIKE('aba', 'ab%ba') => false",
        "LIKE('abba', 'ab%ba') => true",
        "LIKE('xaybzc', '%a%b%c') => true",
        "LIKE('10%', '10\\%') => true",
        "LIKE('10x', '10\\%') => false",
        "LIKE('10%', '10#%', '#') => true",
        "LIKE('a\uD83D\uDE00b', 'a_b') => true",
        "LIKE('a\uD83D\uDE00b', '%_b') => true",
        "LIKE('line' , '%i_e') => true",
        "ILIKE('ABC', 'a%C') => true",
        "SIMILAR('abc', 'a') => false",
        "SIMILAR('abc', '%(b|d)%') => true",
        "SIMILAR('abc', '(b|c)%') => false",
        "SIMILAR('a.c', 'a.c') => true",
        "SIMILAR('axc', 'a.c') => false",
        "SIMILAR('aaa', 'a{2,3}') => true",
        "REGEXP_LIKE('Hello World', 'world$', 'i') => true",
        "REGEXP_LIKE('Hello World', 'world$') => false",
        "REGEXP_COUNT('123456789012', '\\d\\d\\d') => 4",
        "REGEXP_INSTR('ABCDEF', 'C.') => 3",
        "REGEXP_SUBSTR('ABCDEF', 'C.') => CD",
        "REGEXP_SUBSTR('ABCDEF', 'x') => NULL",
        "REGEXP_EXTRACT('from 10.0.0.1 port 22', '(\\d+[.]\\d+[.]\\d+[.]\\d+) port (\\d+)', 2) => 22",
        "REGEXP_MATCH('foobarbequebaz', '(bar)(beque)') => [bar, beque]",
        "REGEXP_MATCH('foobar', 'x') => NULL",
        "REGEXP_MATCHES('foobarbequebazilbarfbonk', '(b[^b]+)(b[^b]+)') => [[bar, beque], [bazil, barf]]",
        "REGEXP_REPLACE('Thomas', '.[mN]a.', 'M') => ThM",
        "REGEXP_REPLACE('foobarbaz', 'b..', 'X') => fooXbaz",
        "REGEXP_REPLACE('foobarbaz', 'b..', 'X', 'g') => fooXX",
        "REGEXP_REPLACE('foobarbaz', 'b(..)', 'X\\1Y', 'g') => fooXarYXazY",
        "REGEXP_SPLIT_TO_ARRAY('hello world  x', '\\s+') => [hello, world, x]",
      })
  void patterns(String row) {
    check(row);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXTRACT('CENTURY', TIMESTAMP '2000-12-16 12:21:13') => 20",
        "EXTRACT('DAY', TIMESTAMP '2001-02-16 20:38:40') => 16",
        "EXTRACT('DECADE', TIMESTAMP '2001-02-16 20:38:40') => 200",
        "EXTRACT('DOW', TIMESTAMP '2001-02-16 20:38:40') => 5",
        "EXTRACT('DOY', TIMESTAMP '2001-02-16 20:38:40') => 47",
        "EXTRACT('EPOCH', TIMESTAMP '2001-02-16 20:38:40.12') => 982355920.120000",
        "EXTRACT('HOUR', TIMESTAMP '2001-02-16 20:38:40') => 20",
        "EXTRACT('ISODOW', TIMESTAMP '2001-02-18 20:38:40') => 7",
        "EXTRACT('ISOYEAR', DATE '2006-01-01') => 2005",
        "EXTRACT('MICROSECONDS', TIME '17:12:28.5') => 28500000",
        "EXTRACT('MILLISECONDS', TIME '17:12:28.5') => 28500.000000",
        "EXTRACT('QUARTER', TIMESTAMP '2001-02-16 20:38:40') => 1",
        "EXTRACT('SECOND', TIME '17:12:28.5') => 28.500000",
        "EXTRACT('WEEK', TIMESTAMP '2001-02-16 20:38:40') => 7",
        "EXTRACT('WEEK', DATE '2005-01-01') => 53",
        "EXTRACT('YEAR', TIMESTAMPTZ '2001-02-16T20:38:40Z') => 2001",
        "EXTRACT('HOUR', INTERVAL '1 day 5 hours') => 5",
        "EXTRACT('EPOCH', INTERVAL '5 days 3 hours') => 442800.000000",
        "EXTRACT('MONTH', MONTHS '2 years 3 months') => 3",
        "EXTRACT('JULIAN', DATE '2000-01-01') => 2451545",
        "DATE_PART('hour', TIMESTAMP '2001-02-16 20:38:40') => 20",
        "DATE_TRUNC('hour', TIMESTAMP '2001-02-16 20:38:40') => 2001-02-16 20:00:00.000",
        "DATE_TRUNC('year', TIMESTAMP '2001-02-16 20:38:40') => 2001-01-01 00:00:00.000",
        "DATE_TRUNC('month', DATE '2001-02-16') => 2001-02-01 00:00:00.000",
        "DATE_TRUNC('month', NULL) => NULL",
        "DATE_TRUNC('week', TIMESTAMP '2026-11-22 18:00:00') => 2026-11-16 00:00:00.000",
        "DATE_TRUNC('day', TIMESTAMPTZ '2001-02-16T20:38:40Z', 'Australia/Sydney') => 2001-02-16T13:00:00.000Z",
        "DATE_TRUNC('hour', INTERVAL '3 days 02:47:33') => 3 days 02:00:00",
        "DATE_TRUNC('minute', TIMESTAMP '1969-12-31 23:59:59') => 1969-12-31 23:59:00.000",
        "FLOOR_TIME(TIMESTAMP '2001-02-16 20:38:40', 'minute') => 2001-02-16 20:38:00.000",
        "CEIL_TIME(TIMESTAMP '2001-02-16 20:38:40', 'month') => 2001-03-01 00:00:00.000",
        "CEIL_TIME(TIMESTAMP '2001-02-01 00:00:00', 'month') => 2001-02-01 00:00:00.000",
        "DATE_BIN(INTERVAL '15 minutes', TIMESTAMP '2020-02-11 15:44:17', TIMESTAMP '2001-01-01') => 2020-02-11 15:30:00.000",
        "DATE_BIN(INTERVAL '15 minutes', TIMESTAMP '2020-02-11 15:44:17', TIMESTAMP '2001-01-01 00:02:30') => 2020-02-11 15:32:30.000",
        "DATE_BIN(INTERVAL '10 seconds', TIMESTAMP '1969-12-31 23:59:59') => 1969-12-31 23:59:50.000",
        "ADD_MONTHS(TIMESTAMP '2024-01-31 10:00:00', MONTHS '1 month') => 2024-02-29 10:00:00.000",
        "ADD_MONTHS(DATE '2024-02-29', 12) => 2025-02-28",
        "SUBTRACT_MONTHS(DATE '2024-03-31', MONTHS '1 month') => 2024-02-29",
        "MONTHS_BETWEEN(TIMESTAMP '2024-03-30', TIMESTAMP '2024-01-31') => 1",
        "MULTIPLY_INTERVAL(INTERVAL '1 hour', 21) => 21:00:00",
        "MULTIPLY_INTERVAL(INTERVAL '1 hour', 3.5) => 03:30:00",
        "DIVIDE_INTERVAL(INTERVAL '1 hour', 1.5) => 00:40:00",
        "AT_TIME_ZONE(TIMESTAMP '2001-02-16 20:38:40', 'America/Denver') => 2001-02-17T03:38:40.000Z",
        "AT_TIME_ZONE(TIMESTAMPTZ '2001-02-16T20:38:40-05:00', 'America/Denver') => 2001-02-16 18:38:40.000",
        "MAKE_DATE(2013, 7, 15) => 2013-07-15",
        "MAKE_TIMESTAMP(2013, 7, 15, 8, 15, 23.5) => 2013-07-15 08:15:23.500",
        "MAKE_INTERVAL(10, 1, 0, 0.5) => 10 days 01:00:00.5",
        "TO_TIMESTAMP(1284352323) => 2010-09-13T04:32:03.000Z",
        "TO_TIMESTAMP(1284352323.25) => 2010-09-13T04:32:03.250Z",
        "TO_TIMESTAMP_LTZ(1284352323123L, 3) => 2010-09-13T04:32:03.123Z",
        "UNIX_TIMESTAMP(TIMESTAMP '2010-09-13 04:32:03.9') => 1284352323",
        "NOW() => 2026-01-02T03:04:05.678901Z",
        "CURRENT_DATE() => 2026-01-02",
        "LOCALTIMESTAMP() => 2026-01-02 03:04:05.678901",
        "CORRECTED_TIME(TIMESTAMP '2026-01-02 00:00:00', TIMESTAMP '2026-01-02 00:00:01', TIMESTAMPTZ '2026-01-02T00:01:00Z')"
            + " => 2026-01-02 00:00:59.000",
        "TO_TIMESTAMP('05 Dec 2000', 'DD Mon YYYY') => 2000-12-05 00:00:00.000",
        "TO_TIMESTAMP('2026-01-02T03:04:05.678', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS') => 2026-01-02 03:04:05.678",
        "TO_TIMESTAMP('2026-01-02 03:04:05.67', 'yyyy-MM-dd HH:mm:ss.SSS') => 2026-01-02 03:04:05.670",
        "TO_TIMESTAMP('10/Oct/2000:13:55:36 -0700', 'DD/Mon/YYYY:HH24:MI:SS TZH') => 2000-10-10 20:55:36.000",
        "TO_TIMESTAMP('20260102030405', 'YYYYMMDDHH24MISS') => 2026-01-02 03:04:05.000",
        "TO_TIMESTAMP('1/2/26 3:04 pm', 'MM/DD/YY HH12:MI AM') => 2026-01-02 15:04:00.000",
        "TO_DATE('05 December 2000', 'DD Month YYYY') => 2000-12-05",
        "TO_CHAR(TIMESTAMP '2002-04-20 17:31:12.66', 'HH12:MI:SS') => 05:31:12",
        "TO_CHAR(TIMESTAMP '2002-04-20 17:31:12.66', 'Day, DD Mon YYYY HH24:MI:SS.MS') => Saturday , 20 Apr 2002 17:31:12.660",
        "TO_CHAR(TIMESTAMP '2002-04-02 07:31:12', 'FMDay, FMDD FMMonth') => Tuesday, 2 April",
        "TO_CHAR(DATE '2002-04-20', 'YYYY-IW-Q-DDD') => 2002-16-2-110",
        "DATE_FORMAT(TIMESTAMP '2002-04-20 17:31:12', 'yyyy-MM-dd''T''HH:mm:ss') => 2002-04-20T17:31:12",
        "TO_CHAR(125, '999') =>  125",
        "TO_CHAR(125.8, '999D9') =>  125.8",
        "TO_CHAR(-125.8, '999D99S') => 125.80-",
        "TO_CHAR(1234567, '9,999,999') =>  1,234,567",
        "TO_CHAR(485, '0000') =>  0485",
        "TO_CHAR(-0.1, '990.99') =>   -0.10",
        "TO_CHAR(-0.1, 'FM9.99') => -.1",
        "TO_CHAR(12, 'FM9990999.9') => 0012.",
        "TO_CHAR(148.5, 'FM999.990') => 148.500",
        "TO_CHAR(12345, '999') =>  ###",
        "TO_CHAR(-485, '999PR') => <485>",
      })
  void times(String row) {
    check(row);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ELEMENT(ARRAY[1, 2, 3], 2) => 2",
        "ELEMENT(ARRAY[1, 2, 3], 0) => NULL",
        "ELEMENT(ARRAY[1, 2, 3], 4) => NULL",
        "CARDINALITY(ARRAY[1, NULL]) => 2",
        "ARRAY_CONTAINS(ARRAY[1, 2.0], 2) => true",
        "ARRAY_CONTAINS(ARRAY[1, NULL], NULL) => true",
        "ARRAY_POSITION(ARRAY['sun', 'mon', 'tue'], 'mon') => 2",
        "ARRAY_POSITION(ARRAY['sun'], 'x') => NULL",
        "ARRAY_APPEND(ARRAY[1, 2], 3) => [1, 2, 3]",
        "ARRAY_PREPEND(1, ARRAY[2, 3]) => [1, 2, 3]",
        "ARRAY_CAT(ARRAY[1, 2, 3], ARRAY[4, 5]) => [1, 2, 3, 4, 5]",
        "ARRAY_CAT(NULL, ARRAY[4]) => [4]",
        "ARRAY_DISTINCT(ARRAY[2, 1, 2, NULL, NULL]) => [2, 1, NULL]",
        "ARRAY_REMOVE(ARRAY[1, 2, 3, 2], 2) => [1, 3]",
        "ARRAY_SORT(ARRAY[3, NULL, 1]) => [1, 3, NULL]",
        "ARRAY_REVERSE(ARRAY[1, 2]) => [2, 1]",
        "ARRAY_SLICE(ARRAY[1, 2, 3, 4], 2, 3) => [2, 3]",
        "ARRAY_SLICE(ARRAY[1, 2], 2, 9) => [2]",
        "ARRAY_MAX(ARRAY[1, NULL, 7]) => 7",
        "ARRAY_TO_STRING(ARRAY[1, 2, 3, NULL, 5], ',') => 1,2,3,5",
        "ARRAY_TO_STRING(ARRAY[1, 2, 3, NULL, 5], ',', '*') => 1,2,3,*,5",
        "STRING_TO_ARRAY('xx~~yy~~zz', '~~') => [xx, yy, zz]",
        "STRING_TO_ARRAY('abc', NULL) => [a, b, c]",
        "MAP_FROM_ARRAYS(ARRAY['a', 'b'], ARRAY[1, 2]) => {a=1, b=2}",
        "JSON_VALUE('{\"a\": {\"b\": [1, \"x\", true]}}', '$.a.b[1]') => x",
        "JSON_VALUE('{\"a\": 1.50}', '$.a') => 1.50",
        "JSON_VALUE('{\"a\": [{\"b\": 7}]}', 'lax $.a.b') => 7",
        "JSON_VALUE('{\"a\": null}', '$.a') => NULL",
        "JSON_VALUE('{\"a\": {}}', '$.a') => NULL",
        "JSON_VALUE('not json', '$.a') => NULL",
        "JSON_VALUE('{\"a b\": 1}', '$.\"a b\"') => 1",
        "JSON_VALUE('[1,2,3]', '$[last]') => 3",
        "JSON_VALUE('[1,2,3]', '$.size()') => 3",
        "JSON_QUERY('{\"a\": {\"b\" : [1, 2]}}', '$.a') => {\"b\":[1,2]}",
        "JSON_QUERY('{\"a\": 1}', '$.a') => NULL",
        "JSON_QUERY_ALL('[{\"p\": 5, \"n\": \"x\"}, {\"p\": 15, \"n\": \"y\"}]', '$[*]?(@.p > 10 && @.n starts with \"y\").n') => [\"y\"]",
        "JSON_QUERY_ALL('[1,2,3,4]', '$[0, 2 to last]') => [1,3,4]",
        "JSON_EXISTS('{\"a\": 1}', '$.a') => true",
        "JSON_EXISTS('{\"a\": 1}', '$.b') => false",
        "JSON_EXISTS(JSON '{\"a\": [1, 2]}', '$.a[*]?(@ == 2)') => true",
        "IS_JSON('{\"a\": 1}') => true",
        "IS_JSON('{') => false",
        "TO_JSON(ARRAY['a\"b', NULL]) => [\"a\\\"b\",null]",
        "TO_JSON(NULL) => null",
        "JSON_OBJECT('a', 1, 'b', NULL, 'c', ARRAY[1.5]) => {\"a\":1,\"b\":null,\"c\":[1.5]}",
        "JSON_ARRAY(1, 'x', NULL, TRUE) => [1,\"x\",true]",
        "JSON_ARRAY_LENGTH('[1,2]') => 2",
      })
  void collectionsAndJson(String row) {
    check(row);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SQRT(-1) => SQRT of the negative number -1.0",
        "LN(0) => LN of 0.0, which is not positive",
        "POWER(0, -1) => POWER of zero to the negative exponent -1.0",
        "MOD(1, 0) => division by zero",
        "EXP(1000) => the result of EXP is out of range for DOUBLE",
        "ABS(-2147483648) => ABS(-2147483648) is out of range for INTEGER",
        "SUBSTRING('abc', 1, -1) => the length of a substring is -1, it must not be negative",
        "SPLIT_PART('abc', ',', 0) => SPLIT_PART counts from 1, there is no part 0",
        "REPEAT('abc', 2000000000) => a text of 6000000000 characters is too long",
        "CHR(0) => there is no character 0",
        "MAKE_DATE(2023, 2, 29) => there is no day 2023-2-29",
        "DATE_BIN(INTERVAL '0 seconds', TIMESTAMP '2020-01-01') => the stride of DATE_BIN must be greater than zero",
        "TO_DATE('2000-13-01', 'YYYY-MM-DD') => '2000-13-01' does not have the form 'YYYY-MM-DD'",
        "ST_DISTANCE(91, 0, 0, 0) => the latitude 91.0 is not between -90 and 90",
      })
  void refusals(String row) {
    int arrow = row.lastIndexOf(" => ");
    assertThatThrownBy(() -> Calls.evaluate(row.substring(0, arrow), false))
        .isInstanceOf(RowError.class)
        .hasMessage(row.substring(arrow + 4));
  }

  @Test
  void distancesOnTheEllipsoid() {
    // Flinders Peak to Buninyong, the worked example of Geoscience Australia: 54,972.271 m.
    String distance =
        Calls.evaluate(
            "ST_DISTANCE(-37.951033417e0, 144.424867889e0, -37.652821139e0, 143.926495528e0)",
            true);
    assertThat(Double.parseDouble(distance)).isBetween(54_972.270, 54_972.272);
    assertThat(Calls.evaluate("ST_DISTANCE(1, 2, 1, 2)", true)).isEqualTo("0.0");
    // A quarter of the equator is a quarter of 2 pi a.
    assertThat(Double.parseDouble(Calls.evaluate("ST_DISTANCE(0, 0, 0, 90)", true)))
        .isBetween(10_018_754.17, 10_018_754.18);
    assertThat(Double.parseDouble(Calls.evaluate("ST_DISTANCE(0, 0, 0.1, 179.9)", true)))
        .isBetween(1.99e7, 2.01e7);
  }

  @Test
  void randomFunctionsAreNotFolded() {
    var registry = FunctionRegistry.builtIn();
    for (var name : new String[] {"RANDOM", "UUID", "NOW", "RECEIVED_TIME"}) {
      var scalar =
          (Resolution.Scalar)
              registry.resolveScalar(name, java.util.List.of(), java.util.List.of());
      assertThat(scalar.function().deterministic()).describedAs(name).isFalse();
    }
  }

  /** LIKE against a regular expression that says the same, on random short texts. */
  @Test
  void likeAgreesWithRegularExpressions() {
    var random = new java.util.Random(3);
    for (int i = 0; i < 200_000; i++) {
      String text = word(random, "ab", 7);
      String pattern = word(random, "ab%_", 6);
      boolean expected = text.matches(pattern.replace("%", ".*").replace("_", "."));
      assertThat(Prepare.like(pattern).matches(text))
          .describedAs("'%s' LIKE '%s'", text, pattern)
          .isEqualTo(expected);
    }
  }

  /** Whatever the text, what is prepared from it either works or is refused with a reason. */
  @Test
  void preparationsSurviveNoise() {
    var random = new java.util.Random(4);
    var inputs =
        new String[] {
          "$.a[0]?(@<=1&&\"x)to*last",
          "YMDHISF:- \"ATZO9J/Q",
          "990.,SMIPRG$FMD-",
          "ab%_\\[](){}|*+?^-"
        };
    for (int i = 0; i < 20_000; i++) {
      String noise = word(random, inputs[i % inputs.length], 12);
      String other = word(random, "ab0123456789-: AP[]{}\",", 14);
      attempt(() -> Prepare.jsonPath("$" + noise).find(java.util.List.of("a", true)));
      attempt(() -> Prepare.timeTemplate(noise).format(random.nextLong() >> 8));
      attempt(() -> Prepare.timeTemplate(noise).read(other));
      attempt(
          () ->
              Prepare.numberTemplate(noise)
                  .format(java.math.BigDecimal.valueOf(random.nextInt(), 2)));
      attempt(() -> Prepare.like(noise).matches(other));
      attempt(() -> Prepare.similar(noise).matcher(other).find());
      attempt(() -> Prepare.regex(noise).matcher(other).find());
      attempt(() -> dev.weir.type.JsonTree.parse(other));
      attempt(() -> StringFunctions.format(noise, other));
    }
  }

  private static void attempt(Runnable action) {
    try {
      action.run();
    } catch (RowError refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  private static String word(java.util.Random random, String alphabet, int most) {
    var word = new StringBuilder();
    for (int n = random.nextInt(most + 1); n > 0; n--) {
      word.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return word.toString();
  }
}
