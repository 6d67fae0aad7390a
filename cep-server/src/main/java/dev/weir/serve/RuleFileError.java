package dev.weir.serve;

import dev.weir.diagnostic.ErrorCode;

/** The mistakes that rule files can have beyond those of their statements: {@code E07xx}. */
public enum RuleFileError implements ErrorCode {
  STATEMENT_PLACE("E0701", "a statement has no place in a rule file"),
  DEFINED_TWICE("E0702", "rule files define something twice"),
  VIEW_CIRCLE("E0703", "views of rule files are made of each other");

  private final String code;
  private final String summary;

  RuleFileError(String code, String summary) {
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
