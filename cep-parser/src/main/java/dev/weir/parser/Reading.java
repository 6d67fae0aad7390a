package dev.weir.parser;

import dev.weir.ast.Expression;
import dev.weir.ast.Identifier;
import dev.weir.ast.Option;
import dev.weir.ast.QualifiedName;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Source;
import dev.weir.diagnostic.Span;
import dev.weir.grammar.WeirLexer;
import dev.weir.grammar.WeirParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** What the builders of one statement share: the text, the messages so far, the height of the tree, the parameters. */
final class Reading {
  /**
   * How high a tree may be. Everything after the parser walks trees by recursion; this bound, together with that on nesting,
   * keeps it far from the end of the stack of any thread.
   */
  static final int HEIGHT_MAX = 1000;

  final ExpressionBuilder expressions;
  final QueryBuilder queries;
  final RelationBuilder relations;
  final PatternBuilder patterns;
  final TypeBuilder types;

  private final Source source;
  private final List<Diagnostic> diagnostics;
  private int parameters;
  private int height;
  private boolean tooHigh;

  Reading(Source source, List<Diagnostic> diagnostics) {
    this.source = source;
    this.diagnostics = diagnostics;
    expressions = new ExpressionBuilder(this);
    queries = new QueryBuilder(this);
    relations = new RelationBuilder(this);
    patterns = new PatternBuilder(this);
    types = new TypeBuilder(this);
  }

  void report(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }

  void error(SyntaxCode code, Span place, String headline) {
    report(Diagnostic.error(code, place, headline).build());
  }

  int nextParameter() {
    return ++parameters;
  }

  /**
   * Goes down a number of levels of the tree; {@link #up} comes back.
   *
   * @return false if that is too far: reported once, and the caller makes do with a stand-in
   */
  boolean down(int levels, Span place) {
    height += levels;
    if (height <= HEIGHT_MAX) {
      return true;
    }
    if (!tooHigh) {
      tooHigh = true;
      report(
          Diagnostic.error(
                  SyntaxCode.TOO_DEEP,
                  place,
                  "more than " + HEIGHT_MAX + " operations inside each other")
              .help("name parts of it in a WITH clause or a view")
              .build());
    }
    return false;
  }

  void up(int levels) {
    height -= levels;
  }

  Span span(ParserRuleContext ctx) {
    Token start = ctx.getStart();
    Token stop = ctx.getStop();
    if (stop == null || stop.getStopIndex() < start.getStartIndex()) {
      return Span.of(source, start.getStartIndex(), start.getStartIndex());
    }
    return span(start, stop);
  }

  Span span(Token token) {
    return Span.of(
        source, token.getStartIndex(), Math.max(token.getStartIndex(), token.getStopIndex() + 1));
  }

  Span span(Token first, Token last) {
    return Span.of(
        source, first.getStartIndex(), Math.max(first.getStartIndex(), last.getStopIndex() + 1));
  }

  Identifier identifier(WeirParser.IdentifierContext ctx) {
    Token token = ctx.getStart();
    String text = token.getText();
    if (token.getType() != WeirLexer.QUOTED_IDENTIFIER) {
      return new Identifier(text, false, span(token));
    }
    String quote = text.substring(0, 1);
    return new Identifier(
        text.substring(1, text.length() - 1).replace(quote + quote, quote), true, span(token));
  }

  Optional<Identifier> maybe(WeirParser.IdentifierContext ctx) {
    return ctx == null ? Optional.empty() : Optional.of(identifier(ctx));
  }

  QualifiedName name(WeirParser.QualifiedNameContext ctx) {
    return new QualifiedName(each(ctx.identifier(), this::identifier), span(ctx));
  }

  List<Identifier> columns(WeirParser.ColumnListContext ctx) {
    return ctx == null ? List.of() : each(ctx.identifier(), this::identifier);
  }

  List<Option> options(WeirParser.WithOptionsContext ctx) {
    return ctx == null ? List.of() : each(ctx.option(), this::option);
  }

  Option option(WeirParser.OptionContext ctx) {
    Token key = ctx.STRING(0).getSymbol();
    Token value = ctx.STRING(1).getSymbol();
    return new Option(string(key), span(key), string(value), span(value));
  }

  /** A string without its quotes. */
  static String string(Token token) {
    String text = token.getText();
    String inside = text.substring(1, text.length() - 1);
    return inside.indexOf('\'') < 0 ? inside : inside.replace("''", "'");
  }

  static String string(TerminalNode node) {
    return string(node.getSymbol());
  }

  /** Applies a builder to each of a list. */
  static <C, T> List<T> each(List<C> contexts, Function<C, T> builder) {
    var out = new ArrayList<T>(contexts.size());
    for (C ctx : contexts) {
      out.add(builder.apply(ctx));
    }
    return out;
  }

  /** Applies a builder if there is something. */
  static <C, T> Optional<T> maybe(C ctx, Function<C, T> builder) {
    return ctx == null ? Optional.empty() : Optional.of(builder.apply(ctx));
  }

  Optional<Expression> value(WeirParser.ValueContext ctx) {
    return maybe(ctx, expressions::value);
  }

  Optional<Expression> expression(WeirParser.ExpressionContext ctx) {
    return maybe(ctx, expressions::build);
  }
}
