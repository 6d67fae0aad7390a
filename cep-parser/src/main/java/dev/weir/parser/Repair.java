package dev.weir.parser;

import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Names;
import dev.weir.diagnostic.Source;
import dev.weir.diagnostic.Span;
import dev.weir.grammar.WeirLexer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Finds the mistakes of one statement, each with the smallest change after which reading goes on: a word spelt otherwise, a token put
 * in, left out or exchanged. The change tells what the message has to say, and reading on after it finds the next mistake
 * without echoes of the first.
 */
final class Repair {
  /** After so many the rest is hardly worth reading. */
  private static final int MISTAKES_MAX = 10;

  /** So many of the words that are expected fit into a headline. */
  private static final int WORDS_MAX = 6;

  /** How far ahead a change is tried. */
  private static final int AHEAD_MAX = 12;

  /** The tokens whose lack has a message of its own or that are likely to be forgotten. */
  private static final int[] FORGOTTEN = {
    WeirLexer.COMMA,
    WeirLexer.RPAREN,
    WeirLexer.LPAREN,
    WeirLexer.RBRACKET,
    WeirLexer.AS,
    WeirLexer.BY,
    WeirLexer.EQUAL,
    WeirLexer.AND,
    WeirLexer.ON,
    WeirLexer.FROM,
    WeirLexer.END,
    WeirLexer.THEN,
    WeirLexer.SELECT,
    WeirLexer.INTO,
    WeirLexer.FOR,
    WeirLexer.SEMICOLON,
    WeirLexer.STRING,
    WeirLexer.IDENTIFIER,
    WeirLexer.INTEGER,
    WeirLexer.GREATER,
    WeirLexer.JOIN
  };

  private enum Change {
    MISSPELT(9),
    TRAILING_COMMA(8),
    WRONG_QUOTES(8),
    RESERVED(3),
    INSERT(5),
    PLACEHOLDER(4),
    DELETE(2);

    final int bonus;

    Change(int bonus) {
      this.bonus = bonus;
    }
  }

  /**
   * @param at the token changed, or before which one is put
   * @param type the type put there
   * @param score how well reading goes on
   */
  private record Candidate(Change change, int at, int type, int score) {}

  private final Source source;
  private final List<Token> tokens;
  private final boolean silent;
  private final List<Diagnostic> diagnostics;
  private final List<Viability.Place> places = new ArrayList<>();
  private final List<Span> touched = new ArrayList<>();

  Repair(
      Source source,
      Viability viability,
      List<Token> tokens,
      boolean silent,
      List<Diagnostic> diagnostics) {
    this.source = source;
    this.tokens = new ArrayList<>(tokens);
    this.silent = silent;
    this.diagnostics = diagnostics;
    places.add(viability.start());
  }

  /** Reports all mistakes. @return where a second statement begins that no semicolon parts from the first, or 0 */
  int run() {
    for (int mistakes = 0; mistakes < MISTAKES_MAX; mistakes++) {
      int at = read();
      if (at < 0) {
        if (mistakes == 0) {
          report(
              Diagnostic.error(
                  SyntaxCode.SYNTAX, span(tokens.get(0)), "this statement cannot be read"));
        }
        return 0;
      }
      int split = mistakes == 0 ? secondStatement(at) : 0;
      if (split > 0) {
        Token before = tokens.get(split - 1);
        report(
            Diagnostic.error(
                    SyntaxCode.MISSING_SEMICOLON,
                    span(before.getStopIndex() + 1, before.getStopIndex() + 1),
                    "missing \";\" before " + Words.describe(tokens.get(split)))
                .label("a statement ends here"));
        return split;
      }
      if (silent || !repair(at)) {
        return 0;
      }
    }
    return 0;
  }

  /** The tokens with all changes, if they make a statement. */
  Optional<List<Token>> repaired() {
    return places.size() > tokens.size() ? Optional.of(tokens) : Optional.empty();
  }

  /** Whether a place has to do with a change, so that nothing more should be said about it. */
  boolean touches(Span span) {
    return touched.stream()
        .anyMatch(change -> change.start() <= span.end() && span.start() <= change.end());
  }

  /** Reads on as far as it goes. @return the token that cannot stand where it stands, or -1 */
  private int read() {
    while (places.size() <= tokens.size()) {
      int at = places.size() - 1;
      Viability.Place next = places.get(at).after(tokens.get(at).getType());
      if (next == null) {
        return at;
      }
      places.add(next);
    }
    return -1;
  }

  /** A statement that could end before a word that begins one; that word may have been taken for an alias. */
  private int secondStatement(int at) {
    for (int i = at; i >= Math.max(1, at - 1); i--) {
      if (Words.startsStatement(tokens.get(i).getType())
          && places.get(i).after(Token.EOF) != null
          && (i < at || reach(places.get(0), i) > at - i)
          && (i < at ? reach(places.get(0), i) > 1 : true)) {
        return i;
      }
    }
    return 0;
  }

  /** How many tokens can be read from a place, counted up to {@link #AHEAD_MAX}; that also if the statement ends. */
  private int reach(Viability.Place from, int at) {
    Viability.Place place = from;
    int count = 0;
    while (place != null && count < AHEAD_MAX) {
      if (at + count == tokens.size()) {
        return AHEAD_MAX;
      }
      place = place.after(tokens.get(at + count).getType());
      if (place != null) {
        count++;
      }
    }
    return count;
  }

  private boolean repair(int at) {
    Candidate best = best(at);
    if (best == null) {
      generic(at);
      return skip(at);
    }
    switch (best.change()) {
      case MISSPELT -> misspelt(best);
      case TRAILING_COMMA ->
          report(
              Diagnostic.error(
                      SyntaxCode.COMMA, span(tokens.get(best.at())), "there is a \",\" too many")
                  .label("nothing follows before " + Words.describe(tokens.get(at))));
      case WRONG_QUOTES ->
          report(
              Diagnostic.error(
                      SyntaxCode.SYNTAX,
                      span(tokens.get(at)),
                      "expected a string, found the name " + tokens.get(at).getText())
                  .help(
                      "write strings in single quotes: " + singleQuoted(tokens.get(at).getText())));
      case RESERVED -> reserved(at);
      case INSERT -> missing(best, at);
      case PLACEHOLDER -> generic(at);
      case DELETE -> superfluous(at);
    }
    apply(best);
    return true;
  }

  private Candidate best(int at) {
    var found = new ArrayList<Candidate>();
    Token token = tokens.get(at);
    int type = token.getType();
    for (int i = at; i >= Math.max(0, at - 2); i--) {
      misspelt(i, at, found);
    }
    Viability.Place here = places.get(at);
    if (Words.isReserved(type)) {
      consider(
          Change.RESERVED,
          at,
          WeirLexer.IDENTIFIER,
          here.after(WeirLexer.IDENTIFIER),
          at + 1,
          at,
          found);
    }
    if (type == WeirLexer.QUOTED_IDENTIFIER) {
      consider(
          Change.WRONG_QUOTES,
          at,
          WeirLexer.STRING,
          here.after(WeirLexer.STRING),
          at + 1,
          at,
          found);
    }
    for (int forgotten : FORGOTTEN) {
      boolean placeholder =
          forgotten == WeirLexer.IDENTIFIER
              || forgotten == WeirLexer.STRING
              || forgotten == WeirLexer.INTEGER;
      consider(
          placeholder ? Change.PLACEHOLDER : Change.INSERT,
          at,
          forgotten,
          here.after(forgotten),
          at,
          at,
          found);
    }
    if (type != Token.EOF) {
      consider(Change.DELETE, at, type, here, at + 1, at, found);
    }
    if (at > 0 && tokens.get(at - 1).getType() == WeirLexer.COMMA) {
      consider(Change.TRAILING_COMMA, at - 1, WeirLexer.COMMA, places.get(at - 1), at, at, found);
    }
    Candidate best = null;
    for (Candidate candidate : found) {
      if (best == null || candidate.score() > best.score()) {
        best = candidate;
      }
    }
    return best;
  }

  /** Adds a change if reading gets at least two tokens further, or to the end. */
  private void consider(
      Change change,
      int at,
      int type,
      Viability.Place place,
      int from,
      int mistake,
      List<Candidate> found) {
    if (place == null) {
      return;
    }
    int reached = reach(place, from);
    int progress = reached == AHEAD_MAX ? AHEAD_MAX : from + reached - mistake;
    int least = change == Change.DELETE && Words.isReserved(type) ? AHEAD_MAX : 2;
    if (progress >= least) {
      found.add(new Candidate(change, at, type, Math.min(progress, AHEAD_MAX) * 10 + change.bonus));
    }
  }

  private void misspelt(int at, int mistake, List<Candidate> found) {
    Token token = tokens.get(at);
    if (token.getType() == WeirLexer.QUOTED_IDENTIFIER || !Words.isName(token.getType())) {
      return;
    }
    Viability.Place place = places.get(at);
    int[] types = place.types().toArray();
    for (int type : types) {
      String word = Words.spelling(type);
      if (Words.isKeyword(type)
          && type != token.getType()
          && Names.suggest(token.getText(), List.of(word)).isPresent()) {
        consider(Change.MISSPELT, at, type, place.after(type), at + 1, mistake, found);
      }
    }
  }

  private void misspelt(Candidate candidate) {
    Token token = tokens.get(candidate.at());
    String word = Words.spelling(candidate.type());
    report(
        Diagnostic.error(
                SyntaxCode.MISSPELT,
                span(token),
                "expected "
                    + list(List.of(Words.expected(candidate.type()).orElse(word)))
                    + ", found \""
                    + token.getText()
                    + "\"")
            .label("did you mean " + word + "?"));
  }

  private void reserved(int at) {
    String word = tokens.get(at).getText();
    report(
        Diagnostic.error(
                SyntaxCode.RESERVED_WORD,
                span(tokens.get(at)),
                word.toUpperCase(Locale.ROOT)
                    + " is a reserved word and cannot be a name as it stands")
            .help("put it in double quotes: \"" + word + "\""));
  }

  private void missing(Candidate candidate, int at) {
    String found = Words.describe(tokens.get(at));
    String lacking = Words.expected(candidate.type()).orElse("");
    SyntaxCode code =
        switch (candidate.type()) {
          case WeirLexer.COMMA -> SyntaxCode.COMMA;
          case WeirLexer.RPAREN, WeirLexer.LPAREN -> SyntaxCode.PARENTHESES;
          default -> SyntaxCode.SYNTAX;
        };
    Diagnostic.Builder message =
        Diagnostic.error(code, place(at), "missing " + lacking + " before " + found);
    if (candidate.type() == WeirLexer.RPAREN) {
      opened(at)
          .ifPresent(
              open ->
                  message.note(
                      "the \"(\" in line "
                          + source.line(open.getStartIndex())
                          + ", column "
                          + source.column(open.getStartIndex())
                          + " is not closed"));
    }
    report(message);
  }

  private void superfluous(int at) {
    Token token = tokens.get(at);
    if (token.getType() == WeirLexer.RPAREN && opened(at).isEmpty()) {
      report(
          Diagnostic.error(
              SyntaxCode.PARENTHESES, span(token), "there is no \"(\" for this \")\""));
    } else {
      generic(at);
    }
  }

  /** The last parenthesis before a token that is open there. */
  private Optional<Token> opened(int at) {
    int closed = 0;
    for (int i = at - 1; i >= 0; i--) {
      int type = tokens.get(i).getType();
      if (type == WeirLexer.RPAREN) {
        closed++;
      } else if ((type == WeirLexer.LPAREN || type == WeirLexer.LPAREN_QUERY) && closed-- == 0) {
        return Optional.of(tokens.get(i));
      }
    }
    return Optional.empty();
  }

  private void generic(int at) {
    Token token = tokens.get(at);
    Set<String> words = places.get(at).words();
    String found = Words.describe(token);
    Diagnostic.Builder message =
        Diagnostic.error(
            words.contains(Viability.UNIT_OF_TIME) ? SyntaxCode.UNIT : SyntaxCode.SYNTAX,
            place(at),
            words.isEmpty()
                ? found + " cannot stand here"
                : "expected " + list(words) + ", found " + found);
    if (Words.isReserved(token.getType())
        && places.get(at).after(WeirLexer.IDENTIFIER) != null
        && at + 1 < tokens.size()
        && tokens.get(at + 1).getType() == WeirLexer.PERIOD) {
      message.help(
          "to use " + found + " as a name, put it in double quotes: \"" + token.getText() + "\"");
    }
    report(message);
  }

  /** The first words as {@code a, b or c}. */
  private static String list(Iterable<String> words) {
    var shown = new ArrayList<String>();
    for (Iterator<String> i = words.iterator(); i.hasNext() && shown.size() < WORDS_MAX; ) {
      shown.add(i.next());
    }
    if (shown.size() == 1) {
      return shown.get(0);
    }
    return String.join(", ", shown.subList(0, shown.size() - 1))
        + " or "
        + shown.get(shown.size() - 1);
  }

  private void apply(Candidate candidate) {
    int at = candidate.at();
    touched.add(span(tokens.get(at)));
    switch (candidate.change()) {
      case INSERT, PLACEHOLDER -> tokens.add(at, retyped(tokens.get(at), candidate.type()));
      case DELETE, TRAILING_COMMA -> tokens.remove(at);
      default -> tokens.set(at, retyped(tokens.get(at), candidate.type()));
    }
    while (places.size() > at + 1) {
      places.remove(places.size() - 1);
    }
  }

  private static Token retyped(Token token, int type) {
    var copy = new CommonToken(token);
    copy.setType(type);
    copy.setText(
        switch (type) {
          case WeirLexer.STRING -> "''";
          case WeirLexer.INTEGER -> "1";
          case WeirLexer.IDENTIFIER -> "x";
          default -> Words.spelling(type);
        });
    return copy;
  }

  /** Leaves out everything up to a place where reading can go on, putting in a name if that helps. @return false if there is none */
  private boolean skip(int at) {
    Viability.Place here = places.get(at);
    Viability.Place afterName = here.after(WeirLexer.IDENTIFIER);
    for (int i = at + 1; i < tokens.size() - 1; i++) {
      if (!resumes(tokens.get(i).getType())) {
        continue;
      }
      boolean plain = reach(here, i) >= 3;
      boolean named = !plain && afterName != null && reach(afterName, i) >= 3;
      if (plain || named) {
        Token replaced = retyped(tokens.get(at), WeirLexer.IDENTIFIER);
        touched.add(span(tokens.get(at).getStartIndex(), tokens.get(i).getStopIndex() + 1));
        tokens.subList(at, i).clear();
        if (named) {
          tokens.add(at, replaced);
        }
        return true;
      }
    }
    return false;
  }

  private static boolean resumes(int type) {
    return switch (type) {
      case WeirLexer.COMMA,
          WeirLexer.RPAREN,
          WeirLexer.FROM,
          WeirLexer.WHERE,
          WeirLexer.GROUP,
          WeirLexer.HAVING,
          WeirLexer.WINDOW,
          WeirLexer.QUALIFY,
          WeirLexer.ORDER,
          WeirLexer.LIMIT,
          WeirLexer.OFFSET,
          WeirLexer.FETCH,
          WeirLexer.EMIT,
          WeirLexer.UNION,
          WeirLexer.EXCEPT,
          WeirLexer.INTERSECT,
          WeirLexer.SELECT,
          WeirLexer.WITH,
          WeirLexer.AS,
          WeirLexer.MEASURES,
          WeirLexer.AFTER,
          WeirLexer.PATTERN,
          WeirLexer.SUBSET,
          WeirLexer.DEFINE ->
          true;
      default -> false;
    };
  }

  private void report(Diagnostic.Builder message) {
    if (!silent) {
      diagnostics.add(message.build());
    }
  }

  private static String singleQuoted(String name) {
    return "'" + name.substring(1, name.length() - 1).replace("'", "''") + "'";
  }

  /** The place of a token; for the end of the statement, the place behind the token before it. */
  private Span place(int at) {
    Token token = tokens.get(at);
    if (token.getType() == Token.EOF && at > 0) {
      int end = tokens.get(at - 1).getStopIndex() + 1;
      return span(end, end);
    }
    return span(token);
  }

  private Span span(Token token) {
    return span(token.getStartIndex(), token.getStopIndex() + 1);
  }

  private Span span(int start, int end) {
    int from = Math.max(0, Math.min(start, source.length()));
    return Span.of(source, from, Math.max(from, Math.min(end, source.length())));
  }
}
