package dev.weir.parser;

import dev.weir.diagnostic.ErrorCode;

/** The mistakes that are found while reading text, before any name is looked up. */
public enum SyntaxCode implements ErrorCode {
  SYNTAX("E0101", "something else is expected here"),
  UNTERMINATED("E0102", "a string, a quoted name or a comment does not end"),
  STRAY_CHARACTER("E0103", "a character that no statement can contain"),
  MISSPELT("E0104", "a misspelt keyword"),
  RESERVED_WORD("E0105", "a reserved word used as a name"),
  MISSING_SEMICOLON("E0106", "a statement begins before the last one has ended"),
  UNIT("E0107", "an interval without a unit, or with an unknown one"),
  LITERAL("E0108", "a literal that cannot be read"),
  PARENTHESES("E0109", "parentheses that do not pair up"),
  TOO_DEEP("E0110", "nested too deeply"),
  CLAUSE("E0111", "clauses that do not go together"),
  COMPARISON("E0112", "operators that need parentheses"),
  TABLE_FUNCTION("E0113", "wrong arguments of a table function"),
  PATTERN("E0114", "a row pattern that makes no sense"),
  TYPE("E0115", "a data type that cannot be read"),
  COMMA("E0116", "a comma too few or too many");

  private final String code;
  private final String summary;

  SyntaxCode(String code, String summary) {
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
