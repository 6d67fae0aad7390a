package dev.weir.pattern;

import dev.weir.event.RowError;
import dev.weir.expression.Expression;
import dev.weir.expression.Interpreter;
import dev.weir.expression.SortKey;
import dev.weir.plan.Expressions;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.MatchValue;
import dev.weir.plan.RowReference;
import dev.weir.plan.VariableSet;
import dev.weir.time.VirtualClock;
import dev.weir.type.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The values of DEFINE and MEASURES by definition: every reference to a row is looked up in the whole
 * partition, every aggregate computed from the beginning, and what has been found put into the
 * expression as a constant before the interpreter sees it.
 */
final class OracleValues {
  private final MatchSpec spec;
  private final List<OracleRow> rows;
  private final BoxedEvent noRow;
  private final Interpreter interpreter = new Interpreter(new VirtualClock(0));

  /** @param rows the partition's, in order */
  OracleValues(MatchSpec spec, List<OracleRow> rows, String layout) {
    this.spec = spec;
    this.rows = rows;
    this.noRow = BoxedEvent.empty(layout);
  }

  /**
   * The rows that a value is about.
   *
   * @param taken the rows of the match in order; in DEFINE with the current row as its last
   * @param current the index of the current row among them, or -1 if there is none
   * @param number of the match, or 0
   */
  private record Scene(
      List<RowReference> references,
      List<MatchValue> values,
      List<Taken> taken,
      int current,
      long number,
      boolean timedOut) {}

  /** Whether a row satisfies a variable, given the rows that are taken so far. */
  boolean satisfies(int label, List<Taken> taken, OracleRow row, long number) {
    var conjuncts = spec.variables().get(label).conjuncts();
    if (conjuncts.isEmpty()) {
      return true;
    }
    var all = new ArrayList<>(taken);
    all.add(new Taken(row, label, false));
    var scene =
        new Scene(spec.defineRows(), spec.defineValues(), all, all.size() - 1, number, false);
    for (var conjunct : conjuncts) {
      try {
        if (!Boolean.TRUE.equals(evaluate(conjunct, scene))) {
          return false;
        }
      } catch (RowError e) {
        return false;
      }
    }
    return true;
  }

  /** Whether a row satisfies one of the variables. */
  boolean satisfiesAny(VariableSet variables, List<Taken> taken, OracleRow row, long number) {
    for (int label = 0; label < spec.variables().size(); label++) {
      if (variables.contains(label) && satisfies(label, taken, row, number)) {
        return true;
      }
    }
    return false;
  }

  /** The measures of a match, seen from one of its rows. @param current -1 if it has none */
  List<Object> measures(List<Taken> taken, int current, long number, boolean timedOut) {
    var scene =
        new Scene(spec.measureRows(), spec.measureValues(), taken, current, number, timedOut);
    var values = new ArrayList<Object>();
    spec.measures().forEach(measure -> values.add(evaluate(measure.value(), scene)));
    return values;
  }

  private Object evaluate(Expression expression, Scene scene) {
    var current = scene.current() < 0 ? noRow : scene.taken().get(scene.current()).row().event();
    var constant = Expressions.map(expression, e -> constant(e, scene));
    return interpreter.evaluate(constant, current, 0);
  }

  private Expression constant(Expression e, Scene scene) {
    if (e instanceof Expression.OtherRow other) {
      var row = find(scene.references().get(other.row()), scene);
      var value = row == null ? null : interpreter.evaluate(other.value(), row.event(), row.time());
      return new Expression.Literal(value, other.type());
    } else if (e instanceof Expression.Given given) {
      return new Expression.Literal(given(scene.values().get(given.index()), scene), given.type());
    }
    return e;
  }

  // ---- rows

  private OracleRow find(RowReference reference, Scene scene) {
    if (reference instanceof RowReference.Neighbour neighbour) {
      return scene.current() < 0
          ? null
          : rowAt(scene.taken().get(scene.current()).row().position() + neighbour.offset());
    }
    var mapped = (RowReference.Mapped) reference;
    var candidates = mapped(mapped.variables(), mapped.isFinal(), scene);
    int index = mapped.last() ? candidates.size() - 1 - mapped.offset() : mapped.offset();
    return index < 0 || index >= candidates.size()
        ? null
        : rowAt(candidates.get(index).row().position() + mapped.shift());
  }

  private OracleRow rowAt(int position) {
    return position < 0 || position >= rows.size() ? null : rows.get(position);
  }

  /** The rows mapped to one of the variables, of the whole match or up to the current one. */
  private static List<Taken> mapped(VariableSet variables, boolean isFinal, Scene scene) {
    int end = isFinal ? scene.taken().size() : scene.current() + 1;
    return scene.taken().subList(0, end).stream()
        .filter(taken -> variables.contains(taken.label()))
        .toList();
  }

  // ---- given values

  private Object given(MatchValue value, Scene scene) {
    if (value instanceof MatchValue.Number) {
      return scene.number() == 0 ? null : (Object) scene.number();
    } else if (value instanceof MatchValue.Status) {
      return scene.timedOut() ? "TIMED OUT" : "COMPLETE";
    } else if (value instanceof MatchValue.Classifier classifier) {
      return classifier(classifier.row(), scene);
    }
    return aggregate((MatchValue.Aggregate) value, scene);
  }

  private String classifier(RowReference reference, Scene scene) {
    if (reference == null) {
      return scene.current() < 0 ? null : name(scene.taken().get(scene.current()));
    }
    var row = find(reference, scene);
    return scene.taken().stream()
        .filter(taken -> row != null && taken.row().position() == row.position())
        .map(this::name)
        .findFirst()
        .orElse(null);
  }

  private String name(Taken taken) {
    return spec.variables().get(taken.label()).name();
  }

  // ---- aggregates

  private Object aggregate(MatchValue.Aggregate aggregate, Scene scene) {
    var call = aggregate.call();
    var inputs = new ArrayList<Input>();
    for (var taken : mapped(aggregate.variables(), aggregate.isFinal(), scene)) {
      if (call.filter() == null || Boolean.TRUE.equals(argument(call.filter(), taken))) {
        inputs.add(
            new Input(
                call.arguments().stream().map(a -> argument(a, taken)).toArray(),
                call.orderBy().stream().map(k -> argument(k.expression(), taken)).toArray()));
      }
    }
    inputs.sort(order(call.orderBy()));
    boolean seesNulls = call.function().seesNulls();
    var seen = new ArrayList<Object[]>();
    for (var input : inputs) {
      boolean hasNull = List.of(box(input.arguments())).contains(NULL);
      boolean isRepeated =
          call.distinct() && seen.stream().anyMatch(s -> Values.same(s, input.arguments()));
      if ((seesNulls || !hasNull) && !isRepeated) {
        seen.add(input.arguments());
      }
    }
    return result(call.function().name(), seen, call.function().result().storage().code());
  }

  private record Input(Object[] arguments, Object[] keys) {}

  private static final Object NULL = new Object();

  private static Object[] box(Object[] values) {
    var boxed = values.clone();
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = boxed[i] == null ? NULL : boxed[i];
    }
    return boxed;
  }

  private Object argument(Expression e, Taken taken) {
    var constant =
        Expressions.map(
            e,
            part ->
                part instanceof Expression.Given given
                    ? new Expression.Literal(name(taken), given.type())
                    : part);
    return interpreter.evaluate(constant, taken.row().event(), taken.row().time());
  }

  private static Comparator<Input> order(List<SortKey> keys) {
    return (a, b) -> {
      for (int i = 0; i < keys.size(); i++) {
        int compared = compare(a.keys()[i], b.keys()[i], keys.get(i));
        if (compared != 0) {
          return compared;
        }
      }
      return 0;
    };
  }

  private static int compare(Object a, Object b, SortKey key) {
    if (a == null || b == null) {
      return a == b ? 0 : (a == null) == key.nullsFirst() ? -1 : 1;
    }
    return key.descending() ? Values.compare(b, a) : Values.compare(a, b);
  }

  private static Object result(String function, List<Object[]> inputs, char storage) {
    if (function.equals("COUNT")) {
      return (long) inputs.size();
    }
    if (inputs.isEmpty()) {
      return null;
    }
    var first = inputs.stream().map(input -> input[0]).toList();
    return switch (function) {
      case "MIN" -> first.stream().min(Values::compare).orElseThrow();
      case "MAX" -> first.stream().max(Values::compare).orElseThrow();
      case "SUM" -> number(sum(first), storage);
      case "AVG" -> sum(first).doubleValue() / first.size();
      case "FIRST_VALUE" -> inputs.get(0)[0];
      case "LAST_VALUE" -> inputs.get(inputs.size() - 1)[0];
      case "ARRAY_AGG" ->
          inputs.stream()
              .map(input -> input[0])
              .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
      default -> throw new AssertionError(function);
    };
  }

  private static BigDecimal sum(List<Object> values) {
    return values.stream()
        .map(value -> new BigDecimal(value.toString()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Object number(BigDecimal value, char storage) {
    return switch (storage) {
      case 'I' -> (Object) value.intValueExact();
      case 'J' -> (Object) value.longValueExact();
      case 'D' -> (Object) value.doubleValue();
      default -> value;
    };
  }
}
