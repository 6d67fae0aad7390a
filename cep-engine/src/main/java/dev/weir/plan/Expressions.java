package dev.weir.plan;

import dev.weir.expression.AggregateCall;
import dev.weir.expression.Expression;
import dev.weir.expression.SortKey;
import dev.weir.type.TypeKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/** Walks and rebuilds typed expressions. */
public final class Expressions {
  private Expressions() {}

  /** The operands directly below, in order of evaluation. */
  public static List<Expression> children(Expression e) {
    if (e instanceof Expression.Literal
        || e instanceof Expression.Column
        || e instanceof Expression.RowTime) {
      return List.of();
    } else if (e instanceof Expression.Arithmetic a) {
      return List.of(a.left(), a.right());
    } else if (e instanceof Expression.Negation n) {
      return List.of(n.operand());
    } else if (e instanceof Expression.Comparison c) {
      return List.of(c.left(), c.right());
    } else if (e instanceof Expression.DistinctFrom d) {
      return List.of(d.left(), d.right());
    } else if (e instanceof Expression.And a) {
      return a.terms();
    } else if (e instanceof Expression.Or o) {
      return o.terms();
    } else if (e instanceof Expression.Not n) {
      return List.of(n.operand());
    } else if (e instanceof Expression.IsNull n) {
      return List.of(n.operand());
    } else if (e instanceof Expression.IsTruth t) {
      return List.of(t.operand());
    } else if (e instanceof Expression.In in) {
      return List.of(in.operand());
    } else if (e instanceof Expression.Case c) {
      var all = new ArrayList<Expression>();
      for (var branch : c.branches()) {
        all.add(branch.condition());
        all.add(branch.result());
      }
      all.add(c.otherwise());
      return all;
    } else if (e instanceof Expression.Coalesce c) {
      return c.operands();
    } else if (e instanceof Expression.Cast c) {
      return List.of(c.operand());
    } else if (e instanceof Expression.Call c) {
      return c.arguments();
    } else if (e instanceof Expression.Field f) {
      return List.of(f.operand());
    } else if (e instanceof Expression.Construct c) {
      return c.operands();
    } else if (e instanceof Expression.OtherRow o) {
      return List.of(o.value());
    } else if (e instanceof Expression.Given) {
      return List.of();
    }
    throw new AssertionError(e);
  }

  /** The same node over other operands, as many as {@link #children} gives. */
  static Expression withChildren(Expression e, List<Expression> c) {
    if (e instanceof Expression.Literal
        || e instanceof Expression.Column
        || e instanceof Expression.RowTime
        || e instanceof Expression.Given) {
      return e;
    } else if (e instanceof Expression.Arithmetic a) {
      return new Expression.Arithmetic(a.operation(), c.get(0), c.get(1), a.type());
    } else if (e instanceof Expression.Negation) {
      return new Expression.Negation(c.get(0));
    } else if (e instanceof Expression.Comparison n) {
      return new Expression.Comparison(n.operator(), c.get(0), c.get(1));
    } else if (e instanceof Expression.DistinctFrom d) {
      return new Expression.DistinctFrom(c.get(0), c.get(1), d.negated());
    } else if (e instanceof Expression.And) {
      return new Expression.And(c);
    } else if (e instanceof Expression.Or) {
      return new Expression.Or(c);
    } else if (e instanceof Expression.Not) {
      return new Expression.Not(c.get(0));
    } else if (e instanceof Expression.IsNull n) {
      return new Expression.IsNull(c.get(0), n.negated());
    } else if (e instanceof Expression.IsTruth t) {
      return new Expression.IsTruth(c.get(0), t.truth(), t.negated());
    } else if (e instanceof Expression.In in) {
      return new Expression.In(c.get(0), in.values(), in.hasNull(), in.negated());
    } else if (e instanceof Expression.Case n) {
      var branches = new ArrayList<Expression.Case.When>();
      for (int i = 0; i + 1 < c.size(); i += 2) {
        branches.add(new Expression.Case.When(c.get(i), c.get(i + 1)));
      }
      return new Expression.Case(branches, c.get(c.size() - 1), n.type());
    } else if (e instanceof Expression.Coalesce n) {
      return new Expression.Coalesce(c, n.type());
    } else if (e instanceof Expression.Cast n) {
      return new Expression.Cast(c.get(0), n.type(), n.isTry());
    } else if (e instanceof Expression.Call n) {
      return new Expression.Call(n.function(), c, n.type());
    } else if (e instanceof Expression.Field f) {
      return new Expression.Field(c.get(0), f.index(), f.type());
    } else if (e instanceof Expression.Construct n) {
      return new Expression.Construct(c, n.type());
    } else if (e instanceof Expression.OtherRow o) {
      return new Expression.OtherRow(o.row(), c.get(0));
    }
    throw new AssertionError(e);
  }

  /** Rebuilds an expression from its leaves up, replacing each node by what {@code step} makes of it. */
  public static Expression map(Expression e, UnaryOperator<Expression> step) {
    List<Expression> before = children(e);
    var after = new ArrayList<Expression>(before.size());
    boolean changed = false;
    for (Expression child : before) {
      Expression mapped = map(child, step);
      changed |= mapped != child;
      after.add(mapped);
    }
    return step.apply(changed ? withChildren(e, after) : e);
  }

  /** The expression over a row in which column {@code i} is column {@code target(i)}. */
  public static Expression mapColumns(Expression e, IntUnaryOperator target) {
    return map(
        e,
        x ->
            x instanceof Expression.Column c
                ? new Expression.Column(
                    target.applyAsInt(c.index()), c.type(), c.nullable(), c.name())
                : x);
  }

  /** The expression with its columns replaced by what computes them. */
  public static Expression inline(Expression e, List<Expression> columns) {
    return map(e, x -> x instanceof Expression.Column c ? columns.get(c.index()) : x);
  }

  /** The columns that an expression reads. */
  public static BitSet columns(Expression e) {
    var set = new BitSet();
    addColumns(e, set);
    return set;
  }

  static void addColumns(Expression e, BitSet into) {
    if (e instanceof Expression.Column c) {
      into.set(c.index());
    }
    for (Expression child : children(e)) {
      addColumns(child, into);
    }
  }

  /** Whether any node of the expression fulfils a condition. */
  public static boolean any(Expression e, java.util.function.Predicate<Expression> condition) {
    return condition.test(e) || children(e).stream().anyMatch(c -> any(c, condition));
  }

  /** Whether it reads no row: no column, no row time, nothing that is handed in beside the row. */
  public static boolean isConstant(Expression e) {
    return !any(
        e,
        x ->
            x instanceof Expression.Column
                || x instanceof Expression.RowTime
                || x instanceof Expression.OtherRow
                || x instanceof Expression.Given);
  }

  static boolean isTrue(Expression e) {
    return e instanceof Expression.Literal l && Boolean.TRUE.equals(l.value());
  }

  /** Whether the same row always gives the same value. */
  public static boolean isDeterministic(Expression e) {
    return !any(e, x -> x instanceof Expression.Call c && !c.function().deterministic());
  }

  static boolean readsRowTime(Expression e) {
    return any(e, Expression.RowTime.class::isInstance);
  }

  /**
   * Whether it surely never raises a row error. Calls, casts and checked arithmetic may; comparisons, logic and floating-point
   * sums do not.
   */
  public static boolean isSafe(Expression e) {
    return !any(
        e,
        x ->
            x instanceof Expression.Call
                || x instanceof Expression.Cast c && !c.isTry() && !widens(c)
                || x instanceof Expression.Negation n && !n.type().kind().isFloating()
                || x instanceof Expression.Construct c && c.type().kind() == TypeKind.MAP
                || x instanceof Expression.Arithmetic a
                    && (!a.type().kind().isFloating()
                        || a.operation() == Expression.Arithmetic.Operation.DIVIDE
                        || a.operation() == Expression.Arithmetic.Operation.MODULO));
  }

  private static boolean widens(Expression.Cast cast) {
    TypeKind from = cast.operand().type().kind();
    TypeKind to = cast.type().kind();
    return from == TypeKind.NULL
        || from.isNumeric() && to == TypeKind.DOUBLE
        || from.isInteger() && to.isInteger() && from.ordinal() <= to.ordinal();
  }

  /** How many nodes there are, up to a limit. */
  static int size(Expression e) {
    int n = 1;
    for (Expression child : children(e)) {
      n += size(child);
    }
    return n;
  }

  public static SortKey map(SortKey key, UnaryOperator<Expression> whole) {
    return new SortKey(whole.apply(key.expression()), key.descending(), key.nullsFirst());
  }

  public static AggregateCall map(AggregateCall call, UnaryOperator<Expression> whole) {
    return new AggregateCall(
        call.function(),
        call.arguments().stream().map(whole).toList(),
        call.distinct(),
        call.filter() == null ? null : whole.apply(call.filter()),
        call.orderBy().stream().map(k -> map(k, whole)).toList());
  }

  public static OverCall map(OverCall call, UnaryOperator<Expression> whole) {
    return new OverCall(
        call.function(),
        call.aggregate() == null ? null : map(call.aggregate(), whole),
        call.arguments().stream().map(whole).toList(),
        call.ignoreNulls(),
        call.frame(),
        call.type());
  }

  /** All expressions of an aggregate: arguments, filter, order. */
  public static List<Expression> expressions(AggregateCall call) {
    var all = new ArrayList<>(call.arguments());
    if (call.filter() != null) {
      all.add(call.filter());
    }
    call.orderBy().forEach(k -> all.add(k.expression()));
    return all;
  }

  /** All expressions of a window function call. */
  public static List<Expression> expressions(OverCall call) {
    var all = new ArrayList<>(call.arguments());
    if (call.aggregate() != null) {
      all.addAll(expressions(call.aggregate()));
    }
    return all;
  }

  /** A conjunction: no terms is TRUE, one is itself; nested ones are flattened. */
  public static Expression and(List<Expression> terms) {
    var flat = new ArrayList<Expression>();
    terms.forEach(t -> flat.addAll(conjuncts(t)));
    if (flat.isEmpty()) {
      return new Expression.Literal(true, dev.weir.type.DataType.BOOLEAN);
    }
    return flat.size() == 1 ? flat.get(0) : new Expression.And(flat);
  }

  /** The terms of a conjunction, nested ones flattened. */
  public static List<Expression> conjuncts(Expression e) {
    if (e instanceof Expression.And and) {
      return and.terms().stream().flatMap(t -> conjuncts(t).stream()).toList();
    }
    return List.of(e);
  }
}
