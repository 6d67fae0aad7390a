package dev.weir.parser;

import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Source;
import dev.weir.diagnostic.Span;
import dev.weir.grammar.WeirLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/** Reads the tokens of a text and cuts them at semicolons. What cannot be a token is reported and left out. */
final class Scanner {
  /** How many brackets, CASEs or signs may stand inside each other. */
  static final int NESTING_MAX = 200;

  /**
   * The tokens of one statement.
   *
   * @param tokens at least two; the last is the end of file, at the place of the semicolon
   * @param damaged whether something in it has been reported already
   */
  record Chunk(List<Token> tokens, boolean damaged) {}

  private final Source source;
  private final List<Diagnostic> diagnostics;
  private final List<Chunk> chunks = new ArrayList<>();
  private final TextStream text;
  private final WeirLexer lexer;
  private List<Token> tokens = new ArrayList<>();
  private boolean damaged;

  Scanner(Source source, List<Diagnostic> diagnostics) {
    this.source = source;
    this.diagnostics = diagnostics;
    this.text = new TextStream(source.text());
    this.lexer = new WeirLexer(text);
    lexer.removeErrorListeners();
  }

  List<Chunk> scan() {
    for (var token = (CommonToken) lexer.nextToken(); token != null; token = next(token)) {
      switch (token.getType()) {
        case WeirLexer.SEMICOLON, Token.EOF -> cut(token);
        case WeirLexer.UNTERMINATED_STRING -> string(token);
        case WeirLexer.UNTERMINATED_NAME -> name(token);
        case WeirLexer.UNTERMINATED_COMMENT -> {
          error(
              SyntaxCode.UNTERMINATED,
              span(token),
              "this comment does not end",
              "close it with */");
          token.setType(Token.EOF);
          cut(token);
        }
        case WeirLexer.EMPTY_NAME -> {
          error(
              SyntaxCode.LITERAL,
              span(token),
              "a name has at least one character",
              "an empty string is ''");
          token.setType(WeirLexer.IDENTIFIER);
          add(token);
        }
        case WeirLexer.NUMBER_AND_NAME -> {
          numberAndName(token);
          token.setType(WeirLexer.IDENTIFIER);
          add(token);
        }
        case WeirLexer.STRAY -> stray(token);
        default -> add(token);
      }
    }
    return chunks;
  }

  private CommonToken next(Token last) {
    return last.getType() == Token.EOF ? null : (CommonToken) lexer.nextToken();
  }

  private void add(CommonToken token) {
    token.setTokenIndex(tokens.size());
    tokens.add(token);
  }

  private void cut(CommonToken end) {
    if (!tokens.isEmpty()) {
      var last = new CommonToken(end);
      last.setType(Token.EOF);
      add(last);
      Token deepest = Brackets.classify(tokens);
      if (deepest == null) {
        chunks.add(new Chunk(tokens, damaged));
      } else {
        error(
            SyntaxCode.TOO_DEEP,
            span(deepest),
            "more than " + NESTING_MAX + " levels inside each other",
            "name parts of it in a WITH clause or a view");
      }
      tokens = new ArrayList<>();
    }
    damaged = false;
  }

  /** The string is taken to end with its line, or before a semicolon at the end of that. */
  private void string(CommonToken token) {
    error(
        SyntaxCode.UNTERMINATED,
        Span.of(source, token.getStartIndex(), lineEnd(token)),
        "this string does not end",
        "close it with a single quote; a quote inside the text is written twice");
    resume(token, WeirLexer.STRING);
  }

  private void name(CommonToken token) {
    char quote = source.text().charAt(token.getStartIndex());
    error(
        SyntaxCode.UNTERMINATED,
        Span.of(source, token.getStartIndex(), lineEnd(token)),
        "this quoted name does not end",
        "close it with " + quote);
    resume(token, WeirLexer.IDENTIFIER);
  }

  private int lineEnd(CommonToken token) {
    int end = token.getStartIndex() + 1;
    while (end < source.length()
        && source.text().charAt(end) != '\n'
        && source.text().charAt(end) != '\r') {
      end++;
    }
    while (end > token.getStartIndex() + 1
        && Character.isWhitespace(source.text().charAt(end - 1))) {
      end--;
    }
    return end > token.getStartIndex() + 1 && source.text().charAt(end - 1) == ';' ? end - 1 : end;
  }

  private void resume(CommonToken token, int type) {
    int end = lineEnd(token);
    token.setType(type);
    token.setStopIndex(end - 1);
    add(token);
    text.seek(end);
    lexer._hitEOF = false;
  }

  private void numberAndName(Token token) {
    String word = token.getText();
    String unit = word.substring(firstLetter(word)).toLowerCase(Locale.ROOT);
    String number = word.substring(0, firstLetter(word));
    String units =
        switch (unit) {
          case "ms", "millis" -> "MILLISECONDS";
          case "s", "sec", "secs", "second", "seconds" -> "SECONDS";
          case "m", "min", "mins", "minute", "minutes" -> "MINUTES";
          case "h", "hour", "hours" -> "HOURS";
          case "d", "day", "days" -> "DAYS";
          default -> "";
        };
    error(
        SyntaxCode.LITERAL,
        span(token),
        '"' + word + "\" is neither a number nor a name",
        units.isEmpty()
            ? "a name that begins with a digit is written \"" + word + "\" with the quotes"
            : "a length of time is written INTERVAL " + number + " " + units);
  }

  private static int firstLetter(String word) {
    int i = 0;
    while (i < word.length() && !Character.isLetter(word.charAt(i)) && word.charAt(i) != '_') {
      i++;
    }
    return i;
  }

  private void stray(CommonToken token) {
    int start = token.getStartIndex();
    int c = source.text().codePointAt(start);
    if (Character.charCount(c) == 2 && text.index() == start + 1) {
      text.seek(start + 2);
    }
    String shown =
        Character.isISOControl(c) || !Character.isDefined(c)
            ? String.format(Locale.ROOT, "U+%04X", c)
            : new String(Character.toChars(c));
    String help =
        switch (c) {
          case '‘', '’', '‛', '′', '´' -> "text is written in straight quotes: 'text'";
          case '“', '”', '„', '«', '»' -> "text is written in straight single quotes: 'text'";
          case '&' -> "write AND";
          case '~' -> "patterns: LIKE, SIMILAR TO, REGEXP_LIKE(text, pattern)";
          case '#' -> "a comment begins with --";
          case '@' -> "a parameter is written :name";
          case '\\' -> "a quote inside a string is written twice: 'it''s'";
          default -> "";
        };
    var message =
        Diagnostic.error(
            SyntaxCode.STRAY_CHARACTER,
            Span.of(source, start, Math.min(source.length(), start + Character.charCount(c))),
            "the character " + shown + " has no meaning here");
    if (!help.isEmpty()) {
      message.help(help);
    }
    Diagnostic last = diagnostics.isEmpty() ? null : diagnostics.get(diagnostics.size() - 1);
    boolean repeated =
        last != null
            && damaged
            && last.code() == SyntaxCode.STRAY_CHARACTER
            && last.primary().line() == source.line(start)
            && (last.primary().end() == start || last.notes().contains("help: " + help));
    if (!repeated) {
      diagnostics.add(message.build());
    }
    damaged = true;
  }

  private void error(SyntaxCode code, Span place, String headline, String help) {
    diagnostics.add(Diagnostic.error(code, place, headline).help(help).build());
    damaged = true;
  }

  private Span span(Token token) {
    int start = Math.min(token.getStartIndex(), source.length());
    return Span.of(
        source, start, Math.max(start, Math.min(token.getStopIndex() + 1, source.length())));
  }
}
