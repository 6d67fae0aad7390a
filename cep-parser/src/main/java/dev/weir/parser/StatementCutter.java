package dev.weir.parser;

import dev.weir.grammar.WeirLexer;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/**
 * Finds where the statements of a text end that is still being typed. Semicolons in strings, quoted names and comments end
 * nothing; other than for {@link Parser}, a string that is not closed goes on to the end of the text, because its rest may
 * be in the next line.
 */
public final class StatementCutter {
  /** What keeps a statement open. */
  public enum Missing {
    /** Nothing: a semicolon has ended it. */
    NOTHING,
    SEMICOLON,
    QUOTE,
    END_OF_COMMENT
  }

  /**
   * A statement, or the beginning of one.
   *
   * @param start where its first word begins
   * @param end behind its semicolon, or the end of the text
   */
  public record Piece(int start, int end, Missing missing) {
    public boolean isComplete() {
      return missing == Missing.NOTHING;
    }
  }

  private StatementCutter() {}

  /** The statements of a text in order, without empty ones; only the last can be incomplete. O(length). */
  public static List<Piece> cut(String text) {
    var lexer = new WeirLexer(new TextStream(text));
    lexer.removeErrorListeners();
    var pieces = new ArrayList<Piece>();
    int start = -1;
    var missing = Missing.SEMICOLON;
    for (var token = lexer.nextToken();
        token.getType() != Token.EOF && missing != Missing.END_OF_COMMENT;
        token = lexer.nextToken()) {
      boolean ends = token.getType() == WeirLexer.SEMICOLON || isCutName(token);
      if (start < 0 && token.getType() != WeirLexer.SEMICOLON) {
        start = token.getStartIndex();
      }
      if (ends && start >= 0) {
        pieces.add(new Piece(start, token.getStopIndex() + 1, Missing.NOTHING));
        start = -1;
      } else if (token.getType() == WeirLexer.UNTERMINATED_STRING) {
        missing = Missing.QUOTE;
      } else if (token.getType() == WeirLexer.UNTERMINATED_COMMENT) {
        missing = Missing.END_OF_COMMENT;
      }
    }
    if (start >= 0) {
      pieces.add(new Piece(start, text.length(), missing));
    }
    return pieces;
  }

  /** A quoted name never spans lines: one without its second quote ends with its line, and so does the statement if that has a semicolon there. */
  private static boolean isCutName(Token token) {
    return token.getType() == WeirLexer.UNTERMINATED_NAME
        && token.getText().stripTrailing().endsWith(";");
  }
}
