package dev.weir.bind;

import dev.weir.diagnostic.ErrorCode;

/**
 * The table of mistakes that are found after syntax. Codes never change their meaning: {@code E02xx}
 * names, {@code E03xx} types and the places of things, {@code E04xx} time and windows, {@code E05xx} what
 * Weir does not do, {@code E06xx} row patterns.
 */
public enum BindError implements ErrorCode {
  RELATION_NOT_FOUND("E0201", "a stream, table or view of that name does not exist"),
  ALREADY_EXISTS("E0202", "something of that name exists already"),
  COLUMN_NOT_FOUND("E0203", "a column of that name does not exist"),
  COLUMN_AMBIGUOUS("E0204", "a column name fits several columns"),
  FUNCTION_NOT_FOUND("E0205", "a function of that name does not exist"),
  OPTION_NOT_KNOWN("E0206", "an option of that name does not exist"),
  NAME_TWICE("E0207", "a name is given twice"),
  FIELD_NOT_FOUND("E0208", "a field of that name does not exist"),
  WINDOW_NOT_FOUND("E0209", "a named window does not exist"),
  STILL_USED("E0210", "what is to be dropped is used by something else"),
  OPTION_VALUE("E0211", "an option is missing or its value cannot be used"),
  SETTING_NOT_KNOWN("E0212", "a setting of that name does not exist"),
  CONNECTOR_NOT_FOUND("E0213", "a connector of that name does not exist"),
  QUALIFIER_NOT_FOUND("E0214", "the name before the dot is no relation of this query"),
  UNIT_NOT_FOUND("E0215", "a time field or unit of that name does not exist"),
  ZONE_NOT_FOUND("E0216", "a time zone of that name does not exist"),
  TYPE_NOT_FOUND("E0217", "a type of that name does not exist"),
  WRONG_KIND("E0218", "the name means something of another kind"),

  OPERATOR_TYPES("E0301", "an operator does not take these types"),
  ARGUMENT_TYPES("E0302", "a function does not take these arguments"),
  CAST_NOT_POSSIBLE("E0303", "a value of one type does not convert to another"),
  LITERAL_NOT_CONVERTIBLE("E0304", "a text does not read as a value of the type that is needed"),
  NOT_A_CONDITION("E0305", "a condition is not BOOLEAN"),
  COLUMN_COUNT("E0306", "numbers of columns differ"),
  OUT_OF_RANGE("E0307", "a number is out of range"),
  NOT_NULL_MISSING("E0308", "a NOT NULL column gets no value"),
  NOT_CONSTANT("E0309", "a constant is needed"),
  AGGREGATE_PLACE("E0310", "an aggregate is not allowed here"),
  NOT_GROUPED("E0311", "a column is neither grouped nor aggregated"),
  OVER_PLACE("E0312", "a window function is not allowed here"),
  CALL_CLAUSE("E0313", "a call has a clause that its function does not take"),
  ORDINAL("E0314", "an ordinal is outside the SELECT list"),
  FRAME("E0315", "a window frame makes no sense"),
  CONSTANT_FAILS("E0316", "a constant expression cannot be evaluated"),
  CLAUSE_PLACE("E0317", "a clause makes no sense here"),

  NO_EVENT_TIME("E0401", "a window needs a time column"),
  UNBOUNDED_GROUPING("E0402", "grouping an unbounded stream needs a window"),
  UNBOUNDED_ORDER("E0403", "an unbounded stream is ordered by its time only"),
  OVER_ORDER("E0404", "OVER on an unbounded stream is ordered by time"),
  WATERMARK("E0405", "a WATERMARK is a column minus an interval"),
  WINDOW_ARGUMENT("E0406", "an argument of a window cannot be used"),
  WINDOW_BOUNDS("E0407", "grouping by a window needs its bounds"),
  TIME_COLUMN("E0408", "a column cannot be the time"),
  NEVER_ENDS("E0409", "the result is known only when the input ends, and it never does"),

  NOT_BUILT_YET("E0501", "the language has it, this version does not"),
  NOT_POSSIBLE("E0502", "this kind of thing cannot do that"),
  CIRCLE("E0503", "rows of a stream would come back into it"),

  VARIABLE_NOT_FOUND("E0601", "a pattern variable of that name does not exist"),
  VARIABLE_ABSENT("E0602", "a variable of an absence has no rows"),
  NAVIGATION("E0603", "rows of a match cannot be reached like that"),
  NOT_YET_KNOWN("E0604", "a condition asks for what only the finished match knows"),
  ABSENCE("E0605", "an absence or a gap stands where it means nothing"),
  PATTERN_TIME("E0606", "a pattern needs the time of its rows"),
  PATTERN_ORDER("E0607", "rows are matched in the order of time"),
  MATCH_ROWS("E0608", "the rows that a match gives do not go with its pattern"),
  PATTERN_SIZE("E0609", "a pattern is too large"),
  PATTERN_STREAM("E0610", "FROM in DEFINE names no stream of a MERGE"),
  MERGE("E0611", "streams cannot be merged"),
  NEVER_RELEASED("E0612", "a pattern can hold rows for ever");

  private final String code;
  private final String summary;

  BindError(String code, String summary) {
    this.code = code;
    this.summary = summary;
  }

  @Override
  public String code() {
    return code;
  }

  @Override
  public String summary() {
    return summary;
  }
}
