package dev.weir.rewrite;

import dev.weir.ast.Argument;
import dev.weir.ast.Expression;
import dev.weir.ast.Identifier;
import dev.weir.ast.QualifiedName;
import dev.weir.diagnostic.Span;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Reads and builds the calls that stand only in row patterns. */
final class Navigation {
  private Navigation() {}

  static boolean is(Expression.Call call, String... names) {
    if (!call.name().isSimple() || call.over().isPresent()) {
      return false;
    }
    for (String name : names) {
      if (call.name().last().text().equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the argument of a call is a variable as such. */
  static boolean takesVariable(Expression.Call call) {
    return is(call, "CLASSIFIER", "EVENTS");
  }

  static Optional<Identifier> variableOf(Expression.Call call) {
    return call.values().stream()
        .filter(Expression.Column.class::isInstance)
        .map(value -> ((Expression.Column) value).name().last())
        .findFirst();
  }

  /** The second argument, or what holds without one. */
  static int offset(Expression.Call call, int otherwise) {
    List<Expression> values = call.values();
    if (values.size() < 2) {
      return otherwise;
    }
    if (values.get(1) instanceof Expression.IntegerLiteral literal
        && literal.value().bitLength() < 31) {
      return literal.value().intValue();
    }
    throw new NoStandardForm("a distance in " + call.name() + " that is no number");
  }

  /** The same call of another expression, at another distance. */
  static Expression with(Expression.Call call, Expression of, int offset, int usual) {
    List<Expression> values = offset == usual ? List.of(of) : List.of(of, number(offset));
    return running(Expression.Call.of(call.name(), values, Span.NONE), call);
  }

  /** The same call of another variable. */
  static Expression of(Expression.Call call, Identifier variable) {
    return running(Expression.Call.of(call.name(), List.of(column(variable)), Span.NONE), call);
  }

  /** A call that sees as much of the match as another. */
  private static Expression.Call running(Expression.Call call, Expression.Call as) {
    return new Expression.Call(
        call.name(),
        call.arguments(),
        false,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        as.navigation(),
        Optional.empty(),
        Span.NONE);
  }

  static Expression call(String name, Expression... values) {
    return Expression.Call.of(QualifiedName.of(name), List.of(values), Span.NONE);
  }

  /** {@code COUNT(rows.*)}. */
  static Expression count(Identifier rows, Optional<Expression.Navigation> navigation) {
    return new Expression.Call(
        QualifiedName.of("COUNT"),
        List.of(new Argument.Star(Optional.of(name(rows)), Span.NONE)),
        false,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        navigation,
        Optional.empty(),
        Span.NONE);
  }

  static Expression number(int value) {
    return new Expression.IntegerLiteral(BigInteger.valueOf(value), Span.NONE);
  }

  static QualifiedName name(Identifier... parts) {
    return new QualifiedName(List.of(parts), Span.NONE);
  }

  static Expression column(Identifier... parts) {
    return new Expression.Column(name(parts), Span.NONE);
  }
}
