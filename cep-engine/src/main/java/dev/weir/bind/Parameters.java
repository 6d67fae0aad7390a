package dev.weir.bind;

import dev.weir.ast.Expression.Parameter;
import dev.weir.expression.Expression;
import java.util.Optional;

/** The values of a statement's parameters. A text takes the type of its surroundings, as a text literal does. */
@FunctionalInterface
public interface Parameters {
  /** No parameter has a value. */
  Parameters NONE = parameter -> Optional.empty();

  /** The constant that stands for a parameter; empty if it has no value. */
  Optional<Expression.Literal> valueOf(Parameter parameter);
}
