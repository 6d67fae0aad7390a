package dev.weir.codegen;

import dev.weir.expression.Expression;
import dev.weir.expression.Expression.And;
import dev.weir.expression.Expression.Arithmetic;
import dev.weir.expression.Expression.Call;
import dev.weir.expression.Expression.Case;
import dev.weir.expression.Expression.Cast;
import dev.weir.expression.Expression.Coalesce;
import dev.weir.expression.Expression.Column;
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
import dev.weir.type.Casts;
import dev.weir.type.DataType;
import dev.weir.type.TypeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.collections.impl.set.mutable.primitive.LongHashSet;

/**
 * Splits expressions into their shape and their constants. The shape is the same tree with
 * constants replaced by {@link Parameter}s and names left out: a value by which classes are shared,
 * and the tree that code is generated from. TRUE, FALSE, NULL and NaN stay in the shape, because
 * the code differs.
 *
 * <p>A subexpression that occurs several times in the tree becomes equal trees with equal
 * parameters, so that generated code can evaluate it once. What reads another row is never equal to
 * what reads the current one: the name of a column of a shape is the number of its row. Long AND, OR, CASE and COALESCE are
 * nested in groups, so that no method is made of more parts than the JVM allows.
 */
final class Shape {
  /** The most operands of one node of generated code. */
  static final int MAX_OPERANDS = 32;

  /**
   * A constant that a generated class is given.
   *
   * @param index its place among the constants
   * @param storage the storage letter of its field
   */
  record Parameter(int index, char storage) {}

  /** A cast that is done by a prepared function of boxed values. */
  private record Conversion(DataType from, DataType to) {}

  /** A subexpression where it stands: over which row, and what is known of rows. */
  private record Place(int row, Presence presence, Expression expression) {}

  /** What is known of the rows that expressions read. */
  enum Presence {
    /** There is a current row; others may be missing. */
    UNKNOWN,
    /** There is no current row, so its columns are NULL; others may be missing. */
    NO_ROW,
    /** No row is missing. */
    ALL
  }

  /** Stands for the current row. */
  private static final int CURRENT = -1;

  private final List<Object> constants = new ArrayList<>();
  private final StringBuilder storages = new StringBuilder();
  private final Set<Conversion> conversions = new LinkedHashSet<>();
  private final Set<Class<?>> linked = new LinkedHashSet<>();
  private final Map<Place, Integer> occurrences = new HashMap<>();
  private final Map<Place, Expression> repeated = new HashMap<>();
  private final Set<Expression> shared = new HashSet<>();

  /** The row that the expressions at hand are over. */
  private int row = CURRENT;

  private Presence presence = Presence.UNKNOWN;

  /** Counts subexpressions, before {@link #of}. Call once for each tree of the class. */
  void count(Expression expression) {
    if (isLeaf(expression)) {
      return;
    }
    if (occurrences.merge(place(expression), 1, Integer::sum) == 1) {
      if (expression instanceof OtherRow other) {
        over(
            other,
            value -> {
              count(value);
              return value;
            });
      } else {
        children(expression).forEach(this::count);
      }
    }
  }

  /** The shapes of expressions under an assumption; counts them too. */
  List<Expression> all(List<Expression> expressions, Presence assumed) {
    presence = assumed;
    expressions.forEach(this::count);
    return all(expressions);
  }

  /** The number of the row that a column of a shape is read from, negative for the current one. */
  static int rowOf(Column column) {
    return column.name().isEmpty() ? CURRENT : Integer.parseInt(column.name());
  }

  private Place place(Expression expression) {
    return new Place(row, presence, expression);
  }

  /** Visits the value that is read from another row. */
  private Expression over(OtherRow other, Function<Expression, Expression> visitor) {
    int outer = row;
    row = other.row();
    var visited = visitor.apply(other.value());
    row = outer;
    return visited;
  }

  /** The shape of an expression, its constants added to those of this. */
  Expression of(Expression expression) {
    if (isLeaf(expression)
        || isJunction(expression)
        || occurrences.getOrDefault(place(expression), 0) < 2
        || !isDeterministic(expression)) {
      return split(expression);
    }
    var known = repeated.get(place(expression));
    if (known == null) {
      known = split(expression);
      repeated.put(place(expression), known);
      shared.add(known);
    }
    return known;
  }

  /** The repeated, deterministic subexpressions, as shapes. */
  Set<Expression> shared() {
    return shared;
  }

  /** The constants: what was taken out of the trees, then the functions that casts call. */
  Object[] constants() {
    var all = new ArrayList<>(constants);
    conversions.forEach(each -> all.add(Casts.caster(each.from(), each.to())));
    return all.toArray();
  }

  /** How many of the {@link #constants} were taken out of the trees. */
  int literals() {
    return constants.size();
  }

  /** The storage letters of {@link #constants}. */
  String storages() {
    return storages + "A".repeat(conversions.size());
  }

  /** The index among the constants of the function of a cast that {@link #needsCaster}. */
  int indexOf(Cast cast) {
    int index = constants.size();
    for (var known : conversions) {
      if (known.equals(new Conversion(cast.operand().type(), cast.type()))) {
        return index;
      }
      index++;
    }
    throw new AssertionError(cast);
  }

  /** Whether a cast has no static method that does it all, or may not fail. */
  static boolean needsCaster(Cast cast) {
    var from = cast.operand().type();
    var to = cast.type();
    return from.kind() != TypeKind.NULL
        && !Casts.isIdentity(from, to)
        && (cast.isTry() || Casts.direct(from, to).isEmpty());
  }

  /** Classes that the generated class will name. */
  Set<Class<?>> linked() {
    return linked;
  }

  private Literal parameter(Object value, char storage, DataType type) {
    constants.add(value);
    storages.append(storage);
    return new Literal(new Parameter(constants.size() - 1, storage), type);
  }

  private Expression split(Expression e) {
    if (e instanceof Literal literal) {
      return literal(
          literal, literal.type().kind().isString() ? generalized(literal.type()) : literal.type());
    } else if (e instanceof Column c) {
      return row == CURRENT && presence == Presence.NO_ROW
          ? new Literal(null, c.type())
          : new Column(c.index(), c.type(), c.nullable(), row == CURRENT ? "" : "" + row);
    } else if (e instanceof OtherRow o) {
      var value = over(o, this::of);
      return presence == Presence.ALL ? value : new OtherRow(o.row(), value);
    } else if (e instanceof Given g) {
      return new Given(g.index(), g.type(), g.nullable(), "");
    } else if (e instanceof RowTime) {
      return e;
    } else if (e instanceof Arithmetic a) {
      return new Arithmetic(a.operation(), of(a.left()), of(a.right()), a.type());
    } else if (e instanceof Negation n) {
      return new Negation(of(n.operand()));
    } else if (e instanceof Comparison c) {
      return new Comparison(c.operator(), compared(c.left()), compared(c.right()));
    } else if (e instanceof DistinctFrom d) {
      return new DistinctFrom(of(d.left()), of(d.right()), d.negated());
    } else if (e instanceof And a) {
      return nested(all(a.terms()), And::new);
    } else if (e instanceof Or o) {
      return nested(all(o.terms()), Or::new);
    } else if (e instanceof Not n) {
      return new Not(of(n.operand()));
    } else if (e instanceof IsNull n) {
      return new IsNull(of(n.operand()), n.negated());
    } else if (e instanceof IsTruth t) {
      return new IsTruth(of(t.operand()), t.truth(), t.negated());
    } else if (e instanceof In in) {
      return in(in);
    } else if (e instanceof Case c) {
      return caseOf(c.branches(), c);
    } else if (e instanceof Coalesce c) {
      return nested(all(c.operands()), parts -> new Coalesce(parts, c.type()));
    } else if (e instanceof Cast c) {
      if (needsCaster(c)) {
        conversions.add(new Conversion(c.operand().type(), c.type()));
      }
      var operand =
          c.operand() instanceof Literal literal
              ? literal(literal, literal.type())
              : of(c.operand());
      return new Cast(operand, c.type(), c.isTry());
    } else if (e instanceof Call c) {
      linked.add(c.function().owner());
      c.function().methodType().parameterList().forEach(this::link);
      link(c.function().methodType().returnType());
      return new Call(c.function(), all(c.arguments()), c.type());
    } else if (e instanceof Field f) {
      return new Field(of(f.operand()), f.index(), f.type());
    } else if (e instanceof Construct c) {
      return new Construct(all(c.operands()), c.type());
    }
    throw new AssertionError(e);
  }

  private void link(Class<?> type) {
    if (!type.isPrimitive() && !type.isArray()) {
      linked.add(type);
    }
  }

  private List<Expression> all(List<Expression> expressions) {
    return expressions.stream().map(this::of).toList();
  }

  private Expression literal(Literal literal, DataType type) {
    var value = literal.value();
    if (value == null || value instanceof Boolean) {
      return new Literal(value, type);
    } else if (value instanceof Double number && number.isNaN()) {
      return new Literal(value, type);
    } else if (value instanceof Integer) {
      return parameter(value, 'I', type);
    } else if (value instanceof Long) {
      return parameter(value, 'J', type);
    } else if (value instanceof Double) {
      return parameter(value, 'D', type);
    }
    return parameter(value, 'A', type);
  }

  /** Without lengths and precisions, which say nothing about code: 'a' and 'ab' are of one shape. */
  private static DataType generalized(DataType type) {
    return type.children().isEmpty()
        ? new DataType(type.kind(), DataType.UNBOUNDED, 0, List.of(), List.of())
        : type;
  }

  /** A comparison looks at the values alone. */
  private Expression compared(Expression operand) {
    return operand instanceof Literal literal
        ? literal(literal, generalized(literal.type()))
        : of(operand);
  }

  private Expression in(In in) {
    var operand = of(in.operand());
    Object values =
        switch (Storages.of(operand)) {
          case 'I', 'J', 'D' -> longs(in.values());
          default -> keys(in.values());
        };
    var set = parameter(values, 'A', DataType.NULL);
    return new In(operand, List.of(set.value()), in.hasNull(), in.negated());
  }

  private Expression caseOf(List<Case.When> branches, Case whole) {
    int count = Math.min(branches.size(), MAX_OPERANDS);
    var first = new ArrayList<Case.When>();
    for (var branch : branches.subList(0, count)) {
      first.add(new Case.When(of(branch.condition()), of(branch.result())));
    }
    var rest =
        count == branches.size()
            ? of(whole.otherwise())
            : caseOf(branches.subList(count, branches.size()), whole);
    return new Case(first, rest, whole.type());
  }

  /** Evaluation from left to right, and what is left out, are the same in groups. */
  private static Expression nested(
      List<Expression> parts, Function<List<Expression>, Expression> node) {
    var level = parts;
    while (level.size() > MAX_OPERANDS) {
      var groups = new ArrayList<Expression>();
      for (int i = 0; i < level.size(); i += MAX_OPERANDS) {
        groups.add(node.apply(level.subList(i, Math.min(level.size(), i + MAX_OPERANDS))));
      }
      level = groups;
    }
    return node.apply(level);
  }

  /** How much of these is evaluated depends on where they stand, so they have no one value. */
  private static boolean isJunction(Expression e) {
    return e instanceof And || e instanceof Or || e instanceof Not;
  }

  static boolean isLeaf(Expression e) {
    return e instanceof Literal
        || e instanceof Column
        || e instanceof RowTime
        || e instanceof Given
        || e instanceof OtherRow other && other.value() instanceof Column;
  }

  static boolean isDeterministic(Expression e) {
    return !(e instanceof Call call && !call.function().deterministic())
        && children(e).stream().allMatch(Shape::isDeterministic);
  }

  /** The direct operands of an expression. */
  static List<Expression> children(Expression e) {
    if (e instanceof Arithmetic a) {
      return List.of(a.left(), a.right());
    } else if (e instanceof Negation n) {
      return List.of(n.operand());
    } else if (e instanceof Comparison c) {
      return List.of(c.left(), c.right());
    } else if (e instanceof DistinctFrom d) {
      return List.of(d.left(), d.right());
    } else if (e instanceof And a) {
      return a.terms();
    } else if (e instanceof Or o) {
      return o.terms();
    } else if (e instanceof Not n) {
      return List.of(n.operand());
    } else if (e instanceof IsNull n) {
      return List.of(n.operand());
    } else if (e instanceof IsTruth t) {
      return List.of(t.operand());
    } else if (e instanceof In in) {
      return List.of(in.operand());
    } else if (e instanceof Case c) {
      var parts = new ArrayList<Expression>();
      c.branches().forEach(branch -> parts.addAll(List.of(branch.condition(), branch.result())));
      parts.add(c.otherwise());
      return parts;
    } else if (e instanceof Coalesce c) {
      return c.operands();
    } else if (e instanceof Cast c) {
      return List.of(c.operand());
    } else if (e instanceof Call c) {
      return c.arguments();
    } else if (e instanceof Field f) {
      return List.of(f.operand());
    } else if (e instanceof Construct c) {
      return c.operands();
    } else if (e instanceof OtherRow o) {
      return List.of(o.value());
    }
    return List.of();
  }

  /** The constants of IN for values that are held as a long, an int or a double. */
  private static LongHashSet longs(List<Object> values) {
    var set = new LongHashSet(values.size());
    for (var value : values) {
      set.add(
          value instanceof Double number ? Operations.bits(number) : ((Number) value).longValue());
    }
    return set;
  }

  /** The constants of IN for references and booleans. */
  private static Set<Object> keys(List<Object> values) {
    var set = new HashSet<Object>();
    values.forEach(value -> set.add(Operations.key(value)));
    return set;
  }
}
