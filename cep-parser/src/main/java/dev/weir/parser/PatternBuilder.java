package dev.weir.parser;

import dev.weir.ast.Expression;
import dev.weir.ast.MatchRecognize;
import dev.weir.ast.Relation;
import dev.weir.ast.RowPattern;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.grammar.WeirParser;
import dev.weir.grammar.WeirParserBaseVisitor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Builds MATCH_RECOGNIZE and row patterns. */
final class PatternBuilder {
  private static final BigInteger COUNT_MAX = BigInteger.valueOf(Integer.MAX_VALUE);

  private final Reading reading;
  private final Primaries primaries = new Primaries();

  PatternBuilder(Reading reading) {
    this.reading = reading;
  }

  Relation build(Relation input, WeirParser.MatchRecognizeContext ctx, Span span) {
    return new MatchRecognize(
        input,
        reading.expressions.all(ctx.expression()),
        Reading.each(ctx.sortItem(), reading.queries::sortItem),
        Reading.each(ctx.measure(), this::measure),
        Reading.maybe(ctx.rowsPerMatch(), PatternBuilder::rows),
        Reading.maybe(ctx.skipTo(), this::skip),
        ctx.rowPattern() == null
            ? new RowPattern.Empty(reading.span(ctx.PATTERN().getSymbol()))
            : pattern(ctx.rowPattern()),
        reading.value(ctx.value()),
        Reading.each(ctx.subset(), this::subset),
        Reading.each(ctx.define(), this::define),
        span);
  }

  private MatchRecognize.Measure measure(WeirParser.MeasureContext ctx) {
    return new MatchRecognize.Measure(
        reading.expressions.build(ctx.expression()),
        reading.identifier(ctx.identifier()),
        reading.span(ctx));
  }

  private static MatchRecognize.Rows rows(WeirParser.RowsPerMatchContext ctx) {
    if (ctx instanceof WeirParser.OneRowPerMatchContext one) {
      return one.WITH() == null
          ? MatchRecognize.Rows.ONE_ROW
          : MatchRecognize.Rows.ONE_ROW_WITH_TIMED_OUT;
    }
    var all = (WeirParser.AllRowsPerMatchContext) ctx;
    if (all.SHOW() != null) {
      return MatchRecognize.Rows.ALL_ROWS_SHOW_EMPTY;
    }
    if (all.OMIT() != null) {
      return MatchRecognize.Rows.ALL_ROWS_OMIT_EMPTY;
    }
    return all.UNMATCHED() != null
        ? MatchRecognize.Rows.ALL_ROWS_WITH_UNMATCHED
        : MatchRecognize.Rows.ALL_ROWS;
  }

  private MatchRecognize.Skip skip(WeirParser.SkipToContext ctx) {
    MatchRecognize.Skip.Kind kind;
    if (ctx.identifier() != null) {
      kind =
          ctx.FIRST() != null
              ? MatchRecognize.Skip.Kind.TO_FIRST
              : MatchRecognize.Skip.Kind.TO_LAST;
    } else if (ctx.NONE() != null) {
      kind = MatchRecognize.Skip.Kind.NONE;
    } else {
      kind =
          ctx.PAST() != null
              ? MatchRecognize.Skip.Kind.PAST_LAST_ROW
              : MatchRecognize.Skip.Kind.TO_NEXT_ROW;
    }
    return new MatchRecognize.Skip(kind, reading.maybe(ctx.identifier()), reading.span(ctx));
  }

  private MatchRecognize.Subset subset(WeirParser.SubsetContext ctx) {
    var names = Reading.each(ctx.identifier(), reading::identifier);
    return new MatchRecognize.Subset(
        names.get(0), names.subList(1, names.size()), reading.span(ctx));
  }

  private MatchRecognize.Define define(WeirParser.DefineContext ctx) {
    return new MatchRecognize.Define(
        reading.identifier(ctx.identifier()),
        Reading.maybe(ctx.qualifiedName(), reading::name),
        reading.expression(ctx.expression()),
        reading.span(ctx));
  }

  private RowPattern pattern(WeirParser.RowPatternContext ctx) {
    Span span = reading.span(ctx);
    RowPattern built;
    if (!reading.down(2, span)) {
      built = new RowPattern.Empty(span);
    } else if (ctx.rowPatternTerm().size() == 1) {
      built = term(ctx.rowPatternTerm(0));
    } else {
      built = new RowPattern.Alternation(Reading.each(ctx.rowPatternTerm(), this::term), span);
    }
    reading.up(2);
    return built;
  }

  private RowPattern term(WeirParser.RowPatternTermContext ctx) {
    var steps = new ArrayList<RowPattern.Step>(ctx.rowPatternStep().size());
    for (WeirParser.RowPatternStepContext step : ctx.rowPatternStep()) {
      RowPattern.Gap gap = step.gap() == null ? RowPattern.Gap.NONE : gap(step.gap());
      RowPattern part = part(step);
      boolean joins =
          part instanceof RowPattern.Sequence inner
              && inner.steps().get(0).gap().kind() == RowPattern.Gap.Kind.NEXT_ROW;
      if (joins) {
        List<RowPattern.Step> inner = ((RowPattern.Sequence) part).steps();
        steps.add(new RowPattern.Step(gap, inner.get(0).pattern(), inner.get(0).span()));
        steps.addAll(inner.subList(1, inner.size()));
      } else {
        steps.add(new RowPattern.Step(gap, part, reading.span(step)));
      }
    }
    return steps.size() == 1 && steps.get(0).gap().kind() == RowPattern.Gap.Kind.NEXT_ROW
        ? steps.get(0).pattern()
        : new RowPattern.Sequence(steps, reading.span(ctx));
  }

  private RowPattern.Gap gap(WeirParser.GapContext ctx) {
    return new RowPattern.Gap(
        ctx.FOLLOWED_BY() != null ? RowPattern.Gap.Kind.NEXT_MATCH : RowPattern.Gap.Kind.ANY_MATCH,
        Reading.maybe(ctx.duration(), this::duration),
        reading.span(ctx));
  }

  private Expression duration(WeirParser.DurationContext ctx) {
    return ctx.parameter() != null
        ? reading.expressions.parameter(ctx.parameter())
        : reading.expressions.interval(ctx.intervalLiteral());
  }

  private RowPattern part(WeirParser.RowPatternStepContext ctx) {
    RowPattern part = ctx.patternPrimary().accept(primaries);
    if (ctx.patternQuantifier() != null) {
      part =
          repeat(
              part,
              ctx.patternQuantifier(),
              reading.span(ctx.patternPrimary().getStart(), ctx.patternQuantifier().getStop()));
    }
    return ctx.WITHIN() == null
        ? part
        : new RowPattern.Within(
            part,
            duration(ctx.duration()),
            reading.span(ctx.patternPrimary().getStart(), ctx.getStop()));
  }

  private RowPattern repeat(RowPattern body, WeirParser.PatternQuantifierContext ctx, Span span) {
    boolean reluctant = ctx.reluctant != null;
    if (body instanceof RowPattern.AnchorStart
        || body instanceof RowPattern.AnchorEnd
        || body instanceof RowPattern.Absent) {
      reading.error(
          SyntaxCode.PATTERN, reading.span(ctx), "only what matches rows can be repeated");
    }
    if (ctx.LBRACE() == null) {
      boolean optional = ctx.STAR() == null && ctx.PLUS() == null;
      int min = ctx.PLUS() != null ? 1 : 0;
      return new RowPattern.Repeat(
          body, min, optional ? Optional.of(1) : Optional.empty(), reluctant, span);
    }
    int low = ctx.low == null ? 0 : count(ctx.low);
    Optional<Integer> high =
        ctx.COMMA() == null
            ? Optional.of(low)
            : ctx.high == null ? Optional.empty() : Optional.of(count(ctx.high));
    if (ctx.low == null && ctx.high == null) {
      reading.report(
          Diagnostic.error(SyntaxCode.PATTERN, reading.span(ctx), "{,} says no number")
              .help("write * for any number")
              .build());
    } else if (high.isPresent() && (high.get() < low || high.get() == 0)) {
      reading.error(
          SyntaxCode.PATTERN,
          reading.span(ctx),
          high.get() == 0
              ? "a part that is repeated at most 0 times matches nothing"
              : "at least " + low + " and at most " + high.get() + " times is never");
    }
    return new RowPattern.Repeat(body, low, high, reluctant, span);
  }

  private int count(Token token) {
    var value = new BigInteger(token.getText());
    if (value.compareTo(COUNT_MAX) > 0) {
      reading.error(
          SyntaxCode.PATTERN,
          reading.span(token),
          "the number " + value + " is too large for a repetition");
      return Integer.MAX_VALUE;
    }
    return value.intValue();
  }

  /** The parts that quantifiers stand behind. */
  private final class Primaries extends WeirParserBaseVisitor<RowPattern> {
    @Override
    public RowPattern visitPatternVariable(WeirParser.PatternVariableContext ctx) {
      return new RowPattern.Variable(reading.identifier(ctx.identifier()), reading.span(ctx));
    }

    @Override
    public RowPattern visitPatternGroup(WeirParser.PatternGroupContext ctx) {
      return ctx.rowPattern() == null
          ? new RowPattern.Empty(reading.span(ctx))
          : pattern(ctx.rowPattern());
    }

    @Override
    public RowPattern visitPatternPermute(WeirParser.PatternPermuteContext ctx) {
      return new RowPattern.Permute(
          Reading.each(ctx.rowPattern(), PatternBuilder.this::pattern), reading.span(ctx));
    }

    @Override
    public RowPattern visitPatternExclusion(WeirParser.PatternExclusionContext ctx) {
      return new RowPattern.Exclusion(pattern(ctx.rowPattern()), reading.span(ctx));
    }

    @Override
    public RowPattern visitPatternStart(WeirParser.PatternStartContext ctx) {
      return new RowPattern.AnchorStart(reading.span(ctx));
    }

    @Override
    public RowPattern visitPatternEnd(WeirParser.PatternEndContext ctx) {
      return new RowPattern.AnchorEnd(reading.span(ctx));
    }

    @Override
    public RowPattern visitPatternAbsence(WeirParser.PatternAbsenceContext ctx) {
      return new RowPattern.Absent(
          Reading.each(ctx.identifier(), reading::identifier),
          Reading.maybe(ctx.duration(), PatternBuilder.this::duration),
          reading.span(ctx));
    }
  }
}
