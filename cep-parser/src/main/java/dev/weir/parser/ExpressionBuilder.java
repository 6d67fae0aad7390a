package dev.weir.parser;

import dev.weir.ast.Argument;
import dev.weir.ast.BinaryOperator;
import dev.weir.ast.Expression;
import dev.weir.ast.QualifiedName;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.grammar.WeirLexer;
import dev.weir.grammar.WeirParser;
import dev.weir.grammar.WeirParserBaseVisitor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * Builds operators and predicates. Chains of left-recursive operators are walked by loops down their left side, so their length
 * costs no stack; what the leaves of these chains are is the business of {@link PrimaryBuilder}.
 */
final class ExpressionBuilder {
  private final Reading reading;
  private final PrimaryBuilder primaries;
  private final Predicates predicates = new Predicates();

  ExpressionBuilder(Reading reading) {
    this.reading = reading;
    this.primaries = new PrimaryBuilder(reading);
  }

  Expression build(WeirParser.ExpressionContext ctx) {
    Expression built = standIn(ctx);
    if (reading.down(1, reading.span(ctx))) {
      if (ctx instanceof WeirParser.PredicatedContext predicated) {
        built = predicated(predicated);
      } else if (ctx instanceof WeirParser.NegatedContext negated) {
        built = new Expression.Not(build(negated.expression()), reading.span(ctx));
      } else if (ctx instanceof WeirParser.ConjunctionContext) {
        built =
            new Expression.And(chain(ctx, WeirParser.ConjunctionContext.class), reading.span(ctx));
      } else if (ctx instanceof WeirParser.DisjunctionContext) {
        built =
            new Expression.Or(chain(ctx, WeirParser.DisjunctionContext.class), reading.span(ctx));
      } else {
        throw new AssertionError(ctx.getClass());
      }
    }
    reading.up(1);
    return built;
  }

  List<Expression> all(List<WeirParser.ExpressionContext> contexts) {
    return Reading.each(contexts, this::build);
  }

  /** The operands of a chain of AND or of OR, from the left. */
  private List<Expression> chain(
      WeirParser.ExpressionContext top, Class<? extends WeirParser.ExpressionContext> link) {
    var reversed = new ArrayList<WeirParser.ExpressionContext>();
    WeirParser.ExpressionContext at = top;
    while (link.isInstance(at)) {
      reversed.add(at.getRuleContext(WeirParser.ExpressionContext.class, 1));
      at = at.getRuleContext(WeirParser.ExpressionContext.class, 0);
    }
    reversed.add(at);
    var operands = new ArrayList<Expression>(reversed.size());
    for (int i = reversed.size() - 1; i >= 0; i--) {
      Expression operand = build(reversed.get(i));
      if (operands.isEmpty()
          && link == WeirParser.ConjunctionContext.class
          && operand instanceof Expression.And and) {
        operands.addAll(and.operands());
      } else if (operands.isEmpty()
          && link == WeirParser.DisjunctionContext.class
          && operand instanceof Expression.Or or) {
        operands.addAll(or.operands());
      } else {
        operands.add(operand);
      }
    }
    return operands;
  }

  private Expression predicated(WeirParser.PredicatedContext ctx) {
    List<WeirParser.PredicateContext> list = ctx.predicate();
    int count = list.size();
    if (count == 0) {
      return value(ctx.value());
    }
    Span whole = reading.span(ctx);
    Expression left = reading.down(count, whole) ? value(ctx.value()) : standIn(ctx);
    for (int i = 0; i < count; i++) {
      WeirParser.PredicateContext predicate = list.get(i);
      if (i > 0) {
        checkNeighbours(list.get(i - 1), predicate);
      }
      predicates.left = left;
      predicates.span = reading.span(ctx.getStart(), predicate.getStop());
      left = predicate.accept(predicates);
    }
    reading.up(count);
    return left;
  }

  private static boolean compares(WeirParser.PredicateContext ctx) {
    return ctx instanceof WeirParser.ComparisonPredicateContext
        || ctx instanceof WeirParser.QuantifiedPredicateContext;
  }

  private void checkNeighbours(
      WeirParser.PredicateContext first, WeirParser.PredicateContext second) {
    if (!compares(first)) {
      return;
    }
    if (compares(second)) {
      reading.report(
          Diagnostic.error(
                  SyntaxCode.COMPARISON,
                  reading.span(second.getStart()),
                  "comparisons cannot be chained")
              .help("write a < b AND b < c, or put one comparison in parentheses")
              .build());
    } else if (second instanceof WeirParser.BetweenPredicateContext
        || second instanceof WeirParser.InListPredicateContext
        || second instanceof WeirParser.InQueryPredicateContext
        || second instanceof WeirParser.LikePredicateContext) {
      reading.report(
          Diagnostic.error(
                  SyntaxCode.COMPARISON,
                  reading.span(second.getStart()),
                  second.getStart().getText().toUpperCase(Locale.ROOT)
                      + " after a comparison needs parentheses")
              .help("write a = (b IN (...)) or (a = b) IN (...)")
              .build());
    }
  }

  /** Operators of values: arithmetic, concatenation, casts, time zones. */
  Expression value(WeirParser.ValueContext ctx) {
    if (ctx instanceof WeirParser.PlainValueContext plain) {
      return primaries.build(plain.primary());
    }
    var spine = new ArrayList<WeirParser.ValueContext>();
    WeirParser.ValueContext at = ctx;
    while (leftOf(at) != null) {
      spine.add(at);
      at = leftOf(at);
    }
    Collections.reverse(spine);
    int levels = levels(spine);
    Expression left = reading.down(levels, reading.span(ctx)) ? leaf(at) : standIn(ctx);
    reading.up(levels);
    return left instanceof Expression.NullLiteral && levels > Reading.HEIGHT_MAX
        ? left
        : fold(left, spine, levels);
  }

  /** How many nodes stand above each other in a tree of these operators; a run of {@code ||} is one. */
  private static int levels(List<WeirParser.ValueContext> spine) {
    int levels = 0;
    for (int i = 0; i < spine.size(); i++) {
      boolean continues =
          i > 0
              && spine.get(i) instanceof WeirParser.ConcatenationContext
              && spine.get(i - 1) instanceof WeirParser.ConcatenationContext;
      levels += continues ? 0 : 1;
    }
    return levels;
  }

  private static WeirParser.ValueContext leftOf(WeirParser.ValueContext ctx) {
    if (ctx instanceof WeirParser.ArithmeticContext arithmetic) {
      return arithmetic.value(0);
    }
    if (ctx instanceof WeirParser.ConcatenationContext concatenation) {
      return concatenation.value(0);
    }
    if (ctx instanceof WeirParser.CastValueContext cast) {
      return cast.value();
    }
    if (ctx instanceof WeirParser.ZonedValueContext zoned) {
      return zoned.value(0);
    }
    return null;
  }

  private Expression leaf(WeirParser.ValueContext ctx) {
    if (ctx instanceof WeirParser.PlainValueContext plain) {
      return primaries.build(plain.primary());
    }
    if (ctx instanceof WeirParser.SignedValueContext signed) {
      Expression operand = standIn(ctx);
      if (reading.down(1, reading.span(ctx))) {
        operand = value(signed.value());
      }
      reading.up(1);
      return signed.MINUS() == null ? operand : new Expression.Negation(operand, reading.span(ctx));
    }
    throw new AssertionError(ctx.getClass());
  }

  private Expression fold(Expression leftmost, List<WeirParser.ValueContext> spine, int levels) {
    Expression left = leftmost;
    int level = levels;
    for (int i = 0; i < spine.size(); i++) {
      WeirParser.ValueContext ctx = spine.get(i);
      Span span = reading.span(ctx);
      boolean fits = reading.down(level, span);
      if (ctx instanceof WeirParser.ConcatenationContext) {
        var operands = new ArrayList<Expression>();
        if (left instanceof Expression.Concatenation chain) {
          operands.addAll(chain.operands());
        } else {
          operands.add(left);
        }
        int last = i;
        while (last + 1 < spine.size()
            && spine.get(last + 1) instanceof WeirParser.ConcatenationContext) {
          last++;
        }
        for (; i <= last; i++) {
          operands.add(value(((WeirParser.ConcatenationContext) spine.get(i)).value(1)));
        }
        i = last;
        left = new Expression.Concatenation(operands, reading.span(spine.get(last)));
      } else if (ctx instanceof WeirParser.CastValueContext cast) {
        left = new Expression.Cast(left, reading.types.build(cast.dataType()), false, span);
      } else if (ctx instanceof WeirParser.ZonedValueContext zoned) {
        left = new Expression.AtTimeZone(left, fits ? value(zoned.value(1)) : standIn(ctx), span);
      } else if (ctx instanceof WeirParser.ArithmeticContext arithmetic) {
        Expression right = fits ? value(arithmetic.value(1)) : standIn(ctx);
        left = new Expression.Binary(operator(arithmetic), left, right, span);
      } else {
        throw new AssertionError(ctx.getClass());
      }
      reading.up(level);
      level--;
    }
    return left;
  }

  private static BinaryOperator operator(WeirParser.ArithmeticContext ctx) {
    if (ctx.CARET() != null) {
      return BinaryOperator.POWER;
    }
    if (ctx.STAR() != null) {
      return BinaryOperator.MULTIPLY;
    }
    if (ctx.SLASH() != null) {
      return BinaryOperator.DIVIDE;
    }
    if (ctx.PERCENT() != null) {
      return BinaryOperator.REMAINDER;
    }
    return ctx.PLUS() != null ? BinaryOperator.ADD : BinaryOperator.SUBTRACT;
  }

  private static BinaryOperator operator(WeirParser.ComparisonContext ctx) {
    return switch (ctx.getStart().getType()) {
      case WeirLexer.EQUAL -> BinaryOperator.EQUAL;
      case WeirLexer.NOT_EQUAL -> BinaryOperator.NOT_EQUAL;
      case WeirLexer.LESS -> BinaryOperator.LESS;
      case WeirLexer.LESS_OR_EQUAL -> BinaryOperator.LESS_OR_EQUAL;
      case WeirLexer.GREATER -> BinaryOperator.GREATER;
      case WeirLexer.GREATER_OR_EQUAL -> BinaryOperator.GREATER_OR_EQUAL;
      default -> throw new AssertionError(ctx.getText());
    };
  }

  /** What takes the place of a part that is too deep; the statement is not used. */
  private Expression standIn(ParserRuleContext ctx) {
    return new Expression.NullLiteral(reading.span(ctx));
  }

  Expression call(QualifiedName name, WeirParser.CallContext ctx, Span span) {
    return primaries.call(name, ctx, Optional.empty(), span);
  }

  List<Argument> arguments(WeirParser.CallContext ctx) {
    return primaries.arguments(ctx);
  }

  Expression interval(WeirParser.IntervalLiteralContext ctx) {
    return primaries.interval(ctx);
  }

  Expression parameter(WeirParser.ParameterContext ctx) {
    return primaries.parameter(ctx);
  }

  /** One predicate behind the value or the predicates to its left. */
  private final class Predicates extends WeirParserBaseVisitor<Expression> {
    Expression left = new Expression.NullLiteral(Span.NONE);
    Span span = Span.NONE;

    @Override
    public Expression visitComparisonPredicate(WeirParser.ComparisonPredicateContext ctx) {
      Expression value = left;
      Span place = span;
      return new Expression.Binary(operator(ctx.comparison()), value, value(ctx.value()), place);
    }

    @Override
    public Expression visitQuantifiedPredicate(WeirParser.QuantifiedPredicateContext ctx) {
      Expression value = left;
      Span place = span;
      boolean all = ctx.ALL() != null;
      return new Expression.Quantified(
          operator(ctx.comparison()), value, all, reading.queries.build(ctx.query()), place);
    }

    @Override
    public Expression visitBetweenPredicate(WeirParser.BetweenPredicateContext ctx) {
      Expression value = left;
      Span place = span;
      return new Expression.Between(
          value,
          value(ctx.value(0)),
          value(ctx.value(1)),
          ctx.SYMMETRIC() != null,
          ctx.NOT() != null,
          place);
    }

    @Override
    public Expression visitInListPredicate(WeirParser.InListPredicateContext ctx) {
      Expression value = left;
      Span place = span;
      return new Expression.InList(value, all(ctx.expression()), ctx.NOT() != null, place);
    }

    @Override
    public Expression visitInQueryPredicate(WeirParser.InQueryPredicateContext ctx) {
      Expression value = left;
      Span place = span;
      return new Expression.InQuery(
          value, reading.queries.build(ctx.query()), ctx.NOT() != null, place);
    }

    @Override
    public Expression visitLikePredicate(WeirParser.LikePredicateContext ctx) {
      Expression value = left;
      Span place = span;
      Expression.LikeKind like =
          ctx.LIKE() != null
              ? Expression.LikeKind.LIKE
              : ctx.ILIKE() != null ? Expression.LikeKind.ILIKE : Expression.LikeKind.SIMILAR_TO;
      return new Expression.Like(
          like, value, value(ctx.value(0)), reading.value(ctx.value(1)), ctx.NOT() != null, place);
    }

    @Override
    public Expression visitNullPredicate(WeirParser.NullPredicateContext ctx) {
      return new Expression.IsNull(left, ctx.NOT() != null, span);
    }

    @Override
    public Expression visitTruthPredicate(WeirParser.TruthPredicateContext ctx) {
      Expression.Truth truth =
          ctx.TRUE() != null
              ? Expression.Truth.TRUE
              : ctx.FALSE() != null ? Expression.Truth.FALSE : Expression.Truth.UNKNOWN;
      return new Expression.IsTruth(left, truth, ctx.NOT() != null, span);
    }

    @Override
    public Expression visitDistinctPredicate(WeirParser.DistinctPredicateContext ctx) {
      Expression value = left;
      Span place = span;
      return new Expression.IsDistinct(value, value(ctx.value()), ctx.NOT() != null, place);
    }

    private Expression value(WeirParser.ValueContext ctx) {
      return ExpressionBuilder.this.value(ctx);
    }
  }
}
