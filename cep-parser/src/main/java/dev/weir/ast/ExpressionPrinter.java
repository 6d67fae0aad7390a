package dev.weir.ast;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Prints expressions, with parentheses where an operand binds less tightly than its place asks for. */
final class ExpressionPrinter {
  /** How tightly things bind, loosest first. */
  static final int ANY = 0;

  private static final int AND = 1;
  private static final int NOT = 2;
  private static final int PREDICATE = 3;
  private static final int VALUE = 4;
  private static final int SUM = 5;
  private static final int PRODUCT = 6;
  private static final int POWER = 7;
  private static final int ZONED = 8;
  private static final int SIGNED = 9;
  private static final int PRIMARY = 10;

  /** Calls that are written without parentheses. */
  private static final Set<String> BARE =
      Set.of("CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP");

  private final Out out;
  private final QueryPrinter queries;

  ExpressionPrinter(Out out, QueryPrinter queries) {
    this.out = out;
    this.queries = queries;
  }

  /** Where any expression can stand. @param prefix what {@link Out} returned for the words before it */
  void any(Out prefix, Expression expression) {
    print(expression, ANY);
  }

  /** Where an expression without predicates can stand. @param prefix what {@link Out} returned for the words before it */
  void value(Out prefix, Expression expression) {
    print(expression, VALUE);
  }

  private static int level(Expression expression) {
    return switch (expression.kind()) {
      case OR -> ANY;
      case AND -> AND;
      case NOT -> NOT;
      case BETWEEN, IN_LIST, IN_QUERY, LIKE, IS_NULL, IS_TRUTH, IS_DISTINCT, QUANTIFIED ->
          PREDICATE;
      case CONCATENATION -> VALUE;
      case BINARY -> level(((Expression.Binary) expression).operator());
      case AT_TIME_ZONE -> ZONED;
      case NEGATION -> SIGNED;
      case COLUMN,
          STRING,
          INTEGER,
          DECIMAL,
          DOUBLE,
          BOOLEAN,
          NULL,
          BYTES,
          DATE_TIME,
          INTERVAL,
          PARAMETER,
          EXISTS,
          SUBQUERY,
          CASE,
          CAST,
          EXTRACT,
          ROUND_TIME,
          ARRAY,
          MAP,
          ROW,
          SUBSCRIPT,
          FIELD,
          JSON,
          CALL ->
          PRIMARY;
    };
  }

  private static int level(BinaryOperator operator) {
    return switch (operator) {
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> PREDICATE;
      case ADD, SUBTRACT -> SUM;
      case MULTIPLY, DIVIDE, REMAINDER -> PRODUCT;
      case POWER -> POWER;
    };
  }

  private void print(Expression expression, int least) {
    if (level(expression) < least) {
      out.text("(");
      bare(expression);
      out.text(")");
    } else {
      bare(expression);
    }
  }

  private void bare(Expression expression) {
    switch (expression.kind()) {
      case COLUMN -> out.name(((Expression.Column) expression).name());
      case STRING, INTEGER, DECIMAL, DOUBLE, BOOLEAN, NULL, BYTES, DATE_TIME, INTERVAL, PARAMETER ->
          literal(expression);
      case NEGATION -> {
        Expression operand = ((Expression.Negation) expression).operand();
        out.text("-");
        // Two signs in a row would begin a comment.
        print(operand, operand instanceof Expression.Negation ? PRIMARY : SIGNED);
      }
      case BINARY -> {
        var binary = (Expression.Binary) expression;
        int level = level(binary.operator());
        print(binary.left(), level == PREDICATE ? VALUE : level);
        out.text(" ").text(binary.operator().sql()).text(" ");
        print(binary.right(), level + 1);
      }
      case CONCATENATION -> chain(((Expression.Concatenation) expression).operands(), " || ", SUM);
      case AND -> chain(((Expression.And) expression).operands(), " AND ", NOT);
      case OR -> chain(((Expression.Or) expression).operands(), " OR ", AND);
      case NOT -> {
        out.text("NOT ");
        print(((Expression.Not) expression).operand(), NOT);
      }
      case BETWEEN, IN_LIST, IN_QUERY, LIKE, IS_NULL, IS_TRUTH, IS_DISTINCT, QUANTIFIED ->
          predicate(expression);
      case EXISTS -> {
        out.text("EXISTS ");
        queries.nested(((Expression.Exists) expression).query());
      }
      case SUBQUERY -> queries.nested(((Expression.Subquery) expression).query());
      case CASE -> caseOf((Expression.Case) expression);
      case CAST -> {
        var cast = (Expression.Cast) expression;
        any(out.text(cast.safe() ? "TRY_CAST(" : "CAST("), cast.value());
        out.text(" AS ");
        type(cast.type());
        out.text(")");
      }
      case AT_TIME_ZONE -> {
        var zoned = (Expression.AtTimeZone) expression;
        print(zoned.value(), ZONED);
        out.text(" AT TIME ZONE ");
        print(zoned.zone(), SIGNED);
      }
      case EXTRACT -> {
        var extract = (Expression.Extract) expression;
        any(out.text("EXTRACT(").name(extract.field()).text(" FROM "), extract.source());
        out.text(")");
      }
      case ROUND_TIME -> {
        var round = (Expression.RoundTime) expression;
        out.text(round.up() ? "CEIL(" : "FLOOR(");
        // Behind the unit of an interval, TO would go on with the interval.
        print(
            round.value(),
            round.value() instanceof Expression.IntervalLiteral ? PRIMARY + 1 : PRIMARY);
        out.text(" TO ").name(round.unit()).text(")");
      }
      case ARRAY -> list("ARRAY[", ((Expression.ArrayOf) expression).elements(), "]");
      case MAP -> list("MAP[", ((Expression.MapOf) expression).entries(), "]");
      case ROW -> list("ROW(", ((Expression.RowOf) expression).fields(), ")");
      case SUBSCRIPT -> {
        var subscript = (Expression.Subscript) expression;
        base(subscript.base());
        any(out.text("["), subscript.index());
        out.text("]");
      }
      case FIELD -> {
        var field = (Expression.Field) expression;
        base(field.base());
        out.text(".").name(field.field());
      }
      case JSON -> json((Expression.JsonFunction) expression);
      case CALL -> call((Expression.Call) expression);
    }
  }

  private void literal(Expression expression) {
    switch (expression.kind()) {
      case STRING -> out.string(((Expression.StringLiteral) expression).value());
      case INTEGER -> out.text(((Expression.IntegerLiteral) expression).value().toString());
      case DECIMAL -> {
        String digits = ((Expression.DecimalLiteral) expression).value().toPlainString();
        out.text(digits).text(digits.indexOf('.') < 0 ? "." : "");
      }
      case DOUBLE -> {
        String digits = Double.toString(((Expression.DoubleLiteral) expression).value());
        out.text(digits).text(digits.indexOf('E') < 0 ? "E0" : "");
      }
      case BOOLEAN -> out.text(((Expression.BooleanLiteral) expression).value() ? "TRUE" : "FALSE");
      case NULL -> out.text("NULL");
      case BYTES -> out.text("X'").text(((Expression.BytesLiteral) expression).hex()).text("'");
      case DATE_TIME -> {
        var literal = (Expression.DateTimeLiteral) expression;
        out.text(literal.type().name()).text(" ").string(literal.text());
      }
      case INTERVAL -> {
        var interval = (Expression.IntervalLiteral) expression;
        out.text("INTERVAL ");
        if (interval.quoted()) {
          out.string(interval.text());
        } else {
          out.text(interval.text());
        }
        out.text(" ").text(interval.from().name());
        interval.to().ifPresent(to -> out.text(" TO ").text(to.name()));
      }
      case PARAMETER -> {
        var parameter = (Expression.Parameter) expression;
        if (parameter.name().isEmpty()) {
          out.text("?");
        } else {
          out.text(":").text(SqlPrinter.name(parameter.name().get()));
        }
      }
      default -> throw new AssertionError(expression.kind());
    }
  }

  private void chain(List<Expression> operands, String operator, int least) {
    for (int i = 0; i < operands.size(); i++) {
      out.text(i == 0 ? "" : operator);
      print(operands.get(i), least);
    }
  }

  private void list(String open, List<Expression> expressions, String close) {
    out.text(open);
    queries.each(expressions, expression -> any(out, expression));
    out.text(close);
  }

  private void predicate(Expression expression) {
    switch (expression.kind()) {
      case BETWEEN -> {
        var between = (Expression.Between) expression;
        print(between.value(), VALUE);
        out.text(between.negated() ? " NOT BETWEEN " : " BETWEEN ")
            .text(between.symmetric() ? "SYMMETRIC " : "");
        print(between.low(), VALUE);
        value(out.text(" AND "), between.high());
      }
      case IN_LIST -> {
        var in = (Expression.InList) expression;
        print(in.value(), VALUE);
        list(in.negated() ? " NOT IN (" : " IN (", in.options(), ")");
      }
      case IN_QUERY -> {
        var in = (Expression.InQuery) expression;
        print(in.value(), VALUE);
        out.text(in.negated() ? " NOT IN " : " IN ");
        queries.nested(in.query());
      }
      case LIKE -> {
        var like = (Expression.Like) expression;
        print(like.value(), VALUE);
        out.text(like.negated() ? " NOT " : " ").text(like.like().sql()).text(" ");
        print(like.pattern(), VALUE);
        like.escape().ifPresent(escape -> value(out.text(" ESCAPE "), escape));
      }
      case IS_NULL -> {
        var is = (Expression.IsNull) expression;
        print(is.value(), VALUE);
        out.text(is.negated() ? " IS NOT NULL" : " IS NULL");
      }
      case IS_TRUTH -> {
        var is = (Expression.IsTruth) expression;
        print(is.value(), VALUE);
        out.text(is.negated() ? " IS NOT " : " IS ").text(is.truth().name());
      }
      case IS_DISTINCT -> {
        var is = (Expression.IsDistinct) expression;
        print(is.left(), VALUE);
        value(out.text(is.negated() ? " IS NOT DISTINCT FROM " : " IS DISTINCT FROM "), is.right());
      }
      case QUANTIFIED -> {
        var quantified = (Expression.Quantified) expression;
        print(quantified.value(), VALUE);
        out.text(" ").text(quantified.operator().sql()).text(quantified.all() ? " ALL " : " ANY ");
        queries.nested(quantified.query());
      }
      default -> throw new AssertionError(expression.kind());
    }
  }

  private void caseOf(Expression.Case node) {
    out.text("CASE");
    node.operand().ifPresent(operand -> any(out.text(" "), operand));
    for (Expression.Case.When branch : node.branches()) {
      any(out.text(" WHEN "), branch.condition());
      any(out.text(" THEN "), branch.result());
    }
    node.otherwise().ifPresent(otherwise -> any(out.text(" ELSE "), otherwise));
    out.text(" END");
  }

  /** What a subscript or a field stands behind. A plain name before a field would become part of the name. */
  private void base(Expression expression) {
    boolean bare =
        switch (expression.kind()) {
          case COLUMN, CALL, SUBSCRIPT, FIELD, ARRAY, MAP, ROW -> true;
          default -> false;
        };
    print(expression, bare ? PRIMARY : PRIMARY + 1);
  }

  private void json(Expression.JsonFunction json) {
    any(out.text(json.function().name()).text("("), json.input());
    any(out.text(", "), json.path());
    json.returning()
        .ifPresent(
            type -> {
              out.text(" RETURNING ");
              type(type);
            });
    json.wrapper().ifPresent(wrapper -> out.text(" ").text(wrapper.sql()));
    json.onEmpty().ifPresent(fallback -> fallback(fallback, " ON EMPTY"));
    json.onError().ifPresent(fallback -> fallback(fallback, " ON ERROR"));
    out.text(")");
  }

  private void fallback(Expression.JsonFallback fallback, String on) {
    out.text(" ").text(fallback.kind().name().replace('_', ' '));
    fallback.value().ifPresent(value -> value(out.text(" "), value));
    out.text(on);
  }

  private void call(Expression.Call call) {
    call.navigation().ifPresent(navigation -> out.text(navigation.name()).text(" "));
    String word = callWord(call.name());
    if (word.isEmpty()) {
      out.name(call.name());
    } else {
      out.text(word);
      if (BARE.contains(word.toUpperCase(Locale.ROOT)) && call.arguments().isEmpty()) {
        return;
      }
    }
    out.text(call.distinct() ? "(DISTINCT " : "(");
    // POSITION(a, b) is also POSITION(a IN b), so its arguments have no predicates of their own.
    int least = isWord(call.name(), "POSITION") ? VALUE : ANY;
    queries.each(call.arguments(), argument -> argument(argument, least));
    if (!call.orderBy().isEmpty()) {
      out.text(" ORDER BY ");
      queries.each(call.orderBy(), queries::sortItem);
    }
    out.text(")");
    if (!call.withinGroup().isEmpty()) {
      out.text(" WITHIN GROUP (ORDER BY ");
      queries.each(call.withinGroup(), queries::sortItem);
      out.text(")");
    }
    call.filter()
        .ifPresent(
            filter -> {
              any(out.text(" FILTER (WHERE "), filter);
              out.text(")");
            });
    call.nulls().ifPresent(nulls -> out.text(" ").text(nulls.name()).text(" NULLS"));
    call.over()
        .ifPresent(
            over -> {
              out.text(" OVER ");
              over(over);
            });
  }

  /** The reserved words that are functions all the same, in upper case; else empty. */
  private static String callWord(QualifiedName name) {
    if (!name.isSimple() || name.last().quoted()) {
      return "";
    }
    String word = name.last().text().toUpperCase(Locale.ROOT);
    return BARE.contains(word) || word.equals("LEFT") || word.equals("RIGHT")
        ? name.last().text()
        : "";
  }

  private static boolean isWord(QualifiedName name, String word) {
    return name.isSimple()
        && !name.last().quoted()
        && name.last().text().toUpperCase(Locale.ROOT).equals(word);
  }

  void argument(Argument argument, int least) {
    argument.name().ifPresent(name -> out.name(name).text(" => "));
    switch (argument.kind()) {
      case VALUE -> print(((Argument.Value) argument).value(), least);
      case STAR -> {
        ((Argument.Star) argument)
            .qualifier()
            .ifPresent(qualifier -> out.name(qualifier).text("."));
        out.text("*");
      }
      case DESCRIPTOR ->
          out.text("DESCRIPTOR(").names(((Argument.Descriptor) argument).columns()).text(")");
      case TABLE -> {
        var table = (Argument.Table) argument;
        queries.relations.table(table.relation());
        partition(table.partitionBy());
      }
      case TIME_ZONE -> value(out.text("TIME ZONE "), ((Argument.TimeZone) argument).zone());
    }
  }

  /** {@code PARTITION BY a} or {@code PARTITION BY (a, b)} of a table argument. */
  void partition(List<Expression> keys) {
    if (!keys.isEmpty()) {
      out.text(keys.size() == 1 ? " PARTITION BY " : " PARTITION BY (");
      queries.each(keys, key -> any(out, key));
      out.text(keys.size() == 1 ? "" : ")");
    }
  }

  void over(Over over) {
    if (over instanceof Over.Name name) {
      out.name(name.name());
      return;
    }
    var window = (Over.Specification) over;
    out.text("(");
    String gap = "";
    if (window.base().isPresent()) {
      out.name(window.base().get());
      gap = " ";
    }
    if (!window.partitionBy().isEmpty()) {
      out.text(gap).text("PARTITION BY ");
      queries.each(window.partitionBy(), key -> any(out, key));
      gap = " ";
    }
    if (!window.orderBy().isEmpty()) {
      out.text(gap).text("ORDER BY ");
      queries.each(window.orderBy(), queries::sortItem);
      gap = " ";
    }
    if (window.frame().isPresent()) {
      out.text(gap);
      frame(window.frame().get());
    }
    out.text(")");
  }

  private void frame(Frame frame) {
    out.text(frame.unit().name()).text(" BETWEEN ");
    bound(frame.start());
    out.text(" AND ");
    bound(frame.end());
    if (frame.exclusion() != Frame.Exclusion.NO_OTHERS) {
      out.text(" EXCLUDE ").text(frame.exclusion().sql());
    }
  }

  private void bound(Frame.Bound bound) {
    bound
        .distance()
        .ifPresent(
            distance -> {
              print(distance, VALUE);
              out.text(" ");
            });
    out.text(bound.kind().name().replace('_', ' '));
  }

  void type(DataTypeNode type) {
    switch (type.kind()) {
      case NAMED -> {
        var named = (DataTypeNode.Named) type;
        out.text(SqlPrinter.name(named.name()));
        if (!named.parameters().isEmpty()) {
          out.text("(");
          queries.each(named.parameters(), parameter -> out.text(parameter.toString()));
          out.text(")");
        }
      }
      case ARRAY -> {
        out.text("ARRAY<");
        type(((DataTypeNode.Array) type).element());
        out.text(">");
      }
      case MAP -> {
        out.text("MAP<");
        type(((DataTypeNode.Map) type).key());
        out.text(", ");
        type(((DataTypeNode.Map) type).value());
        out.text(">");
      }
      case ROW -> {
        out.text("ROW<");
        queries.each(
            ((DataTypeNode.Row) type).fields(),
            field -> {
              out.name(field.name()).text(" ");
              type(field.type());
              out.text(field.notNull() ? " NOT NULL" : "");
            });
        out.text(">");
      }
      case INTERVAL -> {
        var interval = (DataTypeNode.Interval) type;
        out.text("INTERVAL");
        interval.from().ifPresent(from -> out.text(" ").text(from.name()));
        interval.to().ifPresent(to -> out.text(" TO ").text(to.name()));
      }
    }
  }
}
