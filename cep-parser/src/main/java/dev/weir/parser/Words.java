package dev.weir.parser;

import dev.weir.grammar.WeirLexer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** The words of the language. Their token types follow each other in the lexer: reserved, special functions, other keywords. */
public final class Words {
  private static final int FIRST_RESERVED = WeirLexer.ALL;
  private static final int FIRST_FREE = WeirLexer.CEIL;
  private static final int LAST = WeirLexer.ZONE;

  /** Reserved words in lower case, built on first use. */
  private static final class Reserved {
    static final Map<String, Integer> TYPES = types();

    private static Map<String, Integer> types() {
      var types = new HashMap<String, Integer>();
      for (int type = FIRST_RESERVED; type < FIRST_FREE; type++) {
        types.put(spelling(type).toLowerCase(Locale.ROOT), type);
      }
      return types;
    }
  }

  private Words() {}

  /** Whether a word can be a name only in quotes. */
  public static boolean isReserved(String word) {
    return Reserved.TYPES.containsKey(word.toLowerCase(Locale.ROOT));
  }

  static boolean isKeyword(int type) {
    return type >= FIRST_RESERVED && type <= LAST;
  }

  static boolean isReserved(int type) {
    return type >= FIRST_RESERVED && type < FIRST_FREE;
  }

  /** Functions with a syntax of their own. */
  static boolean isSpecialFunction(int type) {
    return type >= FIRST_FREE && type <= WeirLexer.TRIM;
  }

  /** Names and keywords that may be names. */
  static boolean isName(int type) {
    return type == WeirLexer.IDENTIFIER
        || type == WeirLexer.QUOTED_IDENTIFIER
        || (type >= FIRST_FREE && type <= LAST);
  }

  /** Words that a "(" right behind makes a call; not those that a value or a query stands behind, though they may be names. */
  static boolean isCallable(int type) {
    return switch (type) {
      case WeirLexer.CAST,
          WeirLexer.TRY_CAST,
          WeirLexer.ROW,
          WeirLexer.UNNEST,
          WeirLexer.LEFT,
          WeirLexer.RIGHT,
          WeirLexer.ROLLUP,
          WeirLexer.CUBE,
          WeirLexer.PERMUTE,
          WeirLexer.DESCRIPTOR,
          WeirLexer.OVER,
          WeirLexer.GROUP ->
          true;
      case WeirLexer.LATENESS,
          WeirLexer.EVERY,
          WeirLexer.ESCAPE,
          WeirLexer.ZONE,
          WeirLexer.OF,
          WeirLexer.SYMMETRIC,
          WeirLexer.ASYMMETRIC,
          WeirLexer.DEFAULT,
          WeirLexer.PLACING,
          WeirLexer.OFFSET,
          WeirLexer.TO,
          WeirLexer.ROWS,
          WeirLexer.RANGE,
          WeirLexer.GROUPS,
          WeirLexer.EXPLAIN,
          WeirLexer.ANALYZE,
          WeirLexer.REWRITE,
          WeirLexer.CODE ->
          false;
      default -> isName(type);
    };
  }

  /** Words that only a statement begins with, and a query. */
  static boolean startsStatement(int type) {
    return switch (type) {
      case WeirLexer.SELECT,
          WeirLexer.INSERT,
          WeirLexer.CREATE,
          WeirLexer.DROP,
          WeirLexer.ALTER,
          WeirLexer.SHOW,
          WeirLexer.DESCRIBE,
          WeirLexer.EXPLAIN,
          WeirLexer.SET,
          WeirLexer.WITH,
          WeirLexer.VALUES ->
          true;
      default -> false;
    };
  }

  /** The keyword or sign of a token type, as typed. */
  static String spelling(int type) {
    if (type == WeirLexer.PRECISION || type == WeirLexer.VARYING) {
      return WeirLexer.VOCABULARY.getSymbolicName(type);
    }
    if (type == WeirLexer.LPAREN_QUERY) {
      return "(";
    }
    if (type == WeirLexer.NOT_EQUAL) {
      return "<>";
    }
    String literal = WeirLexer.VOCABULARY.getLiteralName(type);
    return literal == null ? "" : literal.substring(1, literal.length() - 1);
  }

  /** How messages call what stands at a token. */
  static String describe(Token token) {
    if (token.getType() == Token.EOF) {
      return "the end of the statement";
    }
    String text = token.getText();
    if (isKeyword(token.getType())) {
      return text.toUpperCase(Locale.ROOT);
    }
    if (token.getType() == WeirLexer.STRING) {
      return "the string " + shorten(text);
    }
    if (token.getType() == WeirLexer.QUOTED_IDENTIFIER) {
      return shorten(text);
    }
    return '"' + shorten(text) + '"';
  }

  private static String shorten(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() == text.length() && line.length() <= 40
        ? text
        : line.substring(0, Math.min(40, line.length())) + "…";
  }

  /** How messages call a token type that is expected; empty for those that have no fixed spelling. */
  static Optional<String> expected(int type) {
    if (type == Token.EOF) {
      return Optional.of("\";\"");
    }
    return switch (type) {
      case WeirLexer.STRING -> Optional.of("a string");
      case WeirLexer.INTERVAL_UNIT -> Optional.of("a unit of time");
      case WeirLexer.INTEGER, WeirLexer.DECIMAL, WeirLexer.DOUBLE -> Optional.of("a number");
      case WeirLexer.IDENTIFIER, WeirLexer.QUOTED_IDENTIFIER -> Optional.of("a name");
      case WeirLexer.GROUP -> Optional.of("GROUP BY");
      case WeirLexer.ORDER -> Optional.of("ORDER BY");
      case WeirLexer.PARTITION -> Optional.of("PARTITION BY");
      default ->
          isKeyword(type) || type == WeirLexer.PRECISION || type == WeirLexer.VARYING
              ? Optional.of(spelling(type))
              : spelling(type).isEmpty()
                  ? Optional.empty()
                  : Optional.of('"' + spelling(type) + '"');
    };
  }
}
