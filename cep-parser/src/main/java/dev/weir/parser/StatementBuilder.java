package dev.weir.parser;

import dev.weir.ast.DataTypeNode;
import dev.weir.ast.Expression;
import dev.weir.ast.ObjectKind;
import dev.weir.ast.QualifiedName;
import dev.weir.ast.Query;
import dev.weir.ast.Statement;
import dev.weir.ast.TableElement;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.grammar.WeirParser;
import dev.weir.grammar.WeirParserBaseVisitor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Builds statements. */
final class StatementBuilder extends WeirParserBaseVisitor<Statement> {
  private static final List<String> FORMATS = List.of("TEXT", "DOT", "JSON");

  private final Reading reading;

  StatementBuilder(Reading reading) {
    this.reading = reading;
  }

  Statement build(WeirParser.SingleStatementContext ctx) {
    return ctx.statement().accept(this);
  }

  @Override
  public Statement visitQueryStatement(WeirParser.QueryStatementContext ctx) {
    return queryStatement(ctx.query());
  }

  private Statement queryStatement(WeirParser.QueryContext ctx) {
    Query query = reading.queries.build(ctx);
    return new Statement.QueryStatement(query, reading.span(ctx));
  }

  @Override
  public Statement visitInsertStatement(WeirParser.InsertStatementContext ctx) {
    return insert(ctx.insert());
  }

  private Statement insert(WeirParser.InsertContext ctx) {
    return new Statement.Insert(
        reading.name(ctx.qualifiedName()),
        reading.columns(ctx.columnList()),
        reading.queries.build(ctx.query()),
        reading.span(ctx));
  }

  @Override
  public Statement visitCreateStatement(WeirParser.CreateStatementContext ctx) {
    return create(ctx.createBody(), ctx.OR() != null, reading.span(ctx));
  }

  private Statement create(WeirParser.CreateBodyContext ctx, boolean replace, Span span) {
    if (ctx instanceof WeirParser.CreateRelationContext relation) {
      ObjectKind kind = relation.STREAM() != null ? ObjectKind.STREAM : ObjectKind.TABLE;
      return new Statement.CreateRelation(
          kind,
          reading.name(relation.qualifiedName()),
          ifExists(relation.ifNotExists(), replace),
          Reading.each(relation.tableElement(), this::element),
          reading.options(relation.withOptions()),
          span);
    }
    if (ctx instanceof WeirParser.CreateViewContext view) {
      return new Statement.CreateView(
          view.MATERIALIZED() != null,
          reading.name(view.qualifiedName()),
          ifExists(view.ifNotExists(), replace),
          reading.columns(view.columnList()),
          reading.options(view.withOptions()),
          reading.queries.build(view.query()),
          span);
    }
    if (ctx instanceof WeirParser.CreateRuleContext rule) {
      return new Statement.CreateRule(
          reading.name(rule.qualifiedName()),
          ifExists(rule.ifNotExists(), replace),
          reading.options(rule.withOptions()),
          body(rule.ruleBody()),
          span);
    }
    var function = (WeirParser.CreateFunctionContext) ctx;
    return new Statement.CreateFunction(
        reading.name(function.qualifiedName()),
        ifExists(function.ifNotExists(), replace),
        Reading.string(function.STRING()),
        reading.span(function.STRING().getSymbol()),
        span);
  }

  private Statement.IfExists ifExists(WeirParser.IfNotExistsContext ctx, boolean replace) {
    if (ctx != null && replace) {
      reading.report(
          Diagnostic.error(
                  SyntaxCode.CLAUSE,
                  reading.span(ctx),
                  "OR REPLACE and IF NOT EXISTS exclude each other")
              .help("keep OR REPLACE to change what exists, IF NOT EXISTS to leave it alone")
              .build());
    }
    return replace
        ? Statement.IfExists.REPLACE
        : ctx != null ? Statement.IfExists.KEEP : Statement.IfExists.FAIL;
  }

  private Statement body(WeirParser.RuleBodyContext ctx) {
    return ctx.insert() != null ? insert(ctx.insert()) : queryStatement(ctx.query());
  }

  private TableElement element(WeirParser.TableElementContext ctx) {
    Span span = reading.span(ctx);
    if (ctx instanceof WeirParser.ColumnDefinitionContext column) {
      return column(column, span);
    }
    if (ctx instanceof WeirParser.ComputedColumnContext computed) {
      return new TableElement.ComputedColumn(
          reading.identifier(computed.identifier()),
          reading.expressions.build(computed.expression()),
          span);
    }
    if (ctx instanceof WeirParser.WatermarkDefinitionContext watermark) {
      return new TableElement.Watermark(
          reading.identifier(watermark.identifier()),
          reading.expressions.build(watermark.expression()),
          span);
    }
    var key = (WeirParser.PrimaryKeyDefinitionContext) ctx;
    return new TableElement.PrimaryKey(reading.columns(key.columnList()), span);
  }

  private TableElement column(WeirParser.ColumnDefinitionContext ctx, Span span) {
    boolean notNull = false;
    boolean nullable = false;
    boolean primaryKey = false;
    Optional<Expression> defaultValue = Optional.empty();
    for (WeirParser.ColumnConstraintContext constraint : ctx.columnConstraint()) {
      if (constraint instanceof WeirParser.NotNullConstraintContext) {
        notNull = true;
      } else if (constraint instanceof WeirParser.NullConstraintContext) {
        nullable = true;
      } else if (constraint instanceof WeirParser.PrimaryKeyConstraintContext) {
        primaryKey = true;
      } else {
        if (defaultValue.isPresent()) {
          reading.error(SyntaxCode.CLAUSE, reading.span(constraint), "DEFAULT is said twice");
        }
        defaultValue = reading.value(((WeirParser.DefaultConstraintContext) constraint).value());
      }
      if (notNull && nullable) {
        reading.error(
            SyntaxCode.CLAUSE, reading.span(constraint), "a column is either NULL or NOT NULL");
        nullable = false;
      }
    }
    DataTypeNode type = reading.types.build(ctx.dataType());
    return new TableElement.Column(
        reading.identifier(ctx.identifier()), type, notNull, primaryKey, defaultValue, span);
  }

  @Override
  public Statement visitDropStatement(WeirParser.DropStatementContext ctx) {
    return new Statement.Drop(
        kind(ctx.objectKind()),
        reading.name(ctx.qualifiedName()),
        ctx.EXISTS() != null,
        reading.span(ctx));
  }

  @Override
  public Statement visitAlterRuleStatement(WeirParser.AlterRuleStatementContext ctx) {
    Statement.AlterRule.Action action =
        ctx.PAUSE() != null
            ? Statement.AlterRule.Action.PAUSE
            : ctx.RESUME() != null
                ? Statement.AlterRule.Action.RESUME
                : Statement.AlterRule.Action.REPLACE;
    QualifiedName name = reading.name(ctx.qualifiedName());
    return new Statement.AlterRule(
        name,
        ctx.EXISTS() != null,
        action,
        Reading.maybe(ctx.ruleBody(), this::body),
        reading.span(ctx));
  }

  @Override
  public Statement visitShowStatement(WeirParser.ShowStatementContext ctx) {
    WeirParser.ObjectKindsContext kinds = ctx.objectKinds();
    ObjectKind kind;
    if (kinds.STREAMS() != null) {
      kind = ObjectKind.STREAM;
    } else if (kinds.TABLES() != null) {
      kind = ObjectKind.TABLE;
    } else if (kinds.VIEWS() != null) {
      kind = kinds.MATERIALIZED() != null ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.VIEW;
    } else {
      kind = kinds.RULES() != null ? ObjectKind.RULE : ObjectKind.FUNCTION;
    }
    return new Statement.Show(
        kind, Reading.maybe(ctx.STRING(), Reading::string), reading.span(ctx));
  }

  @Override
  public Statement visitShowDeadLettersStatement(WeirParser.ShowDeadLettersStatementContext ctx) {
    return new Statement.ShowDeadLetters(
        Reading.maybe(ctx.qualifiedName(), reading::name),
        reading.value(ctx.value()),
        reading.span(ctx));
  }

  @Override
  public Statement visitShowCreateStatement(WeirParser.ShowCreateStatementContext ctx) {
    return new Statement.ShowCreate(
        kind(ctx.objectKind()), reading.name(ctx.qualifiedName()), reading.span(ctx));
  }

  @Override
  public Statement visitDescribeStatement(WeirParser.DescribeStatementContext ctx) {
    return new Statement.Describe(
        Reading.maybe(ctx.objectKind(), StatementBuilder::kind),
        reading.name(ctx.qualifiedName()),
        reading.span(ctx));
  }

  private static ObjectKind kind(WeirParser.ObjectKindContext ctx) {
    if (ctx.STREAM() != null) {
      return ObjectKind.STREAM;
    }
    if (ctx.TABLE() != null) {
      return ObjectKind.TABLE;
    }
    if (ctx.VIEW() != null) {
      return ctx.MATERIALIZED() != null ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.VIEW;
    }
    return ctx.RULE() != null ? ObjectKind.RULE : ObjectKind.FUNCTION;
  }

  @Override
  public Statement visitExplainStatement(WeirParser.ExplainStatementContext ctx) {
    Statement.Explain.Mode mode =
        ctx.ANALYZE() != null
            ? Statement.Explain.Mode.ANALYZE
            : ctx.REWRITE() != null
                ? Statement.Explain.Mode.REWRITE
                : ctx.CODE() != null ? Statement.Explain.Mode.CODE : Statement.Explain.Mode.PLAN;
    Statement.Explain.Format format = Statement.Explain.Format.TEXT;
    if (ctx.identifier() != null) {
      String word = reading.identifier(ctx.identifier()).text();
      if (FORMATS.contains(word.toUpperCase(Locale.ROOT))) {
        format = Statement.Explain.Format.valueOf(word.toUpperCase(Locale.ROOT));
      } else {
        reading.report(
            Diagnostic.error(
                    SyntaxCode.CLAUSE,
                    reading.span(ctx.identifier()),
                    "there is no format \"" + word + "\"")
                .suggest(word, FORMATS)
                .note("formats: TEXT, DOT, JSON")
                .build());
      }
    }
    return new Statement.Explain(mode, explained(ctx.explainable()), format, reading.span(ctx));
  }

  private Statement explained(WeirParser.ExplainableContext ctx) {
    if (ctx instanceof WeirParser.ExplainQueryContext query) {
      return queryStatement(query.query());
    }
    if (ctx instanceof WeirParser.ExplainInsertContext insert) {
      return insert(insert.insert());
    }
    var create = (WeirParser.ExplainCreateContext) ctx;
    return create(create.createBody(), create.OR() != null, reading.span(ctx));
  }

  @Override
  public Statement visitSetStatement(WeirParser.SetStatementContext ctx) {
    return new Statement.Set(reading.option(ctx.option()), reading.span(ctx));
  }
}
