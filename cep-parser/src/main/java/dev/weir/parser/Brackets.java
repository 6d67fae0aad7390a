package dev.weir.parser;

import dev.weir.ast.IntervalUnit;
import dev.weir.grammar.WeirLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Settles in one pass over a statement's tokens what a parser state could settle only by looking ahead without bound:
 *
 * <ul>
 *   <li>which "(" begin a query: those before SELECT, WITH, VALUES or TABLE, and those around such a one whose partner is followed by
 *       what can only continue a query,
 *   <li>which words are calls of functions with a syntax of their own, and which are plain names,
 *   <li>where the words PRECISION and VARYING and the units of INTERVAL belong to a type,
 *   <li>whether anything is nested deeper than the parser should have to recurse.
 * </ul>
 */
final class Brackets {
  private Brackets() {}

  /** Sets the token types. @return the token at which nesting becomes too deep, or null */
  static Token classify(List<Token> tokens) {
    var open = new ArrayList<Integer>();
    int cases = 0;
    int prefixes = 0;
    int angles = 0;
    for (int i = 0; i < tokens.size(); i++) {
      var token = (CommonToken) tokens.get(i);
      int before = i == 0 ? Token.INVALID_TYPE : tokens.get(i - 1).getType();
      switch (token.getType()) {
        case WeirLexer.LPAREN -> {
          if (beginsQuery(tokens, i, before)) {
            token.setType(WeirLexer.LPAREN_QUERY);
          }
          open.add(i);
        }
        case WeirLexer.LBRACKET, WeirLexer.LBRACE_MINUS -> open.add(i);
        case WeirLexer.RPAREN -> {
          if (!open.isEmpty()) {
            spread(tokens, open.remove(open.size() - 1), i);
          }
        }
        case WeirLexer.RBRACKET, WeirLexer.MINUS_RBRACE -> {
          if (!open.isEmpty()) {
            open.remove(open.size() - 1);
          }
        }
        case WeirLexer.CASE -> cases++;
        case WeirLexer.END -> cases = Math.max(0, cases - 1);
        case WeirLexer.LESS ->
            angles +=
                before == WeirLexer.ARRAY || before == WeirLexer.MAP || before == WeirLexer.ROW
                    ? 1
                    : 0;
        case WeirLexer.GREATER -> angles = Math.max(0, angles - 1);
        case WeirLexer.INTERVAL -> {
          if (unit(tokens, i + 1) && tokens.get(i + 2).getType() == WeirLexer.TO) {
            unit(tokens, i + 3);
          }
        }
        case WeirLexer.IDENTIFIER ->
            typeWord(token, before == WeirLexer.IDENTIFIER ? tokens.get(i - 1).getText() : "");
        default -> {
          if (Words.isSpecialFunction(token.getType()) && !isCalled(tokens, i, before)) {
            token.setType(WeirLexer.IDENTIFIER);
          }
        }
      }
      boolean prefix =
          token.getType() == WeirLexer.NOT
              || token.getType() == WeirLexer.MINUS
              || token.getType() == WeirLexer.PLUS;
      prefixes = prefix ? prefixes + 1 : 0;
      if (open.size() + cases + angles + prefixes > Scanner.NESTING_MAX) {
        return token;
      }
    }
    return null;
  }

  /** Whether a special function is called here: a "(" follows, and the words before do not say that a name is given. */
  private static boolean isCalled(List<Token> tokens, int at, int before) {
    return tokens.get(at + 1).getType() == WeirLexer.LPAREN
        && switch (before) {
          case WeirLexer.PERIOD,
              WeirLexer.TABLE,
              WeirLexer.STREAM,
              WeirLexer.VIEW,
              WeirLexer.INTO,
              WeirLexer.EXISTS ->
              false;
          default -> true;
        };
  }

  private static boolean beginsQuery(List<Token> tokens, int at, int before) {
    return switch (tokens.get(at + 1).getType()) {
      case WeirLexer.SELECT, WeirLexer.WITH, WeirLexer.VALUES -> true;
      case WeirLexer.TABLE -> !Words.isCallable(before) || isInsertTarget(tokens, at - 1);
      default -> false;
    };
  }

  /** When the query in {@code ((query) ...)} has ended: does the outer parenthesis begin a query too? */
  private static void spread(List<Token> tokens, int opened, int closed) {
    if (tokens.get(opened).getType() != WeirLexer.LPAREN_QUERY
        || opened == 0
        || tokens.get(opened - 1).getType() != WeirLexer.LPAREN
        || (opened > 1
            && Words.isCallable(tokens.get(opened - 2).getType())
            && !isInsertTarget(tokens, opened - 2))) {
      return;
    }
    switch (tokens.get(closed + 1).getType()) {
      case WeirLexer.RPAREN,
          WeirLexer.UNION,
          WeirLexer.INTERSECT,
          WeirLexer.EXCEPT,
          WeirLexer.ORDER,
          WeirLexer.LIMIT,
          WeirLexer.OFFSET,
          WeirLexer.FETCH,
          WeirLexer.EMIT ->
          ((CommonToken) tokens.get(opened - 1)).setType(WeirLexer.LPAREN_QUERY);
      default -> {}
    }
  }

  /** Whether the name that ends at a token is that behind INSERT INTO: then "(" does not make it a call. */
  private static boolean isInsertTarget(List<Token> tokens, int at) {
    int first = at;
    while (first >= 2 && tokens.get(first - 1).getType() == WeirLexer.PERIOD) {
      first -= 2;
    }
    return first > 0 && tokens.get(first - 1).getType() == WeirLexer.INTO;
  }

  /** Marks a unit behind the type INTERVAL; behind the literal there is its amount first. */
  private static boolean unit(List<Token> tokens, int at) {
    if (at < tokens.size()
        && tokens.get(at).getType() == WeirLexer.IDENTIFIER
        && IntervalUnit.named(tokens.get(at).getText()).isPresent()) {
      ((CommonToken) tokens.get(at)).setType(WeirLexer.INTERVAL_UNIT);
      return true;
    }
    return false;
  }

  private static void typeWord(CommonToken token, String before) {
    if (before.isEmpty()) {
      return;
    }
    String word = token.getText().toUpperCase(Locale.ROOT);
    String type = before.toUpperCase(Locale.ROOT);
    if (word.equals("PRECISION") && type.equals("DOUBLE")) {
      token.setType(WeirLexer.PRECISION);
    } else if (word.equals("VARYING")
        && (type.equals("CHARACTER") || type.equals("CHAR") || type.equals("BINARY"))) {
      token.setType(WeirLexer.VARYING);
    }
  }
}
