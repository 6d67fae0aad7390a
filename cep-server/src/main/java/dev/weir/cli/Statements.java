package dev.weir.cli;

import dev.weir.ast.Statement;
import dev.weir.diagnostic.Source;
import dev.weir.parser.Parser;

/** What commands need to know of the statements of a script. */
final class Statements {
  private Statements() {}

  /** How many statements a script has. */
  static long count(Source script) {
    return Parser.parse(script).statements().size();
  }

  /**
   * The script with each query, INSERT and rule explained instead of run; SHOW and DESCRIBE are left out.
   *
   * @param explain the words before a statement, {@code EXPLAIN REWRITE}
   * @param format the words behind it, {@code FORMAT DOT}, or nothing
   */
  static Source explained(Source script, String explain, String format) {
    var text = new StringBuilder();
    for (var statement : Parser.parse(script).statements()) {
      switch (statement.kind()) {
        case QUERY, INSERT, CREATE_RULE ->
            text.append(explain).append(' ').append(textOf(statement)).append(' ').append(format);
        case CREATE_RELATION, CREATE_VIEW, CREATE_FUNCTION, DROP, SET, EXPLAIN ->
            text.append(textOf(statement));
        case ALTER_RULE, SHOW, SHOW_DEAD_LETTERS, SHOW_CREATE, DESCRIBE -> {
          continue;
        }
      }
      text.append(";\n");
    }
    return Source.of(script.name(), text.toString());
  }

  private static String textOf(Statement statement) {
    return statement.span().text();
  }
}
