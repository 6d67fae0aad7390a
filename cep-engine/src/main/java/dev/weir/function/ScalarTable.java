package dev.weir.function;

import dev.weir.function.FunctionDoc.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Every scalar function: name, description, forms as {@link Signature} reads them. The word before
 * the parenthesis is the Java method in the chapter's class.
 */
final class ScalarTable {
  private final List<FunctionEntry> entries = new ArrayList<>();
  private Category category;
  private Class<?> owner;

  private ScalarTable() {}

  static Map<String, FunctionEntry> entries() {
    var table = new ScalarTable();
    table.comparison();
    table.math();
    table.trigonometry();
    table.text();
    table.textParts();
    table.encodings();
    table.patterns();
    new TimeTable(table).addAll();
    table.arrays();
    table.maps();
    table.json();
    table.others();
    return FunctionRegistry.table(table.entries);
  }

  void chapter(Category category, Class<?> owner) {
    this.category = category;
    this.owner = owner;
  }

  void add(String name, String description, String... forms) {
    entries.add(new FunctionEntry(name, category, owner, description, List.of(forms)));
  }

  private void comparison() {
    chapter(Category.COMPARISON, ValueFunctions.class);
    add("GREATEST", "the greatest argument that is not NULL", "lenient greatest(x C...) -> C?");
    add("LEAST", "the least argument that is not NULL", "lenient least(x C...) -> C?");
    add("NULLIF", "NULL if both are equal, else x", "lenient nullIf(x T, y T) -> T?");
    add("IFNULL", "y if x is NULL, else x", "lenient ifNull(x T, y T) -> T?");
    add("NVL", "the same as IFNULL", "lenient ifNull(x T, y T) -> T?");
    add("NUM_NULLS", "how many arguments are NULL", "lenient countNulls(x TEXT...) -> INTEGER");
    add(
        "NUM_NONNULLS",
        "how many arguments are not NULL",
        "lenient countNonNulls(x TEXT...) -> INTEGER");
  }

  private void math() {
    chapter(Category.MATH, MathFunctions.class);
    add(
        "ABS",
        "the absolute value",
        "abs(x INTEGER) -> INTEGER",
        "abs(x BIGINT) -> BIGINT",
        "abs(x D) -> D",
        "abs(x DOUBLE) -> DOUBLE");
    add(
        "SIGN",
        "-1, 0 or 1",
        "sign(x INTEGER) -> INTEGER",
        "sign(x BIGINT) -> INTEGER",
        "sign(x D) -> INTEGER",
        "sign(x DOUBLE) -> DOUBLE");
    add(
        "CEIL",
        "the next whole number upwards; CEIL(ts TO unit): the next start of a unit of time",
        ceil());
    add("CEILING", "the same as CEIL", ceil());
    add(
        "FLOOR",
        "the next whole number downwards; FLOOR(ts TO unit): the start of its unit of time",
        "same(x INTEGER) -> INTEGER",
        "same(x BIGINT) -> BIGINT",
        "floor(x D) -> D0",
        "floor(x DOUBLE) -> DOUBLE");
    add(
        "ROUND",
        "the nearest whole number, or number of so many digits; halves away from zero (DOUBLE alone: to even)",
        "same(x INTEGER) -> INTEGER",
        "same(x BIGINT) -> BIGINT",
        "round(x D) -> D0",
        "round(x DOUBLE) -> DOUBLE",
        "round(x BIGINT, digits INTEGER) -> BIGINT",
        "roundToScale(x D, digits! INTEGER) -> DN",
        "roundKeepingScale(x D, digits INTEGER) -> D+",
        "round(x DOUBLE, digits INTEGER) -> DOUBLE");
    add("TRUNC", "x without its fraction, or with so many digits of it", truncate());
    add("TRUNCATE", "the same as TRUNC", truncate());
    add(
        "MOD", "the remainder of x divided by y, with the sign of x",
        "mod(x INTEGER, y INTEGER) -> INTEGER", "mod(x BIGINT, y BIGINT) -> BIGINT",
        "mod(x D, y D) -> D", "mod(x DOUBLE, y DOUBLE) -> DOUBLE");
    add("DIV", "the whole part of x divided by y", "div(x BIGINT, y BIGINT) -> BIGINT");
    add("GCD", "the greatest common divisor", "gcd(x BIGINT, y BIGINT) -> BIGINT");
    add("LCM", "the least common multiple", "lcm(x BIGINT, y BIGINT) -> BIGINT");
    add("SQRT", "the square root", "sqrt(x DOUBLE) -> DOUBLE");
    add("CBRT", "the cube root", "cbrt(x DOUBLE) -> DOUBLE");
    add("POWER", "x to the power of y", "power(x DOUBLE, y DOUBLE) -> DOUBLE");
    add("POW", "the same as POWER", "power(x DOUBLE, y DOUBLE) -> DOUBLE");
    add("EXP", "e to the power of x", "exp(x DOUBLE) -> DOUBLE");
    add("LN", "the natural logarithm", "ln(x DOUBLE) -> DOUBLE");
    add(
        "LOG", "the logarithm to base 10, or to a base",
        "log10(x DOUBLE) -> DOUBLE", "log(base DOUBLE, x DOUBLE) -> DOUBLE");
    add("LOG10", "the logarithm to base 10", "log10(x DOUBLE) -> DOUBLE");
    add("LOG2", "the logarithm to base 2", "log2(x DOUBLE) -> DOUBLE");
    add("PI", "the number pi", "pi() -> DOUBLE");
    add(
        "WIDTH_BUCKET",
        "which of count buckets of equal width between low and high x lies in; 0 below, count + 1 above",
        "widthBucket(x DOUBLE, low DOUBLE, high DOUBLE, count INTEGER) -> INTEGER");
    add("RANDOM", "a random number, at least 0 and below 1", "volatile random() -> DOUBLE");
    add("RAND", "the same as RANDOM", "volatile random() -> DOUBLE");
  }

  private static String[] ceil() {
    return new String[] {
      "same(x INTEGER) -> INTEGER",
      "same(x BIGINT) -> BIGINT",
      "ceil(x D) -> D0",
      "ceil(x DOUBLE) -> DOUBLE"
    };
  }

  private static String[] truncate() {
    return new String[] {
      "same(x INTEGER) -> INTEGER",
      "same(x BIGINT) -> BIGINT",
      "truncate(x D) -> D0",
      "truncate(x DOUBLE) -> DOUBLE",
      "truncate(x BIGINT, digits INTEGER) -> BIGINT",
      "truncateToScale(x D, digits! INTEGER) -> DN",
      "truncateKeepingScale(x D, digits INTEGER) -> D",
      "truncate(x DOUBLE, digits INTEGER) -> DOUBLE"
    };
  }

  private void trigonometry() {
    add("SIN", "the sine of an angle in radians", "sin(x DOUBLE) -> DOUBLE");
    add("COS", "the cosine of an angle in radians", "cos(x DOUBLE) -> DOUBLE");
    add("TAN", "the tangent of an angle in radians", "tan(x DOUBLE) -> DOUBLE");
    add("COT", "the cotangent of an angle in radians", "cot(x DOUBLE) -> DOUBLE");
    add("ASIN", "the angle with this sine", "asin(x DOUBLE) -> DOUBLE");
    add("ACOS", "the angle with this cosine", "acos(x DOUBLE) -> DOUBLE");
    add("ATAN", "the angle with this tangent", "atan(x DOUBLE) -> DOUBLE");
    add("ATAN2", "the angle of the point (x, y)", "atan2(y DOUBLE, x DOUBLE) -> DOUBLE");
    add("SINH", "the hyperbolic sine", "sinh(x DOUBLE) -> DOUBLE");
    add("COSH", "the hyperbolic cosine", "cosh(x DOUBLE) -> DOUBLE");
    add("TANH", "the hyperbolic tangent", "tanh(x DOUBLE) -> DOUBLE");
    add("DEGREES", "radians in degrees", "degrees(x DOUBLE) -> DOUBLE");
    add("RADIANS", "degrees in radians", "radians(x DOUBLE) -> DOUBLE");
  }

  private void text() {
    chapter(Category.STRING, StringFunctions.class);
    add("UPPER", "in upper case", "upper(text VARCHAR) -> VARCHAR");
    add("LOWER", "in lower case", "lower(text VARCHAR) -> VARCHAR");
    add("INITCAP", "each word with a capital", "initcap(text VARCHAR) -> VARCHAR");
    add(
        "LENGTH", "the number of characters, or of bytes of a VARBINARY",
        "length(text VARCHAR) -> INTEGER", "length(bytes VARBINARY) -> INTEGER");
    add("CHAR_LENGTH", "the number of characters", "length(text VARCHAR) -> INTEGER");
    add("CHARACTER_LENGTH", "the number of characters", "length(text VARCHAR) -> INTEGER");
    add(
        "OCTET_LENGTH", "the number of bytes, of text in UTF-8",
        "octetLength(text VARCHAR) -> INTEGER", "length(bytes VARBINARY) -> INTEGER");
    add("BIT_LENGTH", "the number of bits in UTF-8", "bitLength(text VARCHAR) -> INTEGER");
    add(
        "POSITION",
        "where part begins, 0 if nowhere; POSITION(part IN text)",
        "position(part VARCHAR, text VARCHAR) -> INTEGER");
    add(
        "STRPOS",
        "where part begins, 0 if nowhere",
        "strpos(text VARCHAR, part VARCHAR) -> INTEGER");
    add("INSTR", "the same as STRPOS", "strpos(text VARCHAR, part VARCHAR) -> INTEGER");
    add(
        "STARTS_WITH",
        "whether text begins with prefix",
        "startsWith(text VARCHAR, prefix VARCHAR) -> BOOLEAN");
    add(
        "ENDS_WITH",
        "whether text ends with suffix",
        "endsWith(text VARCHAR, suffix VARCHAR) -> BOOLEAN");
    add(
        "CONTAINS",
        "whether part occurs in text",
        "contains(text VARCHAR, part VARCHAR) -> BOOLEAN");
    add(
        "CONCAT",
        "the arguments as one text, NULL left out",
        "lenient concat(x TEXT...) -> VARCHAR");
    add(
        "CONCAT_WS",
        "the arguments as one text with a separator between, NULL left out",
        "lenient concatWs(separator VARCHAR, x TEXT...) -> VARCHAR?");
    add("REVERSE", "backwards", "reverse(text VARCHAR) -> VARCHAR");
    add("REPEAT", "count times", "repeat(text VARCHAR, count INTEGER) -> VARCHAR");
    add(
        "REPLACE",
        "with every occurrence of one text replaced by another",
        "replace(text VARCHAR, old VARCHAR, new VARCHAR) -> VARCHAR");
    add(
        "TRANSLATE",
        "with each character of old replaced by its counterpart in new",
        "translate(text VARCHAR, old VARCHAR, new VARCHAR) -> VARCHAR");
    add(
        "OVERLAY",
        "with a part replaced; OVERLAY(text PLACING new FROM start FOR length)",
        "overlay(text VARCHAR, new VARCHAR, start INTEGER) -> VARCHAR",
        "overlay(text VARCHAR, new VARCHAR, start INTEGER, length INTEGER) -> VARCHAR");
    add(
        "FORMAT",
        "the arguments filled into a template: %s as text, %2$s the second, %-10s padded, %I %L quoted, %%",
        "lenient format(template VARCHAR) -> VARCHAR?",
        "lenient format(template VARCHAR, x TEXT...) -> VARCHAR?");
  }

  private void textParts() {
    add("SUBSTRING", "a part; SUBSTRING(text FROM start FOR length)", substring());
    add("SUBSTR", "the same as SUBSTRING", substring());
    add(
        "LEFT",
        "the first characters; for a negative count all but the last",
        "left(text VARCHAR, count INTEGER) -> VARCHAR");
    add(
        "RIGHT",
        "the last characters; for a negative count all but the first",
        "right(text VARCHAR, count INTEGER) -> VARCHAR");
    add(
        "TRIM",
            "without spaces, or any of the characters, at both ends; TRIM(BOTH characters FROM text)",
        "trim(text VARCHAR) -> VARCHAR", "trim(text VARCHAR, characters VARCHAR) -> VARCHAR");
    add(
        "BTRIM", "the same as TRIM",
        "trim(text VARCHAR) -> VARCHAR", "trim(text VARCHAR, characters VARCHAR) -> VARCHAR");
    add(
        "LTRIM", "without spaces, or any of the characters, at the start",
        "ltrim(text VARCHAR) -> VARCHAR", "ltrim(text VARCHAR, characters VARCHAR) -> VARCHAR");
    add(
        "RTRIM", "without spaces, or any of the characters, at the end",
        "rtrim(text VARCHAR) -> VARCHAR", "rtrim(text VARCHAR, characters VARCHAR) -> VARCHAR");
    add(
        "LPAD",
        "filled up at the start, or cut, to a length",
        "lpad(text VARCHAR, length INTEGER) -> VARCHAR",
        "lpad(text VARCHAR, length INTEGER, fill VARCHAR) -> VARCHAR");
    add(
        "RPAD",
        "filled up at the end, or cut, to a length",
        "rpad(text VARCHAR, length INTEGER) -> VARCHAR",
        "rpad(text VARCHAR, length INTEGER, fill VARCHAR) -> VARCHAR");
    add(
        "SPLIT_PART",
        "the part of this number between separators, counted from the end if negative",
        "splitPart(text VARCHAR, separator VARCHAR, number INTEGER) -> VARCHAR");
  }

  private static String[] substring() {
    return new String[] {
      "substring(text VARCHAR, start INTEGER) -> VARCHAR",
      "substring(text VARCHAR, start INTEGER, length INTEGER) -> VARCHAR"
    };
  }

  private void encodings() {
    add("ASCII", "the code point of the first character", "ascii(text VARCHAR) -> INTEGER");
    add("CHR", "the character of a code point", "chr(code INTEGER) -> VARCHAR");
    add("TO_HEX", "in hexadecimal", "toHex(x INTEGER) -> VARCHAR", "toHex(x BIGINT) -> VARCHAR");
    add("MD5", "the MD5 digest in hexadecimal", "md5(text VARCHAR) -> VARCHAR");
    add("SHA1", "the SHA-1 digest in hexadecimal", "sha1(text VARCHAR) -> VARCHAR");
    add("SHA256", "the SHA-256 digest in hexadecimal", "sha256(text VARCHAR) -> VARCHAR");
    add("SHA512", "the SHA-512 digest in hexadecimal", "sha512(text VARCHAR) -> VARCHAR");
    add(
        "HASH",
        "a number of 64 bits that is the same in every process",
        "hash(text VARCHAR) -> BIGINT");
    add(
        "ENCODE",
        "bytes as text: 'base64' or 'hex'",
        "encode(bytes VARBINARY, form VARCHAR) -> VARCHAR");
    add(
        "DECODE",
        "text as bytes: 'base64' or 'hex'",
        "decode(text VARCHAR, form VARCHAR) -> VARBINARY");
  }

  private void patterns() {
    chapter(Category.PATTERN, PatternFunctions.class);
    add(
        "LIKE",
        "whether text has the form of a pattern: % any text, _ any character; text LIKE pattern ESCAPE escape",
        "like(text VARCHAR, pattern LIKE) -> BOOLEAN",
        "like(text VARCHAR, pattern LIKE, escape EXTRA) -> BOOLEAN");
    add(
        "ILIKE",
        "LIKE in any case",
        "like(text VARCHAR, pattern ILIKE) -> BOOLEAN",
        "like(text VARCHAR, pattern ILIKE, escape EXTRA) -> BOOLEAN");
    add(
        "SIMILAR",
        "LIKE with | * + ? {n,m} ( ) [ ]; text SIMILAR TO pattern ESCAPE escape",
        "similar(text VARCHAR, pattern SIMILAR) -> BOOLEAN",
        "similar(text VARCHAR, pattern SIMILAR, escape EXTRA) -> BOOLEAN");
    add(
        "REGEXP_LIKE",
        "whether a regular expression matches somewhere",
        "regexpLike(text VARCHAR, pattern REGEX) -> BOOLEAN",
        "regexpLike(text VARCHAR, pattern REGEX, flags EXTRA) -> BOOLEAN");
    add(
        "REGEXP_COUNT",
        "how often a regular expression matches",
        "regexpCount(text VARCHAR, pattern REGEX) -> INTEGER",
        "regexpCount(text VARCHAR, pattern REGEX, flags EXTRA) -> INTEGER");
    add(
        "REGEXP_INSTR",
        "where a regular expression matches first, 0 if nowhere",
        "regexpInstr(text VARCHAR, pattern REGEX) -> INTEGER");
    add(
        "REGEXP_SUBSTR",
        "the first match of a regular expression",
        "regexpSubstr(text VARCHAR, pattern REGEX) -> VARCHAR?");
    add(
        "REGEXP_EXTRACT",
        "the first match, or a group of it",
        "regexpSubstr(text VARCHAR, pattern REGEX) -> VARCHAR?",
        "regexpExtract(text VARCHAR, pattern REGEX, group INTEGER) -> VARCHAR?");
    add(
        "REGEXP_MATCH",
        "the groups of the first match",
        "regexpMatch(text VARCHAR, pattern REGEX) -> ARRAY<VARCHAR>?",
        "regexpMatch(text VARCHAR, pattern REGEX, flags EXTRA) -> ARRAY<VARCHAR>?");
    add(
        "REGEXP_MATCHES",
        "the groups of every match",
        "regexpMatches(text VARCHAR, pattern REGEX) -> ARRAY<ARRAY<VARCHAR>>",
        "regexpMatches(text VARCHAR, pattern REGEX, flags EXTRA) -> ARRAY<ARRAY<VARCHAR>>");
    add(
        "REGEXP_REPLACE",
        "with the first match replaced, with flag g all; \\1 is a group",
        "regexpReplace(text VARCHAR, pattern REGEX, new VARCHAR) -> VARCHAR",
        "regexpReplace(text VARCHAR, pattern REGEX, new VARCHAR, flags FLAGS) -> VARCHAR");
    add(
        "REGEXP_SPLIT_TO_ARRAY",
        "the parts between the matches",
        "regexpSplit(text VARCHAR, pattern REGEX) -> ARRAY<VARCHAR>",
        "regexpSplit(text VARCHAR, pattern REGEX, flags EXTRA) -> ARRAY<VARCHAR>");
  }

  private void arrays() {
    chapter(Category.COLLECTION, CollectionFunctions.class);
    add(
        "ELEMENT",
        "the element at a position, or the value of a key; array[position], map[key]",
        "element(array ARRAY<T>, position BIGINT) -> T?",
        "element(map MAP<K, V>, key K) -> V?");
    add(
        "CARDINALITY", "the number of elements or entries",
        "cardinality(array ARRAY<T>) -> INTEGER", "cardinality(map MAP<K, V>) -> INTEGER");
    add("ARRAY_LENGTH", "the number of elements", "cardinality(array ARRAY<T>) -> INTEGER");
    add(
        "ARRAY_CONTAINS",
        "whether x is an element",
        "lenient contains(array ARRAY<T>, x T) -> BOOLEAN");
    add(
        "ARRAY_POSITION",
        "the first position of x",
        "lenient position(array ARRAY<T>, x T) -> INTEGER?");
    add(
        "ARRAY_APPEND",
        "with x behind the last element",
        "lenient append(array ARRAY<T>, x T) -> ARRAY<T>");
    add(
        "ARRAY_PREPEND",
        "with x before the first element",
        "lenient prepend(x T, array ARRAY<T>) -> ARRAY<T>");
    add(
        "ARRAY_CAT",
        "both arrays, one behind the other",
        "lenient concat(array ARRAY<T>, other ARRAY<T>) -> ARRAY<T>?");
    add(
        "ARRAY_CONCAT",
        "the same as ARRAY_CAT",
        "lenient concat(array ARRAY<T>, other ARRAY<T>) -> ARRAY<T>?");
    add(
        "ARRAY_DISTINCT",
        "each element once, where it comes first",
        "distinct(array ARRAY<T>) -> ARRAY<T>");
    add(
        "ARRAY_REMOVE",
        "without the elements that are x",
        "remove(array ARRAY<T>, x T) -> ARRAY<T>");
    add("ARRAY_SORT", "ascending, NULL last", "sort(array ARRAY<T>) -> ARRAY<T>");
    add("ARRAY_REVERSE", "backwards", "reverse(array ARRAY<T>) -> ARRAY<T>");
    add(
        "ARRAY_SLICE",
        "the elements of these positions, both included",
        "slice(array ARRAY<T>, first INTEGER, last INTEGER) -> ARRAY<T>");
    add("ARRAY_MIN", "the least element", "min(array ARRAY<T>) -> T?");
    add("ARRAY_MAX", "the greatest element", "max(array ARRAY<T>) -> T?");
    add("ARRAY_JOIN", "the elements as one text, NULL left out or as a text", joinForms());
    add("ARRAY_TO_STRING", "the same as ARRAY_JOIN", joinForms());
    add(
        "STRING_TO_ARRAY",
        "the parts of a text between separators",
        "lenient split(text VARCHAR, separator VARCHAR) -> ARRAY<VARCHAR>?");
    add(
        "SPLIT",
        "the same as STRING_TO_ARRAY",
        "lenient split(text VARCHAR, separator VARCHAR) -> ARRAY<VARCHAR>?");
  }

  private static String[] joinForms() {
    return new String[] {
      "join(array TEXTS, separator VARCHAR) -> VARCHAR",
      "join(array TEXTS, separator VARCHAR, null VARCHAR) -> VARCHAR"
    };
  }

  private void maps() {
    add("MAP_KEYS", "the keys", "keys(map MAP<K, V>) -> ARRAY<K>");
    add("MAP_VALUES", "the values", "values(map MAP<K, V>) -> ARRAY<V>");
    add(
        "MAP_ENTRIES",
        "the entries as rows of key and value",
        "entries(map MAP<K, V>) -> ARRAY<ROW<K, V>>");
    add(
        "MAP_CONTAINS_KEY",
        "whether there is this key",
        "containsKey(map MAP<K, V>, key K) -> BOOLEAN");
    add(
        "MAP_FROM_ARRAYS",
        "a map of keys and values at equal positions",
        "mapOf(keys ARRAY<K>, values ARRAY<V>) -> MAP<K, V>");
  }

  private void json() {
    chapter(Category.JSON, JsonFunctions.class);
    add(
        "JSON_VALUE", "the scalar that an SQL/JSON path leads to, as text",
        "value(json JSON, path JSONPATH) -> VARCHAR?",
            "value(json VARCHAR, path JSONPATH) -> VARCHAR?");
    add(
        "JSON_QUERY", "the object or array that an SQL/JSON path leads to",
        "query(json JSON, path JSONPATH) -> JSON?", "query(json VARCHAR, path JSONPATH) -> JSON?");
    add(
        "JSON_QUERY_ALL",
            "all that an SQL/JSON path leads to, as an array; JSON_QUERY(... WITH ARRAY WRAPPER)",
        "queryAll(json JSON, path JSONPATH) -> JSON",
            "queryAll(json VARCHAR, path JSONPATH) -> JSON");
    add(
        "JSON_EXISTS", "whether an SQL/JSON path leads to anything",
        "exists(json JSON, path JSONPATH) -> BOOLEAN",
            "exists(json VARCHAR, path JSONPATH) -> BOOLEAN");
    add("IS_JSON", "whether a text is JSON; text IS JSON", "isJson(text VARCHAR) -> BOOLEAN");
    add(
        "JSON_ARRAY_LENGTH", "the number of elements",
        "arrayLength(json JSON) -> INTEGER?", "arrayLength(json VARCHAR) -> INTEGER?");
    add(
        "JSON_ARRAY_ELEMENTS", "the elements, each as JSON",
        "elements(json JSON) -> ARRAY<JSON>?", "elements(json VARCHAR) -> ARRAY<JSON>?");
    add("TO_JSON", "any value as JSON", "lenient toJson(x T, &T) -> JSON");
    add(
        "JSON_OBJECT",
        "an object of names and values in turn",
        "lenient object(x VALUE...) -> JSON");
    add("JSON_ARRAY", "an array of values, NULL left out", "lenient array(x VALUE...) -> JSON");
  }

  private void others() {
    chapter(Category.GEO, GeoFunctions.class);
    add(
        "ST_DISTANCE",
        "metres between two points given by latitude and longitude in degrees (WGS 84)",
        "distance(lat1 DOUBLE, lon1 DOUBLE, lat2 DOUBLE, lon2 DOUBLE) -> DOUBLE");
    chapter(Category.OTHER, ValueFunctions.class);
    add("TYPEOF", "the name of the argument's type", "lenient typeOf(x T, &T) -> VARCHAR");
    add("UUID", "a random UUID", "volatile uuid() -> VARCHAR");
    add("GEN_RANDOM_UUID", "a random UUID", "volatile uuid() -> VARCHAR");
  }
}
