package dev.weir.parser;

import dev.weir.ast.*;
import dev.weir.diagnostic.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Random syntax trees of all forms that text can have, small enough to read when one fails. */
final class RandomTrees {
  private static final Span NOWHERE = Span.NONE;
  private static final String[] WORDS = {
    "a", "b", "price", "Value", "ts", "type", "key", "first", "time", "größe", "_x1", "zone",
    "offset", "rule"
  };
  private static final String[] QUOTED = {
    "Select", "two words", "with \"quotes\"", "1st", "from", "a", "日本"
  };
  private static final String[] FUNCTIONS = {
    "f", "count", "PREV", "lower", "sum", "schema", "MATCH_NUMBER"
  };

  private final Random random;
  private int budget;

  RandomTrees(long seed, int budget) {
    this.random = new Random(seed);
    this.budget = budget;
  }

  private boolean flip() {
    return random.nextInt(3) == 0;
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> Optional<T> maybe(Supplier<T> supplier) {
    return flip() ? Optional.of(supplier.get()) : Optional.empty();
  }

  private <T> List<T> list(int least, int most, Supplier<T> supplier) {
    int size = budget <= 0 ? least : least + random.nextInt(most - least + 1);
    var list = new ArrayList<T>();
    for (int i = 0; i < size; i++) {
      list.add(supplier.get());
    }
    return list;
  }

  private Identifier name() {
    return random.nextInt(5) == 0
        ? new Identifier(any(QUOTED), true, NOWHERE)
        : Identifier.of(any(WORDS));
  }

  private QualifiedName qualified() {
    return new QualifiedName(list(1, 2, this::name), NOWHERE);
  }

  private List<Identifier> names() {
    return list(1, 3, this::name);
  }

  private List<Identifier> maybeNames() {
    return flip() ? names() : List.of();
  }

  private String text() {
    return any(new String[] {"", "x", "it's", "100%", "-- no", "a\nb", ";", "日本 \uD83D\uDE00"});
  }

  private List<Option> options() {
    return flip() ? list(1, 3, () -> Option.of(text(), text())) : List.of();
  }

  // Statements

  Statement statement() {
    return switch (Statement.Kind.values()[random.nextInt(Statement.Kind.values().length)]) {
      case QUERY -> new Statement.QueryStatement(query(), NOWHERE);
      case INSERT -> insert();
      case CREATE_RELATION ->
          new Statement.CreateRelation(
              flip() ? ObjectKind.TABLE : ObjectKind.STREAM,
              qualified(),
              any(Statement.IfExists.values()),
              list(1, 4, this::element),
              options(),
              NOWHERE);
      case CREATE_VIEW ->
          new Statement.CreateView(
              flip(),
              qualified(),
              any(Statement.IfExists.values()),
              maybeNames(),
              options(),
              query(),
              NOWHERE);
      case CREATE_RULE ->
          new Statement.CreateRule(
              qualified(), any(Statement.IfExists.values()), options(), ruleBody(), NOWHERE);
      case CREATE_FUNCTION ->
          new Statement.CreateFunction(
              qualified(), any(Statement.IfExists.values()), text(), NOWHERE, NOWHERE);
      case DROP -> new Statement.Drop(any(ObjectKind.values()), qualified(), flip(), NOWHERE);
      case ALTER_RULE -> {
        Statement.AlterRule.Action action = any(Statement.AlterRule.Action.values());
        yield new Statement.AlterRule(
            qualified(),
            flip(),
            action,
            action == Statement.AlterRule.Action.REPLACE
                ? Optional.of(ruleBody())
                : Optional.empty(),
            NOWHERE);
      }
      case SHOW -> new Statement.Show(any(ObjectKind.values()), maybe(this::text), NOWHERE);
      case SHOW_DEAD_LETTERS ->
          new Statement.ShowDeadLetters(maybe(this::qualified), maybe(this::expression), NOWHERE);
      case SHOW_CREATE -> new Statement.ShowCreate(any(ObjectKind.values()), qualified(), NOWHERE);
      case DESCRIBE ->
          new Statement.Describe(maybe(() -> any(ObjectKind.values())), qualified(), NOWHERE);
      case EXPLAIN ->
          new Statement.Explain(
              any(Statement.Explain.Mode.values()),
              flip() ? insert() : new Statement.QueryStatement(query(), NOWHERE),
              any(Statement.Explain.Format.values()),
              NOWHERE);
      case SET -> new Statement.Set(Option.of(text(), text()), NOWHERE);
    };
  }

  private Statement insert() {
    return new Statement.Insert(qualified(), maybeNames(), query(), NOWHERE);
  }

  private Statement ruleBody() {
    return flip() ? new Statement.QueryStatement(query(), NOWHERE) : insert();
  }

  private TableElement element() {
    return switch (any(TableElement.Kind.values())) {
      case COLUMN ->
          new TableElement.Column(name(), type(), flip(), flip(), maybe(this::expression), NOWHERE);
      case COMPUTED_COLUMN -> new TableElement.ComputedColumn(name(), expression(), NOWHERE);
      case WATERMARK -> new TableElement.Watermark(name(), expression(), NOWHERE);
      case PRIMARY_KEY -> new TableElement.PrimaryKey(names(), NOWHERE);
    };
  }

  DataTypeNode type() {
    budget--;
    DataTypeNode.Kind kind =
        budget <= 0 ? DataTypeNode.Kind.NAMED : any(DataTypeNode.Kind.values());
    return switch (kind) {
      case NAMED ->
          new DataTypeNode.Named(
              any(new String[] {"INTEGER", "VARCHAR", "TIMESTAMP", "DECIMAL", "My type"}),
              list(0, 2, () -> random.nextInt(38)),
              NOWHERE);
      case ARRAY -> new DataTypeNode.Array(type(), NOWHERE);
      case MAP -> new DataTypeNode.Map(type(), type(), NOWHERE);
      case ROW ->
          new DataTypeNode.Row(
              list(1, 3, () -> new DataTypeNode.Row.Field(name(), type(), flip())), NOWHERE);
      case INTERVAL -> {
        Optional<IntervalUnit> from = maybe(() -> any(IntervalUnit.values()));
        yield new DataTypeNode.Interval(
            from,
            from.isPresent() ? maybe(() -> any(IntervalUnit.values())) : Optional.empty(),
            NOWHERE);
      }
    };
  }

  // Queries

  private Query query() {
    List<CommonTable> with =
        flip() && budget > 0
            ? list(1, 2, () -> new CommonTable(name(), maybeNames(), query(), NOWHERE))
            : List.of();
    QueryBody body = body();
    List<SortItem> orderBy = flip() ? list(1, 2, this::sortItem) : List.of();
    boolean ties = random.nextInt(8) == 0;
    Optional<Expression> limit = ties ? Optional.of(integer()) : maybe(this::expression);
    return new Query(
        !with.isEmpty() && flip(),
        with,
        plainer(body, with, orderBy, limit),
        orderBy,
        Optional.empty(),
        limit,
        ties,
        maybe(this::emit),
        options(),
        NOWHERE);
  }

  /** A query in parentheses stands alone only under a query that adds something. */
  private QueryBody plainer(
      QueryBody body, List<CommonTable> with, List<SortItem> orderBy, Optional<Expression> limit) {
    boolean adds = !with.isEmpty() || !orderBy.isEmpty() || limit.isPresent();
    return body instanceof QueryBody.Nested && !adds ? select() : body;
  }

  private Emit emit() {
    Optional<Emit.Mode> mode = maybe(() -> any(Emit.Mode.values()));
    return new Emit(
        mode,
        mode.isPresent() && mode.get() == Emit.Mode.EVERY
            ? Optional.of(expression())
            : Optional.empty(),
        mode.isEmpty() || flip() ? Optional.of(expression()) : Optional.empty(),
        NOWHERE);
  }

  private QueryBody body() {
    budget--;
    return switch (budget <= 0 ? QueryBody.Kind.TABLE : any(QueryBody.Kind.values())) {
      case SELECT -> select();
      case VALUES ->
          new QueryBody.Values(
              list(1, 3, () -> new QueryBody.Values.Row(list(1, 3, this::expression), NOWHERE)),
              NOWHERE);
      case TABLE -> new QueryBody.Table(qualified(), NOWHERE);
      case SET_OPERATION -> {
        QueryBody.SetOperation.Operator operator = any(QueryBody.SetOperation.Operator.values());
        boolean all = flip();
        List<QueryBody> inputs = new ArrayList<>(list(2, 4, this::body));
        if (inputs.get(0) instanceof QueryBody.SetOperation first
            && first.operator() == operator
            && first.all() == all) {
          inputs.set(0, select());
        }
        yield new QueryBody.SetOperation(operator, all, inputs, NOWHERE);
      }
      case NESTED -> {
        Query query = query();
        yield query.isPlain() ? query.body() : new QueryBody.Nested(query, NOWHERE);
      }
    };
  }

  private QueryBody.Select select() {
    budget--;
    List<GroupingElement> groups = flip() ? list(1, 3, this::grouping) : List.of();
    return new QueryBody.Select(
        flip(),
        list(1, 3, this::selectItem),
        flip() ? List.of() : list(1, 2, this::relation),
        maybe(this::expression),
        groups,
        !groups.isEmpty() && flip(),
        maybe(this::expression),
        flip() ? list(1, 2, () -> new NamedWindow(name(), window(), NOWHERE)) : List.of(),
        maybe(this::expression),
        NOWHERE);
  }

  private SelectItem selectItem() {
    return random.nextInt(4) == 0
        ? new SelectItem.AllColumns(maybe(this::qualified), NOWHERE)
        : new SelectItem.Value(expression(), maybe(this::name), NOWHERE);
  }

  private SortItem sortItem() {
    return new SortItem(expression(), flip(), maybe(() -> any(SortItem.Nulls.values())), NOWHERE);
  }

  private GroupingElement grouping() {
    return switch (budget <= 0
        ? GroupingElement.Kind.COLUMNS
        : any(GroupingElement.Kind.values())) {
      case COLUMNS -> columns();
      case ROLLUP -> new GroupingElement.Rollup(list(1, 3, this::columns), NOWHERE);
      case CUBE -> new GroupingElement.Cube(list(1, 3, this::columns), NOWHERE);
      case SETS -> new GroupingElement.Sets(list(1, 3, this::grouping), NOWHERE);
    };
  }

  private GroupingElement.Columns columns() {
    return new GroupingElement.Columns(list(0, 3, this::expression), NOWHERE);
  }

  private Over over() {
    return flip() ? new Over.Name(name(), NOWHERE) : window();
  }

  private Over.Specification window() {
    return new Over.Specification(
        maybe(this::name),
        flip() ? list(1, 2, this::expression) : List.of(),
        flip() ? list(1, 2, this::sortItem) : List.of(),
        maybe(this::frame),
        NOWHERE);
  }

  private Frame frame() {
    Frame.Bound.Kind[] kinds = Frame.Bound.Kind.values();
    int start = random.nextInt(kinds.length - 1);
    int end = Math.max(1, start + random.nextInt(kinds.length - start));
    return new Frame(
        any(Frame.Unit.values()),
        bound(kinds[start]),
        bound(kinds[end]),
        any(Frame.Exclusion.values()),
        NOWHERE);
  }

  private Frame.Bound bound(Frame.Bound.Kind kind) {
    boolean distance = kind == Frame.Bound.Kind.PRECEDING || kind == Frame.Bound.Kind.FOLLOWING;
    return new Frame.Bound(kind, distance ? Optional.of(expression()) : Optional.empty(), NOWHERE);
  }

  // Relations

  private Relation relation() {
    budget--;
    return switch (budget <= 0 ? Relation.Kind.NAMED : any(Relation.Kind.values())) {
      case NAMED -> new Relation.Named(qualified(), maybe(this::expression), NOWHERE);
      case SUBQUERY -> new Relation.Subquery(flip(), query(), NOWHERE);
      case WINDOW -> windowTable();
      case LATE -> new Relation.Late(qualified(), NOWHERE);
      case MERGE -> new Relation.Merge(list(2, 3, this::mergeInput), NOWHERE);
      case UNNEST -> new Relation.Unnest(list(1, 2, this::expression), flip(), NOWHERE);
      case FUNCTION -> new Relation.Function(function(), list(0, 3, this::tableArgument), NOWHERE);
      case ALIASED -> {
        Relation inner = relation();
        yield inner instanceof Relation.Aliased
            ? inner
            : new Relation.Aliased(inner, new Alias(name(), maybeNames(), NOWHERE), NOWHERE);
      }
      case JOIN -> join();
      case MATCH_RECOGNIZE -> match();
    };
  }

  /** What can stand behind TABLE, or alone as an argument. */
  private Relation input() {
    return switch (budget <= 0 ? 0 : random.nextInt(5)) {
      case 1 -> new Relation.Subquery(false, query(), NOWHERE);
      case 2 -> windowTable();
      case 3 -> new Relation.Late(qualified(), NOWHERE);
      case 4 -> new Relation.Merge(list(2, 2, this::mergeInput), NOWHERE);
      default -> new Relation.Named(qualified(), Optional.empty(), NOWHERE);
    };
  }

  private Relation mergeInput() {
    budget--;
    Relation input = input();
    return flip()
        ? new Relation.Aliased(input, new Alias(name(), List.of(), NOWHERE), NOWHERE)
        : input;
  }

  private Relation windowTable() {
    budget--;
    Relation.WindowKind kind = any(Relation.WindowKind.values());
    return new Relation.Window(
        kind,
        input(),
        flip() ? list(1, 2, this::expression) : List.of(),
        maybe(this::name),
        kind.hasStep() ? Optional.of(expression()) : Optional.empty(),
        expression(),
        maybe(this::expression),
        maybe(this::expression),
        NOWHERE);
  }

  private Join join() {
    Join.Type type = any(Join.Type.values());
    Relation left = relation();
    Relation right = relation();
    Optional<Join.Condition> condition =
        type == Join.Type.CROSS
            ? Optional.empty()
            : Optional.of(
                switch (random.nextInt(3)) {
                  case 0 -> new Join.Natural(NOWHERE);
                  case 1 -> new Join.Using(names(), NOWHERE);
                  default -> new Join.On(expression(), NOWHERE);
                });
    return new Join(type, left, right, condition, NOWHERE);
  }

  private MatchRecognize match() {
    MatchRecognize.Skip.Kind skip = any(MatchRecognize.Skip.Kind.values());
    boolean to =
        skip == MatchRecognize.Skip.Kind.TO_FIRST || skip == MatchRecognize.Skip.Kind.TO_LAST;
    return new MatchRecognize(
        relation(),
        flip() ? list(1, 2, this::expression) : List.of(),
        flip() ? list(1, 2, this::sortItem) : List.of(),
        flip()
            ? list(1, 2, () -> new MatchRecognize.Measure(expression(), name(), NOWHERE))
            : List.of(),
        maybe(() -> any(MatchRecognize.Rows.values())),
        maybe(
            () ->
                new MatchRecognize.Skip(
                    skip, to ? Optional.of(name()) : Optional.empty(), NOWHERE)),
        freshPattern(),
        maybe(this::expression),
        flip() ? list(1, 2, () -> new MatchRecognize.Subset(name(), names(), NOWHERE)) : List.of(),
        list(1, 3, this::define),
        NOWHERE);
  }

  private MatchRecognize.Define define() {
    Optional<QualifiedName> from = maybe(this::qualified);
    return new MatchRecognize.Define(
        name(),
        from,
        from.isEmpty() || flip() ? Optional.of(expression()) : Optional.empty(),
        NOWHERE);
  }

  /** A pattern worth its name even where the input has used up the budget. */
  private RowPattern freshPattern() {
    budget = Math.max(budget, 10);
    return pattern();
  }

  RowPattern pattern() {
    budget--;
    return switch (budget <= 0 ? RowPattern.Kind.VARIABLE : any(RowPattern.Kind.values())) {
      case VARIABLE -> new RowPattern.Variable(name(), NOWHERE);
      case SEQUENCE -> sequence();
      case ALTERNATION -> new RowPattern.Alternation(list(2, 3, this::pattern), NOWHERE);
      case REPEAT -> {
        RowPattern body = pattern();
        boolean rows =
            !(body instanceof RowPattern.AnchorStart
                || body instanceof RowPattern.AnchorEnd
                || body instanceof RowPattern.Absent);
        int min = random.nextInt(3);
        yield rows
            ? new RowPattern.Repeat(
                body, min, maybe(() -> Math.max(1, min + random.nextInt(3))), flip(), NOWHERE)
            : body;
      }
      case PERMUTE -> new RowPattern.Permute(list(1, 3, this::pattern), NOWHERE);
      case EXCLUSION -> new RowPattern.Exclusion(pattern(), NOWHERE);
      case ANCHOR_START -> new RowPattern.AnchorStart(NOWHERE);
      case ANCHOR_END -> new RowPattern.AnchorEnd(NOWHERE);
      case EMPTY -> new RowPattern.Empty(NOWHERE);
      case ABSENT -> new RowPattern.Absent(names(), maybe(this::duration), NOWHERE);
      case WITHIN -> new RowPattern.Within(pattern(), duration(), NOWHERE);
    };
  }

  private RowPattern sequence() {
    var steps = new ArrayList<RowPattern.Step>();
    for (RowPattern part : list(1, 4, this::pattern)) {
      RowPattern.Gap.Kind kind = any(RowPattern.Gap.Kind.values());
      Optional<Expression> limit =
          kind == RowPattern.Gap.Kind.NEXT_ROW ? Optional.empty() : maybe(this::duration);
      boolean joins =
          part instanceof RowPattern.Sequence inner
              && inner.steps().get(0).gap().kind() == RowPattern.Gap.Kind.NEXT_ROW;
      RowPattern step = joins ? new RowPattern.Exclusion(part, NOWHERE) : part;
      steps.add(new RowPattern.Step(new RowPattern.Gap(kind, limit, NOWHERE), step, NOWHERE));
    }
    boolean alone = steps.size() == 1 && steps.get(0).gap().kind() == RowPattern.Gap.Kind.NEXT_ROW;
    return alone ? steps.get(0).pattern() : new RowPattern.Sequence(steps, NOWHERE);
  }

  private Expression duration() {
    return flip() ? new Expression.Parameter(Optional.of("limit_"), 0, NOWHERE) : interval();
  }

  // Expressions

  Expression expression() {
    budget--;
    Expression.Kind[] kinds = Expression.Kind.values();
    return expression(budget <= 0 ? kinds[random.nextInt(11)] : any(kinds));
  }

  private Expression integer() {
    return new Expression.IntegerLiteral(BigInteger.valueOf(random.nextInt(1000)), NOWHERE);
  }

  private Expression interval() {
    if (flip()) {
      return new Expression.IntervalLiteral(
          "1:30",
          true,
          IntervalUnit.MINUTE,
          Optional.of(IntervalUnit.SECOND),
          new IntervalValue(0, 0, 90_000_000_000L),
          NOWHERE);
    }
    IntervalUnit unit = any(IntervalUnit.values());
    int amount = random.nextInt(99) - 20;
    var value =
        new IntervalValue(amount * unit.months(), amount * unit.days(), amount * unit.nanos());
    return new Expression.IntervalLiteral(
        Integer.toString(amount), flip(), unit, Optional.empty(), value, NOWHERE);
  }

  private BinaryOperator operator(boolean comparison) {
    while (true) {
      BinaryOperator operator = any(BinaryOperator.values());
      if (operator.isComparison() == comparison) {
        return operator;
      }
    }
  }

  private List<Expression> chain(Class<? extends Expression> link) {
    List<Expression> operands = new ArrayList<>(list(2, 4, this::expression));
    if (link.isInstance(operands.get(0))) {
      operands.set(0, integer());
    }
    return operands;
  }

  private Expression expression(Expression.Kind kind) {
    return switch (kind) {
      case COLUMN -> new Expression.Column(qualified(), NOWHERE);
      case STRING -> new Expression.StringLiteral(text(), NOWHERE);
      case INTEGER -> integer();
      case DECIMAL ->
          new Expression.DecimalLiteral(
              BigDecimal.valueOf(random.nextInt(100_000), random.nextInt(6)), NOWHERE);
      case DOUBLE ->
          new Expression.DoubleLiteral(
              Math.abs(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20)), NOWHERE);
      case BOOLEAN -> new Expression.BooleanLiteral(flip(), NOWHERE);
      case NULL -> new Expression.NullLiteral(NOWHERE);
      case BYTES -> new Expression.BytesLiteral(flip() ? "" : "0aFF", NOWHERE);
      case DATE_TIME ->
          new Expression.DateTimeLiteral(
              any(Expression.DateTimeType.values()), "2026-01-02 03:04:05", NOWHERE);
      case INTERVAL -> interval();
      case PARAMETER ->
          new Expression.Parameter(Optional.of(any(WORDS).toLowerCase(Locale.ROOT)), 0, NOWHERE);
      case NEGATION -> new Expression.Negation(expression(), NOWHERE);
      case BINARY -> new Expression.Binary(operator(flip()), expression(), expression(), NOWHERE);
      case CONCATENATION ->
          new Expression.Concatenation(chain(Expression.Concatenation.class), NOWHERE);
      case AND -> new Expression.And(chain(Expression.And.class), NOWHERE);
      case OR -> new Expression.Or(chain(Expression.Or.class), NOWHERE);
      case NOT -> new Expression.Not(expression(), NOWHERE);
      case BETWEEN ->
          new Expression.Between(expression(), expression(), expression(), flip(), flip(), NOWHERE);
      case IN_LIST -> {
        List<Expression> options = list(1, 3, this::expression);
        // One query in a list is a list from a query.
        yield options.size() == 1 && options.get(0) instanceof Expression.Subquery subquery
            ? new Expression.InQuery(expression(), subquery.query(), flip(), NOWHERE)
            : new Expression.InList(expression(), options, flip(), NOWHERE);
      }
      case IN_QUERY -> new Expression.InQuery(expression(), query(), flip(), NOWHERE);
      case LIKE ->
          new Expression.Like(
              any(Expression.LikeKind.values()),
              expression(),
              expression(),
              maybe(this::expression),
              flip(),
              NOWHERE);
      case IS_NULL -> new Expression.IsNull(expression(), flip(), NOWHERE);
      case IS_TRUTH ->
          new Expression.IsTruth(expression(), any(Expression.Truth.values()), flip(), NOWHERE);
      case IS_DISTINCT -> new Expression.IsDistinct(expression(), expression(), flip(), NOWHERE);
      case EXISTS -> new Expression.Exists(query(), NOWHERE);
      case QUANTIFIED ->
          new Expression.Quantified(operator(true), expression(), flip(), query(), NOWHERE);
      case SUBQUERY -> new Expression.Subquery(query(), NOWHERE);
      case CASE ->
          new Expression.Case(
              maybe(this::expression),
              list(1, 2, () -> new Expression.Case.When(expression(), expression())),
              maybe(this::expression),
              NOWHERE);
      case CAST -> new Expression.Cast(expression(), type(), flip(), NOWHERE);
      case AT_TIME_ZONE -> new Expression.AtTimeZone(expression(), expression(), NOWHERE);
      case EXTRACT -> new Expression.Extract(name(), expression(), NOWHERE);
      case ROUND_TIME -> new Expression.RoundTime(flip(), expression(), name(), NOWHERE);
      case ARRAY -> new Expression.ArrayOf(list(0, 3, this::expression), NOWHERE);
      case MAP -> {
        List<Expression> entries = list(0, 4, this::expression);
        yield new Expression.MapOf(entries.subList(0, entries.size() / 2 * 2), NOWHERE);
      }
      case ROW -> new Expression.RowOf(list(0, 3, this::expression), NOWHERE);
      case SUBSCRIPT -> new Expression.Subscript(expression(), expression(), NOWHERE);
      case FIELD -> {
        Expression base = expression();
        yield new Expression.Field(
            base instanceof Expression.Column
                ? new Expression.Subscript(base, integer(), NOWHERE)
                : base,
            name(),
            NOWHERE);
      }
      case JSON ->
          new Expression.JsonFunction(
              any(Expression.JsonKind.values()),
              expression(),
              expression(),
              maybe(this::type),
              maybe(() -> any(Expression.JsonWrapper.values())),
              maybe(this::fallback),
              maybe(this::fallback),
              NOWHERE);
      case CALL -> call();
    };
  }

  private Expression.JsonFallback fallback() {
    Expression.JsonFallback.Kind kind = any(Expression.JsonFallback.Kind.values());
    return new Expression.JsonFallback(
        kind,
        kind == Expression.JsonFallback.Kind.DEFAULT
            ? Optional.of(expression())
            : Optional.empty());
  }

  private QualifiedName function() {
    return QualifiedName.of(any(FUNCTIONS));
  }

  private Expression call() {
    if (random.nextInt(10) == 0) {
      String word =
          any(new String[] {"CURRENT_TIMESTAMP", "substring", "position", "trim", "LEFT"});
      List<Expression> values =
          word.startsWith("C") ? List.of() : List.of(expression(), expression());
      return Expression.Call.of(QualifiedName.of(word), values, NOWHERE);
    }
    List<Argument> arguments =
        random.nextInt(6) == 0
            ? List.of(new Argument.Star(Optional.empty(), NOWHERE))
            : list(0, 3, this::argument);
    boolean plain =
        arguments.isEmpty()
            || (arguments.get(0) instanceof Argument.Star star && star.qualifier().isEmpty());
    return new Expression.Call(
        flip() ? qualified() : function(),
        arguments,
        !plain && flip(),
        !plain && flip() ? list(1, 2, this::sortItem) : List.of(),
        flip() ? list(1, 2, this::sortItem) : List.of(),
        maybe(this::expression),
        maybe(() -> any(Expression.NullTreatment.values())),
        maybe(() -> any(Expression.Navigation.values())),
        maybe(this::over),
        NOWHERE);
  }

  private Argument argument() {
    return random.nextInt(8) == 0
        ? new Argument.Star(Optional.of(qualified()), NOWHERE)
        : new Argument.Value(maybe(this::name), expression(), NOWHERE);
  }

  private Argument tableArgument() {
    return switch (random.nextInt(5)) {
      case 0 -> new Argument.Descriptor(maybe(this::name), names(), NOWHERE);
      case 1 ->
          new Argument.Table(
              maybe(this::name),
              input(),
              flip() ? list(1, 2, this::expression) : List.of(),
              NOWHERE);
      case 2 -> new Argument.TimeZone(maybe(this::name), expression(), NOWHERE);
      default -> new Argument.Value(maybe(this::name), expression(), NOWHERE);
    };
  }
}
