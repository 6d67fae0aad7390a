package dev.weir.parser;

import dev.weir.ast.Alias;
import dev.weir.ast.Expression;
import dev.weir.ast.Identifier;
import dev.weir.ast.Join;
import dev.weir.ast.QualifiedName;
import dev.weir.ast.Relation;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.grammar.WeirParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Builds what stands in a FROM clause. */
final class RelationBuilder {
  private final Reading reading;
  private final WindowBuilder windows;

  RelationBuilder(Reading reading) {
    this.reading = reading;
    this.windows = new WindowBuilder(reading);
  }

  /** A relation with its joins, a loop down their left side. */
  Relation build(WeirParser.RelationContext ctx) {
    var spine = new ArrayList<WeirParser.RelationContext>();
    WeirParser.RelationContext at = ctx;
    while (!(at instanceof WeirParser.SingleRelationContext)) {
      spine.add(at);
      at = at.getRuleContext(WeirParser.RelationContext.class, 0);
    }
    Collections.reverse(spine);
    int levels = spine.size() + 1;
    Relation left =
        reading.down(levels, reading.span(ctx))
            ? item(((WeirParser.SingleRelationContext) at).relationItem())
            : nothing(reading.span(ctx));
    for (int i = 0; i < spine.size(); i++) {
      left = join(left, spine.get(i));
    }
    reading.up(levels);
    return left;
  }

  private Relation join(Relation left, WeirParser.RelationContext ctx) {
    Span span = reading.span(ctx);
    if (ctx instanceof WeirParser.CrossJoinContext cross) {
      return new Join(Join.Type.CROSS, left, item(cross.relationItem()), Optional.empty(), span);
    }
    if (ctx instanceof WeirParser.NaturalJoinContext natural) {
      var condition = new Join.Natural(reading.span(natural.NATURAL().getSymbol()));
      return new Join(
          type(natural.joinType()),
          left,
          item(natural.relationItem()),
          Optional.of(condition),
          span);
    }
    var join = (WeirParser.ConditionJoinContext) ctx;
    Relation right = item(join.relationItem());
    Join.Condition condition =
        join.ON() != null
            ? new Join.On(
                reading.expressions.build(join.expression()),
                reading.span(join.ON().getSymbol(), join.expression().getStop()))
            : new Join.Using(
                reading.columns(join.columnList()),
                reading.span(join.USING().getSymbol(), join.columnList().getStop()));
    return new Join(type(join.joinType()), left, right, Optional.of(condition), span);
  }

  private static Join.Type type(WeirParser.JoinTypeContext ctx) {
    if (ctx == null || ctx.INNER() != null) {
      return Join.Type.INNER;
    }
    return ctx.LEFT() != null
        ? Join.Type.LEFT
        : ctx.RIGHT() != null ? Join.Type.RIGHT : Join.Type.FULL;
  }

  private Relation item(WeirParser.RelationItemContext ctx) {
    int matches = ctx.matchRecognize().size();
    if (!reading.down(matches, reading.span(ctx))) {
      reading.up(matches);
      return nothing(reading.span(ctx));
    }
    Relation relation = null;
    int match = 0;
    for (var child : ctx.children) {
      if (child instanceof WeirParser.RelationPrimaryContext primary) {
        relation = primary(primary);
      } else if (child instanceof WeirParser.AliasContext alias) {
        relation = aliased(relation, alias, reading.span(ctx.getStart(), alias.getStop()));
      } else if (child instanceof WeirParser.MatchRecognizeContext recognize) {
        match++;
        relation =
            reading.patterns.build(
                relation, recognize, reading.span(ctx.getStart(), recognize.getStop()));
      }
    }
    reading.up(match);
    return relation;
  }

  private Relation aliased(Relation relation, WeirParser.AliasContext ctx, Span span) {
    var alias =
        new Alias(
            reading.identifier(ctx.identifier()),
            reading.columns(ctx.columnList()),
            reading.span(ctx));
    if (relation instanceof Relation.Aliased) {
      reading.error(SyntaxCode.CLAUSE, alias.span(), "this relation has an alias already");
      return relation;
    }
    return new Relation.Aliased(relation, alias, span);
  }

  private Relation primary(WeirParser.RelationPrimaryContext ctx) {
    Span span = reading.span(ctx);
    if (ctx instanceof WeirParser.NamedRelationContext named) {
      QualifiedName name = reading.name(named.qualifiedName());
      if (named.call() == null) {
        return new Relation.Named(name, reading.value(named.value()), span);
      }
      if (named.ORDINALITY() != null) {
        reading.error(SyntaxCode.CLAUSE, span, "only UNNEST can be WITH ORDINALITY, not " + name);
      }
      return function(name, named.call(), span);
    }
    if (ctx instanceof WeirParser.SubqueryRelationContext subquery) {
      return new Relation.Subquery(
          subquery.LATERAL() != null, reading.queries.build(subquery.query()), span);
    }
    if (ctx instanceof WeirParser.UnnestContext unnest) {
      return new Relation.Unnest(
          reading.expressions.all(unnest.expression()), unnest.ORDINALITY() != null, span);
    }
    if (ctx instanceof WeirParser.FunctionRelationContext function) {
      return function(reading.name(function.qualifiedName()), function.call(), span);
    }
    if (ctx instanceof WeirParser.NestedRelationContext nested) {
      return build(nested.relation());
    }
    throw new AssertionError(ctx.getClass());
  }

  /** A table function: a window, {@code LATE}, {@code MERGE}, or one that the catalog knows. */
  private Relation function(QualifiedName name, WeirParser.CallContext ctx, Span span) {
    checkPlain(name, ctx);
    Optional<Relation.WindowKind> window = WindowBuilder.kind(name);
    if (window.isPresent()) {
      return windows.build(window.get(), ctx, span);
    }
    if (isWord(name, "LATE")) {
      return late(ctx, span);
    }
    if (isWord(name, "MERGE")) {
      return merge(ctx, span);
    }
    return new Relation.Function(name, reading.expressions.arguments(ctx), span);
  }

  private void checkPlain(QualifiedName name, WeirParser.CallContext ctx) {
    if (ctx.STAR() != null
        || ctx.ALL() != null
        || ctx.DISTINCT() != null
        || !ctx.sortItem().isEmpty()
        || ctx.FILTER() != null
        || ctx.over() != null
        || !ctx.nullTreatment().isEmpty()) {
      reading.error(
          SyntaxCode.TABLE_FUNCTION,
          reading.span(ctx),
          name
              + " gives a table here, so it takes plain arguments: no *, DISTINCT, ORDER BY, FILTER or OVER");
    }
  }

  static boolean isWord(QualifiedName name, String word) {
    return name.isSimple()
        && !name.last().quoted()
        && name.last().text().toUpperCase(Locale.ROOT).equals(word);
  }

  private Relation late(WeirParser.CallContext ctx, Span span) {
    if (ctx.argument().size() == 1
        && ctx.argument(0).identifier() == null
        && input(ctx.argument(0).argumentValue()) instanceof Relation.Named named
        && named.systemTime().isEmpty()) {
      return new Relation.Late(named.name(), span);
    }
    reading.report(
        Diagnostic.error(SyntaxCode.TABLE_FUNCTION, span, "LATE takes the name of one stream")
            .help("LATE(trades)")
            .build());
    return nothing(span);
  }

  private Relation merge(WeirParser.CallContext ctx, Span span) {
    var inputs = new ArrayList<Relation>();
    for (WeirParser.ArgumentContext argument : ctx.argument()) {
      if (argument.identifier() != null) {
        reading.error(
            SyntaxCode.TABLE_FUNCTION,
            reading.span(argument),
            "the streams of MERGE have no argument names");
      }
      inputs.add(input(argument.argumentValue()));
    }
    if (inputs.size() < 2) {
      reading.report(
          Diagnostic.error(SyntaxCode.TABLE_FUNCTION, span, "MERGE takes two or more streams")
              .help("MERGE(logins, transfers)")
              .build());
    }
    return new Relation.Merge(inputs, span);
  }

  /** An argument that must be a relation, with its alias. */
  private Relation input(WeirParser.ArgumentValueContext ctx) {
    if (ctx instanceof WeirParser.TableArgumentContext table && table.PARTITION() == null) {
      return of(table);
    }
    if (ctx instanceof WeirParser.ValueArgumentContext value && value.PARTITION() == null) {
      Relation relation = of(value.expression(0));
      if (value.identifier() == null) {
        return relation;
      }
      var alias =
          new Alias(
              reading.identifier(value.identifier()), List.of(), reading.span(value.identifier()));
      return new Relation.Aliased(relation, alias, reading.span(ctx));
    }
    return notRelation(reading.span(ctx));
  }

  /** The relation of {@code TABLE t} or {@code TABLE (query)}. */
  Relation of(WeirParser.TableArgumentContext ctx) {
    if (ctx.query() != null) {
      Span span = reading.span(ctx.LPAREN_QUERY().getSymbol(), ctx.RPAREN().getSymbol());
      return new Relation.Subquery(false, reading.queries.build(ctx.query()), span);
    }
    QualifiedName name = reading.name(ctx.qualifiedName());
    return ctx.call() == null
        ? new Relation.Named(name, Optional.empty(), name.span())
        : function(
            name, ctx.call(), reading.span(ctx.qualifiedName().getStart(), ctx.call().getStop()));
  }

  /** The relation that an expression in the place of one means: a name, a call, a subquery. */
  Relation of(WeirParser.ExpressionContext ctx) {
    Span span = reading.span(ctx);
    if (Shapes.primary(ctx) instanceof WeirParser.NameOrCallContext named
        && named.expression() == null
        && named.postfix().isEmpty()) {
      QualifiedName name = reading.name(named.qualifiedName());
      return named.call() == null
          ? new Relation.Named(name, Optional.empty(), span)
          : function(name, named.call(), span);
    }
    if (Shapes.head(ctx) instanceof WeirParser.ScalarSubqueryContext subquery) {
      return new Relation.Subquery(false, reading.queries.build(subquery.query()), span);
    }
    return notRelation(span);
  }

  private Relation notRelation(Span span) {
    reading.error(
        SyntaxCode.TABLE_FUNCTION, span, "expected a stream, a table or a query in parentheses");
    return nothing(span);
  }

  /** {@code PARTITION BY a} or {@code PARTITION BY (a, b)}. */
  List<Expression> partition(WeirParser.ExpressionContext ctx) {
    List<WeirParser.ExpressionContext> inside = Shapes.parenthesized(ctx);
    return inside.size() > 1
        ? reading.expressions.all(inside)
        : List.of(reading.expressions.build(ctx));
  }

  /** What takes the place of a relation that could not be read; the statement is not used. */
  static Relation nothing(Span span) {
    return new Relation.Named(
        new QualifiedName(List.of(new Identifier("?", true, span)), span), Optional.empty(), span);
  }
}
