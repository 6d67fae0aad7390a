package dev.weir.codegen;

import dev.weir.event.Event;
import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.expression.SortKey;
import dev.weir.function.Accumulator;
import dev.weir.function.AggregateFunction;
import dev.weir.function.BoxedAccumulator;
import dev.weir.operator.Aggregator;
import dev.weir.operator.Collector;
import dev.weir.operator.Intake;
import dev.weir.operator.LocalConditions;
import dev.weir.operator.MatchCondition;
import dev.weir.operator.MatchProjection;
import dev.weir.operator.Operator;
import dev.weir.operator.Predicate;
import dev.weir.operator.Projection;
import dev.weir.operator.RowErrors;
import dev.weir.operator.RowOrder;
import dev.weir.state.KeyReader;
import dev.weir.time.Clock;
import dev.weir.type.Schema;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes the generated parts of operators, one generator per engine.
 *
 * <p>Classes are shared by shape: expressions that differ in constants and names only are one class,
 * which is given its constants when an object of it is made; so ten thousand rules of one shape cost
 * one class. Writing and loading a class takes a fraction of a millisecond. A class unloads after
 * the last object of it; event classes stay with the generator. Thread-safe; what it makes is for
 * one thread, unless its own type says otherwise.
 *
 * <p>The order of evaluation is the one that {@link dev.weir.expression.Interpreter} documents.
 */
public final class CodeGenerator {
  private final Clock clock;
  private final GeneratedClasses classes = new GeneratedClasses();

  /** @param clock what functions of the current time read */
  public CodeGenerator(Clock clock) {
    this.clock = clock;
  }

  /** An event of the schema's class, for {@link Event#newInstance}. */
  public Event eventPrototype(Schema schema) {
    return eventPrototype(schema.layout());
  }

  /** @param layout see {@link Schema#layout} */
  public Event eventPrototype(String layout) {
    return (Event) newInstance(classes.eventClass(layout));
  }

  /** @param keyColumns indexes in {@code input}, in key order; may be empty: one key for all */
  public KeyReader keyReader(Schema input, int... keyColumns) {
    var columns = new ArrayList<Expression.Column>();
    for (int index : keyColumns) {
      var column = input.column(index);
      columns.add(new Expression.Column(index, column.type(), column.nullable(), ""));
    }
    return keyReader(input, columns);
  }

  /** @param keyColumns columns of {@code input}, in key order; may be empty: one key for all */
  public KeyReader keyReader(Schema input, List<Expression.Column> keyColumns) {
    var key = new StringBuilder();
    var columns = new ArrayList<Expression.Column>();
    for (var column : keyColumns) {
      columns.add(new Expression.Column(column.index(), column.type(), column.nullable(), ""));
      key.append(column.type().storage().code());
    }
    String inputName = classes.eventName(input.layout());
    String keyName = classes.eventName(key.toString());
    var type =
        classes.ofShape(
            List.of("Key", input.layout(), columns),
            "Key",
            Set.of(),
            name -> KeyReaderWriter.write(name, inputName, keyName, columns));
    return (KeyReader) newInstance(type, new Object[0], clock);
  }

  /**
   * @param output a schema whose first columns are those of {@code expressions}; the others are left
   *     for the operator to fill
   */
  public Projection projection(Schema input, List<Expression> expressions, Schema output) {
    var shape = new Shape();
    expressions.forEach(shape::count);
    var shapes = expressions.stream().map(shape::of).toList();
    String inputName = classes.eventName(input.layout());
    String outputName = classes.eventName(output.layout());
    var type =
        classes.ofShape(
            List.of("Projection", input.layout(), shapes, output.layout()),
            "Projection",
            shape.linked(),
            name ->
                new StageWriter(name, Projection.class, shape, inputName, null, shapes, outputName)
                    .projection());
    return (Projection) newInstance(type, shape.constants(), clock);
  }

  /** @param condition of type BOOLEAN */
  public Predicate predicate(Schema input, Expression condition) {
    var shape = new Shape();
    shape.count(condition);
    var shaped = shape.of(condition);
    String inputName = classes.eventName(input.layout());
    var type =
        classes.ofShape(
            List.of("Predicate", input.layout(), shaped),
            "Predicate",
            shape.linked(),
            name ->
                new StageWriter(name, Predicate.class, shape, inputName, shaped, null, null)
                    .predicate());
    return (Predicate) newInstance(type, shape.constants(), clock);
  }

  /**
   * The check of rows that enter a stream: no NULL in a column that is NOT NULL, none in the time
   * column.
   *
   * @param timeColumn index of the time column in {@code input}, or -1
   */
  public Intake intake(Schema input, int timeColumn) {
    var tests = new ArrayList<Expression>();
    for (int i = 0; i < input.size(); i++) {
      var column = input.column(i);
      if (!column.nullable() || i == timeColumn) {
        // Nullable, whatever is declared: the declaration is what is being checked.
        tests.add(new Expression.IsNull(new Expression.Column(i, column.type(), true, ""), true));
      }
    }
    var condition = tests.isEmpty() ? null : new Expression.And(tests);
    var shape = new Shape();
    if (condition != null) {
      shape.count(condition);
    }
    var shaped = condition == null ? null : shape.of(condition);
    String inputName = classes.eventName(input.layout());
    var type =
        classes.ofShape(
            Arrays.asList("Intake", input.layout(), shaped, timeColumn),
            "Intake",
            shape.linked(),
            name ->
                new StageWriter(name, Intake.class, shape, inputName, shaped, null, null)
                    .intake(timeColumn));
    return (Intake) newInstance(type, shape.constants(), clock);
  }

  /**
   * The order of rows of one schema.
   *
   * @throws IllegalArgumentException if a key depends on the row's time, which rows do not carry
   */
  public RowOrder rowOrder(Schema input, List<SortKey> keys) {
    var shape = new Shape();
    var shaped = sortKeys(shape, keys);
    String inputName = classes.eventName(input.layout());
    var type =
        classes.ofShape(
            List.of("Order", input.layout(), shaped),
            "Order",
            shape.linked(),
            name -> RowOrderWriter.write(name, shape, inputName, shaped));
    return (RowOrder) newInstance(type, shape.constants(), clock);
  }

  private static List<SortKey> sortKeys(Shape shape, List<SortKey> keys) {
    return keys.stream()
        .map(
            key ->
                new SortKey(timeless(shape, key.expression()), key.descending(), key.nullsFirst()))
        .toList();
  }

  private static Expression timeless(Shape shape, Expression expression) {
    if (readsTime(expression)) {
      throw new IllegalArgumentException("the row's time is not at hand in " + expression);
    }
    return shape.of(expression);
  }

  private static boolean readsTime(Expression expression) {
    return expression instanceof Expression.RowTime
        || Shape.children(expression).stream().anyMatch(CodeGenerator::readsTime);
  }

  /** As {@link #aggregator(Schema, List, Schema, int)}, for results that go anywhere. */
  public Aggregator aggregator(Schema input, List<AggregateCall> calls) {
    return aggregator(input, calls, null, 0);
  }

  /**
   * All aggregates of one operator, with empty accumulators of their own.
   *
   * @param output the schema of the events that most results are written into, which is then done
   *     without dispatch; or null
   * @param outputField the field of the first result in them
   * @throws IllegalArgumentException if an argument depends on the row's time
   */
  public Aggregator aggregator(
      Schema input, List<AggregateCall> calls, Schema output, int outputField) {
    var shape = new Shape();
    var accumulators = new Accumulator[calls.size()];
    var parts = new ArrayList<AggregatorWriter.Part>();
    for (var call : calls) {
      var accumulator = Accumulators.of(call);
      accumulators[parts.size()] = accumulator;
      parts.add(
          new AggregatorWriter.Part(
              new AggregateCall(
                  withoutFactory(call.function()),
                  call.arguments().stream().map(each -> timeless(shape, each)).toList(),
                  call.distinct(),
                  call.filter() == null ? null : timeless(shape, call.filter()),
                  sortKeys(shape, call.orderBy())),
              Accumulators.isBoxed(call) ? BoxedAccumulator.class : accumulator.getClass()));
    }
    String inputName = classes.eventName(input.layout());
    String outputName = output == null ? null : classes.eventName(output.layout());
    var type =
        classes.ofShape(
            Arrays.asList("Aggregator", input.layout(), parts, outputName, outputField),
            "Aggregator",
            linked(shape, parts),
            name ->
                new AggregatorWriter(name, shape, inputName, parts, outputName, outputField)
                    .write());
    return (Aggregator) newInstance(type, accumulators, shape.constants(), clock);
  }

  /** What of a function matters to code; the factory has no equality. */
  private static AggregateFunction withoutFactory(AggregateFunction function) {
    return new AggregateFunction(
        function.name(),
        List.of(),
        function.result(),
        function.resultNullable(),
        function.seesNulls(),
        function.accumulatorClass(),
        function.addType(),
        null);
  }

  private static Iterable<Class<?>> linked(Shape shape, List<AggregatorWriter.Part> parts) {
    var linked = shape.linked();
    parts.forEach(part -> linked.add(part.accumulator()));
    return linked;
  }

  /**
   * A fused filter and projection: the filter first, on the input's columns, then the projection.
   * Rows that cannot be evaluated go to {@code errors}. It has no state.
   *
   * @param predicate of type BOOLEAN, or null for all rows
   * @param projection one expression per column of {@code output}, or null to pass the event as is
   * @param output unused if there is no projection
   */
  public Operator stage(
      Schema input,
      Expression predicate,
      List<Expression> projection,
      Schema output,
      Collector out,
      RowErrors errors) {
    var shape = new Shape();
    count(shape, predicate, projection);
    var condition = predicate == null ? null : shape.of(predicate);
    var columns = projection == null ? null : projection.stream().map(shape::of).toList();
    String inputName = classes.eventName(input.layout());
    String outputName = projection == null ? null : classes.eventName(output.layout());
    var type =
        classes.ofShape(
            Arrays.asList("Stage", input.layout(), condition, columns, outputName),
            "Stage",
            shape.linked(),
            name ->
                new StageWriter(name, Stage.class, shape, inputName, condition, columns, outputName)
                    .stage());
    return (Operator) newInstance(type, out, errors, shape.constants(), clock);
  }

  private static void count(Shape shape, Expression predicate, List<Expression> projection) {
    if (predicate != null) {
      shape.count(predicate);
    }
    if (projection != null) {
      projection.forEach(shape::count);
    }
  }

  /**
   * Conditions on a row and its neighbours. Subexpressions that several of them have are evaluated once.
   *
   * @param input the schema of rows, of the current one and the others
   * @param conditions of type BOOLEAN, at most 64, without {@link Expression.Given}
   */
  public LocalConditions localConditions(Schema input, List<Expression> conditions) {
    if (conditions.size() > Long.SIZE) {
      throw new IllegalArgumentException(conditions.size() + " conditions are more than bits");
    }
    var shape = new Shape();
    var shapes = shape.all(conditions, Shape.Presence.UNKNOWN);
    var others = new TreeSet<Integer>();
    conditions.forEach(each -> addOthers(each, others));
    var allPresent = others.isEmpty() ? shapes : shape.all(conditions, Shape.Presence.ALL);
    String inputName = classes.eventName(input.layout());
    var type =
        classes.ofShape(
            List.of("LocalConditions", input.layout(), shapes, allPresent),
            "LocalConditions",
            shape.linked(),
            name ->
                new MatchWriter(name, LocalConditions.class, shape, inputName, null)
                    .localConditions(shapes, allPresent, others));
    return (LocalConditions) newInstance(type, shape.constants(), clock);
  }

  /** Adds the numbers of the other rows that are read. */
  private static void addOthers(Expression expression, Set<Integer> others) {
    if (expression instanceof Expression.OtherRow other) {
      others.add(other.row());
    }
    Shape.children(expression).forEach(each -> addOthers(each, others));
  }

  /**
   * @param input the schema of rows, of the current one and the others
   * @param condition of type BOOLEAN
   * @param given the schema of given values, or null if the condition reads none
   */
  public MatchCondition matchCondition(Schema input, Expression condition, Schema given) {
    var shape = new Shape();
    shape.count(condition);
    var shaped = shape.of(condition);
    String inputName = classes.eventName(input.layout());
    String givenName = given == null ? null : classes.eventName(given.layout());
    var type =
        classes.ofShape(
            Arrays.asList("MatchCondition", input.layout(), shaped, givenName),
            "MatchCondition",
            shape.linked(),
            name ->
                new MatchWriter(name, MatchCondition.class, shape, inputName, givenName)
                    .condition(shaped));
    return (MatchCondition) newInstance(type, shape.constants(), clock);
  }

  /**
   * Fills fields of an event, which may have been filled before.
   *
   * @param input the schema of rows, of the current one and the others
   * @param given the schema of given values, or null if no expression reads one
   * @param output the schema of the events that are filled
   * @param firstField the field for the first expression; the others follow
   */
  public MatchProjection matchProjection(
      Schema input, List<Expression> expressions, Schema given, Schema output, int firstField) {
    var shape = new Shape();
    var shapes = shape.all(expressions, Shape.Presence.UNKNOWN);
    var rowless =
        expressions.stream().anyMatch(CodeGenerator::readsRow)
            ? shape.all(expressions, Shape.Presence.NO_ROW)
            : null;
    String inputName = classes.eventName(input.layout());
    String givenName = given == null ? null : classes.eventName(given.layout());
    String outputName = classes.eventName(output.layout());
    var type =
        classes.ofShape(
            Arrays.asList(
                "MatchProjection",
                input.layout(),
                shapes,
                rowless,
                givenName,
                outputName,
                firstField),
            "MatchProjection",
            shape.linked(),
            name ->
                new MatchWriter(name, MatchProjection.class, shape, inputName, givenName)
                    .projection(shapes, rowless, outputName, firstField));
    return (MatchProjection) newInstance(type, shape.constants(), clock);
  }

  /** Whether a column of the current row is read. */
  private static boolean readsRow(Expression expression) {
    return expression instanceof Expression.Column
        || !(expression instanceof Expression.OtherRow)
            && Shape.children(expression).stream().anyMatch(CodeGenerator::readsRow);
  }

  /**
   * What is generated for the conditions of a row pattern, as text that reads like Java; see {@link
   * #describeStage}. {@code other[i]} are other rows.
   *
   * @param names of the variables
   * @param local per variable, what is decided once per row; null if there is nothing
   * @param general per variable, what is decided per partial match; null if there is nothing
   * @param given the schema of given values, or null
   */
  public String describeMatch(
      Schema input,
      List<String> names,
      List<Expression> local,
      List<Expression> general,
      Schema given) {
    var shape = new Shape();
    local.stream().filter(Objects::nonNull).forEach(shape::count);
    var shapes = new ArrayList<Expression>();
    local.forEach(each -> shapes.add(each == null ? null : shape.of(each)));
    var text = new StringBuilder(new Listing(shape, input).localConditions(names, shapes));
    for (int i = 0; i < names.size(); i++) {
      if (general.get(i) != null) {
        var own = new Shape();
        own.count(general.get(i));
        var condition = own.of(general.get(i));
        text.append(new Listing(own, input).condition(names.get(i), condition, given));
      }
    }
    return text.toString();
  }

  /**
   * What {@link #stage} generates for the same arguments, as text that reads like Java. A {@code ?}
   * marks what is tested for NULL, {@code k0 ...} are constants, {@code v0 ...} are values that are
   * computed once.
   */
  public String describeStage(
      Schema input, Expression predicate, List<Expression> projection, Schema output) {
    var shape = new Shape();
    count(shape, predicate, projection);
    var condition = predicate == null ? null : shape.of(predicate);
    var columns = projection == null ? null : projection.stream().map(shape::of).toList();
    return new Listing(shape, input).stage(condition, columns, output);
  }

  private static Object newInstance(Class<?> type, Object... arguments) {
    try {
      return type.getConstructors()[0].newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new AssertionError("a generated constructor failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("a generated class has one public constructor", e);
    }
  }
}
