package dev.weir.parser;

import dev.weir.ast.Argument;
import dev.weir.ast.Expression;
import dev.weir.ast.Identifier;
import dev.weir.ast.IntervalUnit;
import dev.weir.ast.IntervalValue;
import dev.weir.ast.Over;
import dev.weir.ast.QualifiedName;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.grammar.WeirLexer;
import dev.weir.grammar.WeirParser;
import dev.weir.grammar.WeirParserBaseVisitor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Builds what operators are applied to: literals, names, calls, constructors, subqueries. */
final class PrimaryBuilder extends WeirParserBaseVisitor<Expression> {
  /** More digits are surely a mistake, and reading them takes time that grows with the square of their number. */
  private static final int DIGITS_MAX = 1000;

  private final Reading reading;

  PrimaryBuilder(Reading reading) {
    this.reading = reading;
  }

  Expression build(WeirParser.PrimaryContext ctx) {
    return ctx.accept(this);
  }

  @Override
  public Expression visitNameOrCall(WeirParser.NameOrCallContext ctx) {
    QualifiedName name = reading.name(ctx.qualifiedName());
    if (ctx.call() != null) {
      return postfixes(
          ctx,
          ctx.postfix(),
          () -> call(name, ctx.call(), Optional.empty(), upTo(ctx, ctx.call())));
    }
    var column = new Expression.Column(name, name.span());
    if (ctx.expression() == null) {
      return column;
    }
    Span subscripted = reading.span(ctx.getStart(), ctx.RBRACKET().getSymbol());
    return postfixes(
        ctx,
        ctx.postfix(),
        () -> new Expression.Subscript(column, expression(ctx.expression()), subscripted));
  }

  @Override
  public Expression visitPlainPrimary(WeirParser.PlainPrimaryContext ctx) {
    return postfixes(ctx, ctx.postfix(), () -> ctx.primaryHead().accept(this));
  }

  private Expression postfixes(
      ParserRuleContext ctx, List<WeirParser.PostfixContext> postfixes, Supplier<Expression> head) {
    int count = postfixes.size();
    Span whole = reading.span(ctx);
    Expression base = reading.down(count, whole) ? head.get() : new Expression.NullLiteral(whole);
    for (WeirParser.PostfixContext postfix : postfixes) {
      Span span = upTo(ctx, postfix);
      if (postfix instanceof WeirParser.SubscriptContext subscript) {
        base = new Expression.Subscript(base, expression(subscript.expression()), span);
      } else {
        Identifier field = reading.identifier(((WeirParser.FieldContext) postfix).identifier());
        base = field(base, field, span);
      }
    }
    reading.up(count);
    return base;
  }

  private static Expression field(Expression base, Identifier field, Span span) {
    if (base instanceof Expression.Column column) {
      var parts = new ArrayList<Identifier>(column.name().parts());
      parts.add(field);
      return new Expression.Column(new QualifiedName(parts, span), span);
    }
    return new Expression.Field(base, field, span);
  }

  @Override
  public Expression visitNullLiteral(WeirParser.NullLiteralContext ctx) {
    return new Expression.NullLiteral(reading.span(ctx));
  }

  @Override
  public Expression visitBooleanLiteral(WeirParser.BooleanLiteralContext ctx) {
    return new Expression.BooleanLiteral(ctx.TRUE() != null, reading.span(ctx));
  }

  @Override
  public Expression visitStringLiteral(WeirParser.StringLiteralContext ctx) {
    return new Expression.StringLiteral(Reading.string(ctx.STRING()), reading.span(ctx));
  }

  @Override
  public Expression visitBytesLiteral(WeirParser.BytesLiteralContext ctx) {
    String text = ctx.getText();
    String hex = text.substring(2, text.length() - 1).replace(" ", "");
    boolean readable = hex.length() % 2 == 0;
    for (int i = 0; i < hex.length() && readable; i++) {
      readable = hex.charAt(i) < 128 && Character.digit(hex.charAt(i), 16) >= 0;
    }
    if (!readable) {
      reading.error(
          SyntaxCode.LITERAL, reading.span(ctx), "X'...' takes pairs of hexadecimal digits");
      return new Expression.NullLiteral(reading.span(ctx));
    }
    return new Expression.BytesLiteral(hex, reading.span(ctx));
  }

  @Override
  public Expression visitNumberLiteral(WeirParser.NumberLiteralContext ctx) {
    String text = ctx.getText();
    Span span = reading.span(ctx);
    if (text.length() > DIGITS_MAX) {
      reading.error(
          SyntaxCode.LITERAL, span, "a number of " + text.length() + " characters is too long");
      return new Expression.NullLiteral(span);
    }
    if (ctx.INTEGER() != null) {
      return new Expression.IntegerLiteral(new BigInteger(text), span);
    }
    if (ctx.DECIMAL() != null) {
      return new Expression.DecimalLiteral(new BigDecimal(text), span);
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      reading.error(SyntaxCode.LITERAL, span, "the number " + text + " is too large for a DOUBLE");
      return new Expression.NullLiteral(span);
    }
    return new Expression.DoubleLiteral(value, span);
  }

  @Override
  public Expression visitDateTimeLiteral(WeirParser.DateTimeLiteralContext ctx) {
    Expression.DateTimeType type =
        switch (ctx.getStart().getType()) {
          case WeirLexer.DATE -> Expression.DateTimeType.DATE;
          case WeirLexer.TIME -> Expression.DateTimeType.TIME;
          case WeirLexer.TIMESTAMP -> Expression.DateTimeType.TIMESTAMP;
          default -> Expression.DateTimeType.TIMESTAMP_LTZ;
        };
    return new Expression.DateTimeLiteral(type, Reading.string(ctx.STRING()), reading.span(ctx));
  }

  @Override
  public Expression visitIntervalValue(WeirParser.IntervalValueContext ctx) {
    return interval(ctx.intervalLiteral());
  }

  Expression interval(WeirParser.IntervalLiteralContext ctx) {
    Span span = reading.span(ctx);
    boolean quoted = ctx.STRING() != null;
    String text =
        quoted
            ? Reading.string(ctx.STRING())
            : (ctx.INTEGER() != null ? ctx.INTEGER() : ctx.DECIMAL()).getText();
    if (ctx.MINUS() != null) {
      text = text.startsWith("-") ? text.substring(1) : "-" + text;
    }
    Optional<IntervalUnit> from = reading.types.unit(ctx.from);
    Optional<IntervalUnit> to = ctx.to == null ? Optional.empty() : reading.types.unit(ctx.to);
    if (from.isEmpty() || (ctx.to != null && to.isEmpty())) {
      return new Expression.NullLiteral(span);
    }
    Optional<IntervalValue> value =
        to.isEmpty() ? Intervals.of(text, from.get()) : Intervals.of(text, from.get(), to.get());
    if (value.isEmpty()) {
      String unit = from.get() + to.map(unitTo -> " TO " + unitTo).orElse("");
      var message =
          Diagnostic.error(
              SyntaxCode.LITERAL, span, "'" + text + "' is not a length of time in " + unit);
      if (to.isEmpty()) {
        message.help("write the number alone: INTERVAL '5' " + unit);
      } else if (from.get().months() != 0) {
        message.help("write years and months: INTERVAL '1-6' YEAR TO MONTH");
      } else {
        message.help(
            "write each field: INTERVAL '1 02:03:04' DAY TO SECOND, INTERVAL '1:30' MINUTE TO SECOND");
      }
      reading.report(message.build());
      return new Expression.NullLiteral(span);
    }
    return new Expression.IntervalLiteral(text, quoted, from.get(), to, value.get(), span);
  }

  @Override
  public Expression visitParameterValue(WeirParser.ParameterValueContext ctx) {
    return parameter(ctx.parameter());
  }

  Expression parameter(WeirParser.ParameterContext ctx) {
    if (ctx.identifier() == null) {
      return new Expression.Parameter(Optional.empty(), reading.nextParameter(), reading.span(ctx));
    }
    return new Expression.Parameter(
        Optional.of(reading.identifier(ctx.identifier()).text()), 0, reading.span(ctx));
  }

  @Override
  public Expression visitParenthesized(WeirParser.ParenthesizedContext ctx) {
    return ctx.expression().size() == 1
        ? expression(ctx.expression(0))
        : new Expression.RowOf(reading.expressions.all(ctx.expression()), reading.span(ctx));
  }

  @Override
  public Expression visitScalarSubquery(WeirParser.ScalarSubqueryContext ctx) {
    return new Expression.Subquery(reading.queries.build(ctx.query()), reading.span(ctx));
  }

  @Override
  public Expression visitExists(WeirParser.ExistsContext ctx) {
    return new Expression.Exists(reading.queries.build(ctx.query()), reading.span(ctx));
  }

  @Override
  public Expression visitCaseExpression(WeirParser.CaseExpressionContext ctx) {
    boolean simple = ctx.expression().size() == (ctx.ELSE() == null ? 1 : 2);
    Optional<Expression> operand =
        simple ? Optional.of(expression(ctx.expression(0))) : Optional.empty();
    var branches = new ArrayList<Expression.Case.When>(ctx.whenClause().size());
    for (WeirParser.WhenClauseContext branch : ctx.whenClause()) {
      branches.add(
          new Expression.Case.When(
              expression(branch.expression(0)), expression(branch.expression(1))));
    }
    Optional<Expression> otherwise =
        ctx.ELSE() == null
            ? Optional.empty()
            : Optional.of(expression(ctx.expression(simple ? 1 : 0)));
    return new Expression.Case(operand, branches, otherwise, reading.span(ctx));
  }

  @Override
  public Expression visitCastCall(WeirParser.CastCallContext ctx) {
    return new Expression.Cast(
        expression(ctx.expression()),
        reading.types.build(ctx.dataType()),
        ctx.TRY_CAST() != null,
        reading.span(ctx));
  }

  @Override
  public Expression visitExtract(WeirParser.ExtractContext ctx) {
    return new Expression.Extract(
        reading.identifier(ctx.identifier()), expression(ctx.expression()), reading.span(ctx));
  }

  @Override
  public Expression visitRoundCall(WeirParser.RoundCallContext ctx) {
    if (ctx.identifier() == null) {
      return function(ctx, ctx.getStart(), List.of(expression(ctx.expression())));
    }
    return new Expression.RoundTime(
        ctx.FLOOR() == null,
        expression(ctx.expression()),
        reading.identifier(ctx.identifier()),
        reading.span(ctx));
  }

  @Override
  public Expression visitPositionCall(WeirParser.PositionCallContext ctx) {
    return function(ctx, ctx.getStart(), Reading.each(ctx.value(), reading.expressions::value));
  }

  @Override
  public Expression visitSubstringCall(WeirParser.SubstringCallContext ctx) {
    return function(ctx, ctx.getStart(), reading.expressions.all(ctx.expression()));
  }

  @Override
  public Expression visitOverlayCall(WeirParser.OverlayCallContext ctx) {
    return function(ctx, ctx.getStart(), reading.expressions.all(ctx.expression()));
  }

  @Override
  public Expression visitTrimCall(WeirParser.TrimCallContext ctx) {
    List<Expression> given = reading.expressions.all(ctx.expression());
    Span span = reading.span(ctx);
    if (given.isEmpty()) {
      reading.error(SyntaxCode.SYNTAX, span, "TRIM needs a text to trim");
      return new Expression.NullLiteral(span);
    }
    boolean textIsLast = ctx.FROM() != null && given.size() == 2;
    List<Expression> ordered = textIsLast ? List.of(given.get(1), given.get(0)) : given;
    if (ctx.side == null && ctx.FROM() == null) {
      return function(ctx, ctx.getStart(), ordered);
    }
    int side = ctx.side == null ? WeirLexer.BOTH : ctx.side.getType();
    String name =
        side == WeirLexer.LEADING ? "ltrim" : side == WeirLexer.TRAILING ? "rtrim" : "btrim";
    var identifier = new Identifier(name, false, reading.span(ctx.getStart()));
    return Expression.Call.of(
        new QualifiedName(List.of(identifier), identifier.span()), ordered, span);
  }

  @Override
  public Expression visitJsonCall(WeirParser.JsonCallContext ctx) {
    Expression.JsonKind kind =
        ctx.JSON_VALUE() != null
            ? Expression.JsonKind.JSON_VALUE
            : ctx.JSON_QUERY() != null
                ? Expression.JsonKind.JSON_QUERY
                : Expression.JsonKind.JSON_EXISTS;
    Optional<Expression.JsonFallback> onEmpty = Optional.empty();
    Optional<Expression.JsonFallback> onError = Optional.empty();
    for (WeirParser.JsonFallbackContext clause : ctx.jsonFallback()) {
      boolean empty = clause.getStop().getType() == WeirLexer.EMPTY;
      if (empty ? onEmpty.isPresent() : onError.isPresent()) {
        reading.error(
            SyntaxCode.CLAUSE,
            reading.span(clause),
            "ON " + (empty ? "EMPTY" : "ERROR") + " is said twice");
      }
      if (empty) {
        onEmpty = Optional.of(fallback(clause));
      } else {
        onError = Optional.of(fallback(clause));
      }
    }
    return new Expression.JsonFunction(
        kind,
        expression(ctx.expression(0)),
        expression(ctx.expression(1)),
        Reading.maybe(ctx.dataType(), reading.types::build),
        Reading.maybe(ctx.jsonWrapper(), PrimaryBuilder::wrapper),
        onEmpty,
        onError,
        reading.span(ctx));
  }

  private static Expression.JsonWrapper wrapper(WeirParser.JsonWrapperContext ctx) {
    if (ctx.WITHOUT() != null) {
      return Expression.JsonWrapper.WITHOUT;
    }
    return ctx.CONDITIONAL() != null
        ? Expression.JsonWrapper.CONDITIONAL
        : Expression.JsonWrapper.UNCONDITIONAL;
  }

  private Expression.JsonFallback fallback(WeirParser.JsonFallbackContext ctx) {
    Expression.JsonFallback.Kind kind =
        switch (ctx.getStart().getType()) {
          case WeirLexer.NULL -> Expression.JsonFallback.Kind.NULL;
          case WeirLexer.ERROR -> Expression.JsonFallback.Kind.ERROR;
          case WeirLexer.TRUE -> Expression.JsonFallback.Kind.TRUE;
          case WeirLexer.FALSE -> Expression.JsonFallback.Kind.FALSE;
          case WeirLexer.UNKNOWN -> Expression.JsonFallback.Kind.UNKNOWN;
          case WeirLexer.DEFAULT -> Expression.JsonFallback.Kind.DEFAULT;
          default ->
              ctx.OBJECT() != null
                  ? Expression.JsonFallback.Kind.EMPTY_OBJECT
                  : Expression.JsonFallback.Kind.EMPTY_ARRAY;
        };
    return new Expression.JsonFallback(kind, reading.value(ctx.value()));
  }

  @Override
  public Expression visitArrayConstructor(WeirParser.ArrayConstructorContext ctx) {
    return new Expression.ArrayOf(reading.expressions.all(ctx.expression()), reading.span(ctx));
  }

  @Override
  public Expression visitMapConstructor(WeirParser.MapConstructorContext ctx) {
    if (ctx.expression().size() % 2 != 0) {
      reading.report(
          Diagnostic.error(
                  SyntaxCode.SYNTAX,
                  reading.span(ctx.expression(ctx.expression().size() - 1)),
                  "the last key of this MAP has no value")
              .help("write keys and values by turns: MAP['a', 1, 'b', 2]")
              .build());
      return new Expression.NullLiteral(reading.span(ctx));
    }
    return new Expression.MapOf(reading.expressions.all(ctx.expression()), reading.span(ctx));
  }

  @Override
  public Expression visitRowConstructor(WeirParser.RowConstructorContext ctx) {
    return new Expression.RowOf(reading.expressions.all(ctx.expression()), reading.span(ctx));
  }

  @Override
  public Expression visitNavigationCall(WeirParser.NavigationCallContext ctx) {
    Expression.Navigation navigation =
        ctx.RUNNING() != null ? Expression.Navigation.RUNNING : Expression.Navigation.FINAL;
    return call(
        reading.name(ctx.qualifiedName()), ctx.call(), Optional.of(navigation), reading.span(ctx));
  }

  @Override
  public Expression visitCurrentTime(WeirParser.CurrentTimeContext ctx) {
    List<Expression> precision =
        ctx.INTEGER() == null
            ? List.of()
            : List.of(
                new Expression.IntegerLiteral(
                    new BigInteger(ctx.INTEGER().getText()),
                    reading.span(ctx.INTEGER().getSymbol())));
    return function(ctx, ctx.getStart(), precision);
  }

  @Override
  public Expression visitKeywordCall(WeirParser.KeywordCallContext ctx) {
    return call(name(ctx.getStart()), ctx.call(), Optional.empty(), reading.span(ctx));
  }

  private QualifiedName name(Token word) {
    var identifier = new Identifier(word.getText(), false, reading.span(word));
    return new QualifiedName(List.of(identifier), identifier.span());
  }

  private Expression function(ParserRuleContext ctx, Token word, List<Expression> values) {
    return Expression.Call.of(name(word), values, reading.span(ctx));
  }

  Expression call(
      QualifiedName name,
      WeirParser.CallContext ctx,
      Optional<Expression.Navigation> navigation,
      Span span) {
    List<WeirParser.NullTreatmentContext> nulls = ctx.nullTreatment();
    if (nulls.size() > 1) {
      reading.error(
          SyntaxCode.CLAUSE, reading.span(nulls.get(1)), "the treatment of NULLs is said twice");
    }
    Optional<Expression.NullTreatment> treatment =
        nulls.isEmpty()
            ? Optional.empty()
            : Optional.of(
                nulls.get(0).IGNORE() != null
                    ? Expression.NullTreatment.IGNORE
                    : Expression.NullTreatment.RESPECT);
    int within =
        ctx.WITHIN() == null ? Integer.MAX_VALUE : ctx.WITHIN().getSymbol().getTokenIndex();
    var orderBy = new ArrayList<WeirParser.SortItemContext>();
    var withinGroup = new ArrayList<WeirParser.SortItemContext>();
    for (WeirParser.SortItemContext item : ctx.sortItem()) {
      (item.getStart().getTokenIndex() > within ? withinGroup : orderBy).add(item);
    }
    return new Expression.Call(
        name,
        arguments(ctx),
        ctx.DISTINCT() != null,
        Reading.each(orderBy, reading.queries::sortItem),
        Reading.each(withinGroup, reading.queries::sortItem),
        reading.expression(ctx.expression()),
        treatment,
        navigation,
        Reading.maybe(ctx.over(), this::over),
        span);
  }

  private Over over(WeirParser.OverContext ctx) {
    if (ctx.identifier() != null) {
      return new Over.Name(reading.identifier(ctx.identifier()), reading.span(ctx));
    }
    return reading.queries.window(ctx.windowSpecification(), reading.span(ctx));
  }

  List<Argument> arguments(WeirParser.CallContext ctx) {
    if (ctx.STAR() != null) {
      return List.of(new Argument.Star(Optional.empty(), reading.span(ctx.STAR().getSymbol())));
    }
    return Reading.each(ctx.argument(), this::argument);
  }

  private Argument argument(WeirParser.ArgumentContext ctx) {
    Optional<Identifier> name = reading.maybe(ctx.identifier());
    Span span = reading.span(ctx);
    WeirParser.ArgumentValueContext value = ctx.argumentValue();
    if (value instanceof WeirParser.ValueArgumentContext plain) {
      if (plain.identifier() != null) {
        reading.error(
            SyntaxCode.TABLE_FUNCTION,
            reading.span(plain.identifier()),
            "only arguments of MERGE have an alias");
      }
      if (plain.PARTITION() == null) {
        return new Argument.Value(name, expression(plain.expression(0)), span);
      }
      return new Argument.Table(
          name,
          reading.relations.of(plain.expression(0)),
          reading.relations.partition(plain.expression(1)),
          span);
    }
    if (value instanceof WeirParser.StarArgumentContext star) {
      if (name.isPresent()) {
        reading.error(SyntaxCode.SYNTAX, span, "an argument with a name cannot be *");
      }
      return new Argument.Star(Optional.of(reading.name(star.qualifiedName())), span);
    }
    if (value instanceof WeirParser.DescriptorArgumentContext descriptor) {
      return new Argument.Descriptor(
          name, Reading.each(descriptor.identifier(), reading::identifier), span);
    }
    if (value instanceof WeirParser.TimeZoneArgumentContext zone) {
      return new Argument.TimeZone(name, reading.expressions.value(zone.value()), span);
    }
    if (value instanceof WeirParser.TableArgumentContext table) {
      return new Argument.Table(
          name,
          reading.relations.of(table),
          table.expression() == null ? List.of() : reading.relations.partition(table.expression()),
          span);
    }
    throw new AssertionError(value.getClass());
  }

  private Expression expression(WeirParser.ExpressionContext ctx) {
    return reading.expressions.build(ctx);
  }

  private Span upTo(ParserRuleContext from, ParserRuleContext last) {
    return reading.span(from.getStart(), last.getStop());
  }
}
