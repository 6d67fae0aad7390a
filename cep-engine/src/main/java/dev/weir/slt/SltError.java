package dev.weir.slt;

import dev.weir.diagnostic.ErrorCode;

/** Mistakes in the text of a test file. */
enum SltError implements ErrorCode {
  DIRECTIVE("E0901", "a line of a test file is no directive, or not written as one"),
  STRUCTURE("E0902", "a block of a test file does not begin or end where it should");

  private final String code;
  private final String summary;

  SltError(String code, String summary) {
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
