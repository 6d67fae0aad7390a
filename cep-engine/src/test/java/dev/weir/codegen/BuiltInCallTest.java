package dev.weir.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.event.RowError;
import dev.weir.expression.Expression;
import dev.weir.expression.Expression.Call;
import dev.weir.expression.Expression.Cast;
import dev.weir.expression.Expression.Literal;
import dev.weir.expression.Interpreter;
import dev.weir.function.FunctionDoc;
import dev.weir.function.FunctionRegistry;
import dev.weir.function.Resolution;
import dev.weir.function.ScalarFunction;
import dev.weir.time.Clock;
import dev.weir.time.VirtualClock;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every built-in function can be called by generated code, and gives what the interpreter gives. */
class BuiltInCallTest {
  /** Random arguments often fit no form of a function. */
  private static final int ATTEMPTS = 250;

  private static final int CALLS = 8;

  private final VirtualClock clock = new VirtualClock(1_767_312_245_678_000L);
  private final CodeGenerator generator = new CodeGenerator(clock);
  private final Interpreter interpreter = new Interpreter(clock);
  private final FunctionRegistry registry = FunctionRegistry.builtIn();
  private final Random random = new Random(77);
  private final RandomExpressions expressions = new RandomExpressions(random);

  private static boolean isRepeatable(ScalarFunction function) {
    var type = function.methodType();
    return function.deterministic()
        || type.parameterCount() > 0 && type.parameterType(0) == Clock.class;
  }

  private static Expression argument(Resolution.Argument argument, List<Expression> given) {
    if (argument instanceof Resolution.Given each) {
      var operand = given.get(each.index());
      return operand.type().equals(each.castTo())
          ? operand
          : new Cast(operand, each.castTo(), false);
    } else if (argument instanceof Resolution.Prepared each) {
      return new Literal(each.value(), DataType.VARCHAR);
    }
    var each = (Resolution.Computed) argument;
    return new Call(
        each.function(),
        each.arguments().stream().map(inner -> argument(inner, given)).toList(),
        each.type());
  }

  private Optional<Expression> randomCall(String name) {
    var given = new ArrayList<Expression>();
    var constants = new ArrayList<Optional<Object>>();
    for (int i = random.nextInt(5); i > 0; i--) {
      var expression = expressions.ofType(expressions.type(), 0);
      given.add(expression);
      constants.add(
          expression instanceof Literal literal
              ? Optional.ofNullable(literal.value())
              : Optional.empty());
    }
    var resolution =
        registry.resolveScalar(name, given.stream().map(Expression::type).toList(), constants);
    if (resolution instanceof Resolution.Scalar scalar && isRepeatable(scalar.function())) {
      var arguments = scalar.arguments().stream().map(each -> argument(each, given)).toList();
      return Optional.of(new Call(scalar.function(), arguments, scalar.type()));
    }
    return Optional.empty();
  }

  private interface Evaluation {
    Object get();
  }

  private static Object outcome(Evaluation evaluation) {
    try {
      return evaluation.get();
    } catch (RowError e) {
      return "error: " + e.getMessage();
    }
  }

  @Test
  void everyFunctionAgrees() {
    var prototype = generator.eventPrototype(expressions.schema());
    var called = new TreeSet<String>();
    for (var function : registry.documentation()) {
      if (function.kind() != FunctionDoc.Kind.SCALAR) {
        continue;
      }
      int calls = 0;
      for (int attempt = 0; attempt < ATTEMPTS && calls < CALLS; attempt++) {
        var call = randomCall(function.name());
        if (call.isEmpty()) {
          continue;
        }
        calls++;
        called.add(function.name());
        var output = Schema.of(new Column("c", call.get().type()));
        var projection = generator.projection(expressions.schema(), List.of(call.get()), output);
        for (int i = 0; i < 3; i++) {
          var row = expressions.row(prototype);
          assertThat(outcome(() -> projection.apply(row, 0).get(0)))
              .as("%s over %s", call, row)
              .isEqualTo(outcome(() -> interpreter.evaluate(call.get(), row, 0)));
        }
      }
    }
    assertThat(called).hasSizeGreaterThan(100);
  }
}
