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
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What generated code does, as text that reads like Java: {@code EXPLAIN CODE}. It is made from
 * the shape that the class is made from, so it shows what is constant, what is shared and where
 * NULL is tested ({@code ?}).
 */
final class Listing {
  private final Shape shape;
  private final Schema input;
  private final Map<Expression, String> shared = new HashMap<>();
  private final StringBuilder text = new StringBuilder();

  Listing(Shape shape, Schema input) {
    this.shape = shape;
    this.input = input;
  }

  /**
   * @param predicate a shape, or null
   * @param projection shapes, or null
   * @param output unused without projection
   */
  String stage(Expression predicate, List<Expression> projection, Schema output) {
    line("// input: " + columns(input, "event"));
    if (projection != null) {
      line("// output: " + columns(output, "row"));
    }
    constants();
    line("for (event, time in batch) {");
    if (predicate != null) {
      var terms = predicate instanceof And and ? and.terms() : List.of(predicate);
      for (var term : terms) {
        line("  if (!(" + of(term) + ")) continue;");
      }
    }
    if (projection != null) {
      line("  row = new Event_" + output.layout() + "();");
      for (int i = 0; i < projection.size(); i++) {
        line("  row.f" + i + " = " + of(projection.get(i)) + ";");
      }
    }
    line("  emit(" + (projection == null ? "event" : "row") + ", time);");
    line("}");
    return text.toString();
  }

  /** @param conditions shapes, per name; null for none */
  String localConditions(List<String> names, List<Expression> conditions) {
    line("// input: " + columns(input, "event"));
    constants();
    line("for (event, time, other in partition) {");
    for (int i = 0; i < names.size(); i++) {
      var condition = conditions.get(i);
      line(
          "  "
              + (condition == null ? "" : "if (" + of(condition) + ") ")
              + "bits |= "
              + names.get(i)
              + ";");
    }
    line("}");
    return text.toString();
  }

  /**
   * @param condition a shape
   * @param given the schema of given values, or null
   */
  String condition(String name, Expression condition, Schema given) {
    line("boolean " + name + "(event, time, other" + (given == null ? "" : ", given") + ") {");
    if (given != null) {
      line("  // given: " + columns(given, "given"));
    }
    for (var line : constantLines()) {
      line("  " + line);
    }
    line("  return " + of(condition) + ";");
    line("}");
    return text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** The fields, those that can be NULL marked. */
  private static String columns(Schema schema, String owner) {
    var fields = new ArrayList<String>();
    for (int i = 0; i < schema.size(); i++) {
      var column = schema.column(i);
      fields.add(
          owner
              + ".f"
              + i
              + (column.nullable() ? "?" : "")
              + " "
              + column.name()
              + " "
              + column.type());
    }
    return String.join(", ", fields);
  }

  private void constants() {
    constantLines().forEach(this::line);
  }

  private List<String> constantLines() {
    var lines = new ArrayList<String>();
    var constants = shape.constants();
    for (int i = 0; i < shape.literals(); i++) {
      var value = constants[i];
      lines.add("final k" + i + " = " + (value instanceof String s ? quoted(s) : value) + ";");
    }
    return lines;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private String of(Expression e) {
    if (!shape.shared().contains(e)) {
      return plain(e);
    }
    var known = shared.get(e);
    if (known != null) {
      return known;
    }
    String value = plain(e);
    String name = "v" + shared.size();
    shared.put(e, name);
    return "(" + name + " = " + value + ")";
  }

  private String operand(Expression e) {
    String operand = of(e);
    boolean isAtom =
        Shape.isLeaf(e) || e instanceof Call || shared.containsKey(e) || operand.startsWith("(v");
    return isAtom ? operand : "(" + operand + ")";
  }

  private String all(List<Expression> expressions, String separator) {
    return expressions.stream().map(this::of).collect(Collectors.joining(separator));
  }

  private String operands(List<Expression> expressions, String separator) {
    return expressions.stream().map(this::operand).collect(Collectors.joining(separator));
  }

  private String plain(Expression e) {
    if (e instanceof Literal literal) {
      return literal.value() instanceof Shape.Parameter parameter
          ? "k" + parameter.index()
          : Objects.toString(literal.value());
    } else if (e instanceof Column c) {
      int row = Shape.rowOf(c);
      return (row < 0 ? "event" : "other[" + row + "]")
          + ".f"
          + c.index()
          + (c.nullable() ? "?" : "");
    } else if (e instanceof OtherRow o) {
      return o.value() instanceof Column c
          ? "other[" + o.row() + "]?.f" + c.index() + (c.nullable() ? "?" : "")
          : "other[" + o.row() + "] == null ? null : " + operand(o.value());
    } else if (e instanceof Given g) {
      return "given.f" + g.index() + (g.nullable() ? "?" : "");
    } else if (e instanceof RowTime) {
      return "time";
    } else if (e instanceof Arithmetic a) {
      return operand(a.left()) + " " + a.operation().symbol() + " " + operand(a.right());
    } else if (e instanceof Negation n) {
      return "-" + operand(n.operand());
    } else if (e instanceof Comparison c) {
      return operand(c.left()) + " " + symbol(c.operator()) + " " + operand(c.right());
    } else if (e instanceof DistinctFrom d) {
      return (d.negated() ? "same(" : "distinct(") + of(d.left()) + ", " + of(d.right()) + ")";
    } else if (e instanceof And a) {
      return operands(a.terms(), " && ");
    } else if (e instanceof Or o) {
      return operands(o.terms(), " || ");
    } else if (e instanceof Not n) {
      return "!" + operand(n.operand());
    } else if (e instanceof IsNull n) {
      return operand(n.operand()) + (n.negated() ? " != null" : " == null");
    } else if (e instanceof IsTruth t) {
      return (t.negated() ? "!" : "")
          + (t.truth() ? "isTrue(" : "isFalse(")
          + of(t.operand())
          + ")";
    } else if (e instanceof In in) {
      var set = (Shape.Parameter) in.values().get(0);
      String test = "k" + set.index() + ".contains(" + of(in.operand()) + ")";
      return (in.negated() ? "!" : "") + test + (in.hasNull() ? " /* else unknown */" : "");
    } else if (e instanceof Case c) {
      return c.branches().stream()
              .map(each -> operand(each.condition()) + " ? " + operand(each.result()) + " : ")
              .collect(Collectors.joining())
          + operand(c.otherwise());
    } else if (e instanceof Coalesce c) {
      return "firstNotNull(" + all(c.operands(), ", ") + ")";
    } else if (e instanceof Cast c) {
      return cast(c);
    } else if (e instanceof Call c) {
      return c.function().owner().getSimpleName()
          + "."
          + c.function().method()
          + "("
          + all(c.arguments(), ", ")
          + ")";
    } else if (e instanceof Field f) {
      return operand(f.operand()) + ".field(" + f.index() + ")";
    } else if (e instanceof Construct c) {
      return c.type().kind() + "(" + all(c.operands(), ", ") + ")";
    }
    throw new AssertionError(e);
  }

  private static String symbol(Comparison.Operator operator) {
    return switch (operator) {
      case EQUAL -> "==";
      case NOT_EQUAL -> "!=";
      default -> operator.symbol();
    };
  }

  private String cast(Cast c) {
    if (Casts.isIdentity(c.operand().type(), c.type())) {
      return of(c.operand());
    }
    return c.isTry()
        ? "tryCast(" + of(c.operand()) + ", " + c.type() + ")"
        : "(" + c.type() + ") " + operand(c.operand());
  }
}
