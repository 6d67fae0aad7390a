package dev.weir.bind;

import dev.weir.ast.Expression.JsonFallback;
import dev.weir.ast.Expression.JsonFunction;
import dev.weir.ast.Expression.JsonKind;
import dev.weir.ast.Expression.JsonWrapper;
import dev.weir.expression.Expression;
import dev.weir.type.DataType;
import java.util.List;
import java.util.Optional;

/** JSON_VALUE, JSON_QUERY and JSON_EXISTS with RETURNING, ON EMPTY and ON ERROR. */
final class JsonCalls {
  private final ExpressionBinder binder;
  private final Calls calls;
  private final Binding context;

  JsonCalls(ExpressionBinder binder, Calls calls, Binding context) {
    this.binder = binder;
    this.calls = calls;
    this.context = context;
  }

  Expression bind(JsonFunction e) {
    Expression input = binder.bind(e.input());
    Expression path = binder.bind(e.path());
    if (e.wrapper().filter(w -> w != JsonWrapper.WITHOUT).isPresent()) {
      context.problems.notBuilt(e, e.function() + " " + e.wrapper().get().sql());
      return Binding.BROKEN;
    }
    Expression found = ask(e.function().name(), input, path, e);
    if (found == Binding.BROKEN || e.function() == JsonKind.JSON_EXISTS) {
      refuse(e, e.onError(), "ON ERROR", JsonFallback.Kind.FALSE);
      return found;
    }
    refuse(e, e.onError(), "ON ERROR", JsonFallback.Kind.NULL);
    Expression value =
        e.returning().map(t -> returning(found, context.types.resolve(t), e)).orElse(found);
    return e.onEmpty().map(f -> onEmpty(f, value, input, path, e)).orElse(value);
  }

  private Expression ask(String name, Expression input, Expression path, JsonFunction e) {
    return calls.function(name, List.of(input, path), List.of(e.input(), e.path()), e.span());
  }

  /** A value that does not convert is an error, and errors give NULL. */
  private Expression returning(Expression found, DataType type, JsonFunction e) {
    if (!Coercion.isCastable(found.type(), type)) {
      context.problems.error(
          BindError.CAST_NOT_POSSIBLE,
          e.returning().get().span(),
          found.type() + " does not convert to " + type);
      return new Expression.Literal(null, type);
    }
    return found.type().equals(type) ? found : new Expression.Cast(found, type, true);
  }

  private Expression onEmpty(
      JsonFallback fallback, Expression value, Expression input, Expression path, JsonFunction e) {
    if (fallback.kind() == JsonFallback.Kind.NULL) {
      return value;
    }
    if (fallback.kind() != JsonFallback.Kind.DEFAULT) {
      refuse(e, Optional.of(fallback), "ON EMPTY", JsonFallback.Kind.NULL);
      return value;
    }
    var node = fallback.value().orElseThrow();
    Expression instead =
        Coercion.cast(binder.bind(node), value.type(), node.span(), context.problems);
    Expression exists = ask("JSON_EXISTS", input, path, e);
    Expression missing = new Expression.IsTruth(exists, false, false);
    return ExpressionBinder.caseOf(List.of(missing), List.of(instead, value));
  }

  private void refuse(
      JsonFunction e, Optional<JsonFallback> fallback, String when, JsonFallback.Kind usual) {
    if (fallback.isPresent() && fallback.get().kind() != usual) {
      context.problems.notBuilt(
          e, e.function() + " with " + fallback.get().kind().name().replace('_', ' ') + " " + when);
    }
  }
}
