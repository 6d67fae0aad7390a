package dev.weir.diagnostic;

/**
 * A stable name for one kind of mistake, such as {@code E0101}. Each stage keeps its codes in one enum that implements this:
 * {@code E01xx} and {@code E00xx} syntax, {@code E02xx} names, {@code E03xx} types, and so on. Codes are documented one page
 * each and never change their meaning.
 */
public interface ErrorCode {
  /** The code as shown to users: {@code E} and four digits. */
  String code();

  /** One line for the table of codes: what kind of mistake this is. Lower case, no full stop. */
  String summary();
}
