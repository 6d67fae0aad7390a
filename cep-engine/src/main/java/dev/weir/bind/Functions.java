package dev.weir.bind;

import dev.weir.expression.Expression;
import dev.weir.function.FunctionRegistry;
import dev.weir.function.Resolution;
import dev.weir.plan.ConstantFolding;
import dev.weir.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the registry about calls, and knows the names of the functions behind operators. */
final class Functions {
  static final String CONCATENATE = "CONCAT";
  static final String JOIN_ARRAYS = "ARRAY_CAT";
  static final String LIKE = "LIKE";
  static final String ILIKE = "ILIKE";
  static final String SIMILAR_TO = "SIMILAR";
  static final String AT_TIME_ZONE = "AT_TIME_ZONE";
  static final String EXTRACT = "EXTRACT";
  static final String ADD_MONTHS = "ADD_MONTHS";
  static final String SUBTRACT_MONTHS = "SUBTRACT_MONTHS";
  static final String MULTIPLY_INTERVAL = "MULTIPLY_INTERVAL";
  static final String DIVIDE_INTERVAL = "DIVIDE_INTERVAL";
  static final String FLOOR_TIME = "FLOOR_TIME";
  static final String CEIL_TIME = "CEIL_TIME";
  static final String ELEMENT = "ELEMENT";

  private final FunctionRegistry registry;

  Functions(FunctionRegistry registry) {
    this.registry = registry;
  }

  boolean exists(String name) {
    return registry.isScalar(name) || registry.isAggregate(name);
  }

  boolean isAggregate(String name) {
    return registry.isAggregate(name);
  }

  FunctionRegistry registry() {
    return registry;
  }

  Resolution scalar(String name, List<Expression> arguments) {
    return resolve(arguments, types -> registry.resolveScalar(name, types, constants(arguments)));
  }

  Resolution aggregate(String name, List<Expression> arguments, boolean distinct, boolean ordered) {
    return resolve(
        arguments,
        types -> registry.resolveAggregate(name, types, constants(arguments), distinct, ordered));
  }

  /** A text literal is first taken as text; if that does not fit, it takes the type that does. */
  private static Resolution resolve(
      List<Expression> arguments, java.util.function.Function<List<DataType>, Resolution> ask) {
    Resolution first = ask.apply(arguments.stream().map(Expression::type).toList());
    boolean texts = arguments.stream().anyMatch(Coercion::isText);
    if (!texts
        || !(first instanceof Resolution.Failure f)
        || f.reason() != Resolution.Reason.WRONG_TYPES) {
      return first;
    }
    Resolution second =
        ask.apply(
            arguments.stream().map(a -> Coercion.isText(a) ? DataType.NULL : a.type()).toList());
    return second instanceof Resolution.Failure ? first : second;
  }

  private static List<Optional<Object>> constants(List<Expression> arguments) {
    var values = new ArrayList<Optional<Object>>();
    for (Expression argument : arguments) {
      values.add(ConstantFolding.valueOf(argument).map(Expression.Literal::value));
    }
    return values;
  }
}
