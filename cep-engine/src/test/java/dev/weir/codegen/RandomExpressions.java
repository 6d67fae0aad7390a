package dev.weir.codegen;

import dev.weir.event.Event;
import dev.weir.expression.Expression;
import dev.weir.expression.Expression.And;
import dev.weir.expression.Expression.Arithmetic;
import dev.weir.expression.Expression.Call;
import dev.weir.expression.Expression.Case;
import dev.weir.expression.Expression.Cast;
import dev.weir.expression.Expression.Coalesce;
import dev.weir.expression.Expression.Comparison;
import dev.weir.expression.Expression.Construct;
import dev.weir.expression.Expression.DistinctFrom;
import dev.weir.expression.Expression.Field;
import dev.weir.expression.Expression.Given;
import dev.weir.expression.Expression.In;
import dev.weir.expression.Expression.IsNull;
import dev.weir.expression.Expression.IsTruth;
import dev.weir.expression.Expression.Literal;
import dev.weir.expression.Expression.Negation;
import dev.weir.expression.Expression.Not;
import dev.weir.expression.Expression.Or;
import dev.weir.expression.Expression.OtherRow;
import dev.weir.expression.Expression.RowTime;
import dev.weir.type.Bytes;
import dev.weir.type.Casts;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.RowValue;
import dev.weir.type.Schema;
import dev.weir.type.TypeKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Well-typed expressions, schemas and rows, from a seed. */
final class RandomExpressions {
  static final DataType ROW =
      DataType.row(List.of("n", "t"), List.of(DataType.BIGINT, DataType.VARCHAR));
  static final DataType ARRAY = DataType.array(DataType.INTEGER);

  static final List<DataType> TYPES =
      List.of(
          DataType.BOOLEAN,
          DataType.TINYINT,
          DataType.SMALLINT,
          DataType.INTEGER,
          DataType.BIGINT,
          DataType.REAL,
          DataType.DOUBLE,
          DataType.decimal(9, 2),
          DataType.decimal(20, 4),
          DataType.VARCHAR,
          DataType.VARBINARY,
          DataType.DATE,
          DataType.timestamp(3),
          DataType.INTERVAL_DAY_TIME,
          ROW,
          ARRAY);

  private static final DataType[] NUMBERS = {
    DataType.TINYINT,
    DataType.SMALLINT,
    DataType.INTEGER,
    DataType.BIGINT,
    DataType.REAL,
    DataType.DOUBLE,
    DataType.decimal(9, 2),
    DataType.decimal(20, 4)
  };

  private final Random random;
  private final Schema schema;

  /** How many other rows expressions read; values of {@link #schema} are given then, too. */
  private final int otherRows;

  /** Whether what is being made is over another row. */
  private boolean overOther;

  /** Whole expressions made before, to be used again: common subexpressions. */
  private final List<Expression> made = new ArrayList<>();

  RandomExpressions(Random random) {
    this(random, 0);
  }

  RandomExpressions(Random random, int otherRows) {
    this.random = random;
    this.otherRows = otherRows;
    var columns = new ArrayList<Column>();
    for (var type : TYPES) {
      columns.add(new Column("n" + columns.size(), type, true, Column.Role.PLAIN));
      columns.add(new Column("v" + columns.size(), type, false, Column.Role.PLAIN));
    }
    this.schema = new Schema(columns);
  }

  Schema schema() {
    return schema;
  }

  Event row(Event prototype) {
    var event = prototype.newInstance();
    for (int i = 0; i < schema.size(); i++) {
      var column = schema.column(i);
      boolean isNull = column.nullable() && random.nextInt(3) == 0;
      event.set(i, isNull ? null : value(column.type()));
    }
    return event;
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  Object value(DataType type) {
    return switch (type.kind()) {
      case BOOLEAN -> random.nextBoolean();
      case TINYINT -> any(List.of(0, 1, -1, 2, 3, 127, -128, 100));
      case SMALLINT -> any(List.of(0, 1, -1, 2, 3, 32767, -32768, 300));
      case INTEGER -> any(List.of(0, 1, -1, 2, 3, 7, Integer.MAX_VALUE, Integer.MIN_VALUE, 65_536));
      case DATE -> any(List.of(0, 1, -1, 20_000, 30_000));
      case BIGINT ->
          any(List.of(0L, 1L, -1L, 2L, 3L, 7L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 33));
      case TIMESTAMP, INTERVAL_DAY_TIME ->
          any(List.of(0L, 1_000L, -1_000L, 60_000_000L, 1_767_312_245_678_000L));
      case REAL -> any(List.of(0.0, -0.0, 1.5, -2.25, Double.NaN, (double) 0.1f, 3.0));
      case DOUBLE ->
          any(
              List.of(
                  0.0,
                  -0.0,
                  1.0,
                  -2.5,
                  Double.NaN,
                  Double.POSITIVE_INFINITY,
                  Double.NEGATIVE_INFINITY,
                  1e300,
                  0.1));
      case DECIMAL ->
          new BigDecimal(any(List.of("0", "1", "-1", "2.5", "1234.56", "-9999999", "0.01")))
              .setScale(type.scale());
      case VARCHAR -> any(List.of("", "a", "b", "ab", "12", "-7", "1.5", "long enough", "TRUE"));
      case VARBINARY ->
          new Bytes(
              any(List.of("", "a", "b", "ab")).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      case ROW ->
          new RowValue(java.util.Arrays.asList(maybe(DataType.BIGINT), maybe(DataType.VARCHAR)));
      case ARRAY -> java.util.Arrays.asList(maybe(DataType.INTEGER), maybe(DataType.INTEGER));
      default -> throw new AssertionError(type);
    };
  }

  private Object maybe(DataType type) {
    return random.nextInt(4) == 0 ? null : value(type);
  }

  DataType type() {
    return any(TYPES);
  }

  Expression ofType(DataType type, int depth) {
    if (depth > 0 && random.nextInt(6) == 0) {
      var known =
          made.stream()
              .filter(e -> e.type().equals(type) && !(overOther && needsCurrentRow(e)))
              .toList();
      if (!known.isEmpty()) {
        return any(known);
      }
    }
    if (otherRows > 0 && !overOther && random.nextInt(4) == 0) {
      overOther = true;
      var value = ofType(type, depth == 0 ? 0 : depth - 1);
      overOther = false;
      return new OtherRow(random.nextInt(otherRows), value);
    }
    var expression = depth == 0 || random.nextInt(8) == 0 ? leaf(type) : node(type, depth - 1);
    if (made.size() < 60) {
      made.add(expression);
    } else {
      made.set(random.nextInt(made.size()), expression);
    }
    return expression;
  }

  private static boolean needsCurrentRow(Expression e) {
    return e instanceof RowTime
        || e instanceof OtherRow
        || Shape.children(e).stream().anyMatch(RandomExpressions::needsCurrentRow);
  }

  private Expression leaf(DataType type) {
    int choice = random.nextInt(10);
    if (choice == 0) {
      return new Literal(null, type);
    } else if (choice < 4) {
      return new Literal(value(type), type);
    } else if (choice == 4 && type.kind() == TypeKind.TIMESTAMP && !overOther) {
      return new RowTime(type);
    }
    var candidates = new ArrayList<Expression>();
    for (int i = 0; i < schema.size(); i++) {
      var column = schema.column(i);
      if (column.type().equals(type)) {
        candidates.add(new Expression.Column(i, type, column.nullable(), column.name()));
        if (otherRows > 0 && random.nextBoolean()) {
          candidates.add(new Given(i, type, column.nullable(), column.name()));
        }
      }
    }
    return any(candidates);
  }

  private Expression node(DataType type, int depth) {
    int choice = random.nextInt(10);
    if (choice == 0) {
      return caseOf(type, depth);
    } else if (choice == 1) {
      return new Coalesce(List.of(ofType(type, depth), ofType(type, depth)), type);
    } else if (choice <= 3) {
      var from = any(TYPES);
      if (Casts.canCast(from, type)) {
        return new Cast(ofType(from, depth), type, random.nextBoolean());
      }
    } else if (choice == 4) {
      var function = TestFunctions.function("firstOf", Object.class, Object.class, Object.class);
      return new Call(function, List.of(ofType(type, depth), ofType(type, depth)), type);
    }
    if (type.kind() == TypeKind.BOOLEAN) {
      return condition(depth);
    } else if (type.kind() == TypeKind.INTERVAL_DAY_TIME || type.kind().isNumeric()) {
      return number(type, depth);
    } else if (type.kind() == TypeKind.ROW) {
      return new Construct(
          List.of(ofType(DataType.BIGINT, depth), ofType(DataType.VARCHAR, depth)), type);
    } else if (type.kind() == TypeKind.ARRAY) {
      return new Construct(
          List.of(ofType(DataType.INTEGER, depth), ofType(DataType.INTEGER, depth)), type);
    } else if (type.kind() == TypeKind.VARCHAR) {
      return new Field(ofType(ROW, depth), 1, type);
    }
    return leaf(type);
  }

  private Expression caseOf(DataType type, int depth) {
    var branches = new ArrayList<Case.When>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      branches.add(new Case.When(ofType(DataType.BOOLEAN, depth), ofType(type, depth)));
    }
    return new Case(branches, ofType(type, depth), type);
  }

  private Expression number(DataType type, int depth) {
    int choice = random.nextInt(8);
    if (choice == 0) {
      return new Negation(ofType(type, depth));
    } else if (choice == 1 && type.kind() == TypeKind.BIGINT) {
      return switch (random.nextInt(3)) {
        case 0 ->
            new Call(
                TestFunctions.function("sum", long.class, long.class, long.class),
                List.of(ofType(type, depth), ofType(type, depth)),
                type);
        case 1 ->
            new Call(
                TestFunctions.function("ticks", long.class, dev.weir.time.Clock.class, long.class),
                List.of(ofType(type, depth)),
                type);
        default -> new Field(ofType(ROW, depth), 0, type);
      };
    } else if (choice == 1 && type.kind() == TypeKind.INTEGER) {
      return random.nextBoolean()
          ? new Call(
              TestFunctions.function("lengthOf", int.class, String.class),
              List.of(ofType(DataType.VARCHAR, depth)),
              type)
          : new Call(
              TestFunctions.function("oddOnly", Integer.class, int.class),
              List.of(ofType(type, depth)),
              type);
    } else if (choice == 1 && type.kind() == TypeKind.DOUBLE) {
      return new Call(
          TestFunctions.function("total", double.class, double.class, double[].class),
          many(type, depth, 1),
          type);
    }
    var operation = any(List.of(Arithmetic.Operation.values()));
    return new Arithmetic(operation, ofType(type, depth), ofType(type, depth), type);
  }

  private List<Expression> many(DataType type, int depth, int least) {
    var list = new ArrayList<Expression>();
    for (int i = least + random.nextInt(4); i > 0; i--) {
      list.add(ofType(type, depth));
    }
    return list;
  }

  private Expression condition(int depth) {
    return switch (random.nextInt(13)) {
      case 0, 1, 2 -> {
        var type = any(TYPES);
        boolean ordered = type.kind() != TypeKind.ROW && type.kind() != TypeKind.ARRAY;
        var operator =
            ordered
                ? any(List.of(Comparison.Operator.values()))
                : any(List.of(Comparison.Operator.EQUAL, Comparison.Operator.NOT_EQUAL));
        yield new Comparison(operator, ofType(type, depth), ofType(type, depth));
      }
      case 3, 4 -> new And(many(DataType.BOOLEAN, depth, 2));
      case 5, 6 -> new Or(many(DataType.BOOLEAN, depth, 2));
      case 7 -> new Not(ofType(DataType.BOOLEAN, depth));
      case 8 -> new IsNull(ofType(any(TYPES), depth), random.nextBoolean());
      case 9 ->
          new IsTruth(ofType(DataType.BOOLEAN, depth), random.nextBoolean(), random.nextBoolean());
      case 10 -> {
        var type = any(TYPES);
        yield new DistinctFrom(ofType(type, depth), ofType(type, depth), random.nextBoolean());
      }
      case 11 -> {
        var type = any(List.of(NUMBERS));
        type = random.nextBoolean() ? any(List.of(DataType.VARCHAR, DataType.BOOLEAN, ROW)) : type;
        var values = new LinkedHashSet<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
          values.add(value(type));
        }
        yield new In(
            ofType(type, depth),
            new ArrayList<>(values),
            random.nextBoolean(),
            random.nextBoolean());
      }
      default ->
          random.nextBoolean()
              ? new Call(
                  TestFunctions.function("anyNull", boolean.class, Object[].class),
                  List.of(ofType(any(TYPES), depth), ofType(any(TYPES), depth)),
                  DataType.BOOLEAN)
              : new Call(
                  TestFunctions.function("hasMatch", boolean.class, String.class, Pattern.class),
                  List.of(
                      ofType(DataType.VARCHAR, depth),
                      new Literal(Pattern.compile("[ab]"), DataType.VARCHAR)),
                  DataType.BOOLEAN);
    };
  }
}
