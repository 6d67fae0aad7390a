package dev.weir.http;

/** A request that is not done, with what its client is told. An outcome, not a defect: without a stack trace. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String help;

  /**
   * @param code a stable word in capitals, for programs
   * @param help what to do, or null
   */
  Refusal(int status, String code, String message, String help) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.help = help;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String help() {
    return help;
  }
}
