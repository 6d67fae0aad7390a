package dev.weir.parser;

import dev.weir.ast.Statement;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Source;
import dev.weir.grammar.WeirParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * Reads Weir SQL. Never throws on account of the text: whatever is wrong with it is in {@link ParseResult#diagnostics}.
 *
 * <p>Cost: linear in the length of the text. Each statement is parsed by itself, so no more than one parse tree is in memory. Statements
 * nest at most {@value Scanner#NESTING_MAX} brackets deep, and the trees returned are at most a small multiple of {@value
 * Reading#HEIGHT_MAX} high, so recursion over them is safe.
 */
public final class Parser {
  private final Source source;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<Statement> statements = new ArrayList<>();
  private WeirParser parser;
  private Viability viability;

  private Parser(Source source) {
    this.source = source;
  }

  /** Reads all statements of a text. */
  public static ParseResult parse(Source source) {
    return new Parser(source).run();
  }

  private ParseResult run() {
    var queue = new ArrayDeque<>(new Scanner(source, diagnostics).scan());
    while (!queue.isEmpty()) {
      Scanner.Chunk chunk = queue.poll();
      Optional<WeirParser.SingleStatementContext> tree = tree(chunk.tokens());
      if (tree.isPresent()) {
        if (!chunk.damaged()) {
          build(tree.get());
        }
      } else {
        int next = explain(chunk);
        if (next > 0) {
          queue.addFirst(
              new Scanner.Chunk(
                  renumbered(chunk.tokens().subList(next, chunk.tokens().size())),
                  chunk.damaged()));
          queue.addFirst(new Scanner.Chunk(upTo(chunk.tokens(), next), chunk.damaged()));
        }
      }
    }
    diagnostics.sort(Comparator.comparingInt(diagnostic -> diagnostic.primary().start()));
    return new ParseResult(statements, diagnostics);
  }

  private void build(WeirParser.SingleStatementContext tree) {
    int before = diagnostics.size();
    Statement statement = new StatementBuilder(new Reading(source, diagnostics)).build(tree);
    if (diagnostics.subList(before, diagnostics.size()).stream().noneMatch(Diagnostic::isError)) {
      statements.add(statement);
    }
  }

  /** The parse tree of a statement; empty if it has a mistake. SLL prediction is fast and nearly always enough, LL has the last word. */
  private Optional<WeirParser.SingleStatementContext> tree(List<Token> tokens) {
    if (parser == null) {
      parser = new WeirParser(new TokenSlice(tokens));
      parser.removeErrorListeners();
      parser.setErrorHandler(new BailErrorStrategy());
    }
    for (PredictionMode mode : List.of(PredictionMode.SLL, PredictionMode.LL)) {
      parser.setTokenStream(new TokenSlice(tokens));
      parser.getInterpreter().setPredictionMode(mode);
      try {
        return Optional.of(parser.singleStatement());
      } catch (ParseCancellationException mistake) {
        // The other mode, then the search for the mistake.
      }
    }
    return Optional.empty();
  }

  /**
   * Reports the mistakes of a statement that did not parse.
   *
   * @return where a second statement begins that no semicolon parts from the first, or 0
   */
  private int explain(Scanner.Chunk chunk) {
    if (viability == null) {
      viability = new Viability();
    }
    var repair = new Repair(source, viability, chunk.tokens(), chunk.damaged(), diagnostics);
    int next = repair.run();
    if (next == 0 && !chunk.damaged()) {
      repair
          .repaired()
          .map(Parser::renumbered)
          .flatMap(this::tree)
          .ifPresent(tree -> inspect(tree, repair));
    }
    return next;
  }

  /** Reports what else is wrong with a statement that had to be repaired. */
  private void inspect(WeirParser.SingleStatementContext tree, Repair repair) {
    var found = new ArrayList<Diagnostic>();
    new StatementBuilder(new Reading(source, found)).build(tree);
    for (Diagnostic diagnostic : found) {
      if (!repair.touches(diagnostic.primary())) {
        diagnostics.add(diagnostic);
      }
    }
  }

  private static List<Token> upTo(List<Token> tokens, int end) {
    var part = new ArrayList<>(tokens.subList(0, end));
    var last = new CommonToken(tokens.get(end));
    last.setType(Token.EOF);
    last.setStopIndex(last.getStartIndex() - 1);
    part.add(last);
    return renumbered(part);
  }

  private static List<Token> renumbered(List<Token> tokens) {
    var copy = new ArrayList<>(tokens);
    for (int i = 0; i < copy.size(); i++) {
      ((CommonToken) copy.get(i)).setTokenIndex(i);
    }
    return copy;
  }
}
