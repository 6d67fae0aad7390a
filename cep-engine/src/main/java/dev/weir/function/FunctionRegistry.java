package dev.weir.function;

import dev.weir.event.RowError;
import dev.weir.function.Resolution.Argument;
import dev.weir.function.Resolution.Computed;
import dev.weir.function.Resolution.Failure;
import dev.weir.function.Resolution.Given;
import dev.weir.function.Resolution.Prepared;
import dev.weir.function.Resolution.Reason;
import dev.weir.time.Clock;
import dev.weir.type.Casts;
import dev.weir.type.DataType;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * All functions by name. A call is resolved to the form whose parameter types its arguments reach by
 * the least widening; of equals the first in the table wins. Immutable, and cheap to make: nothing
 * is parsed or loaded before a name is asked for.
 */
public final class FunctionRegistry {
  private static final ScalarFunction TO_JSON =
      new ScalarFunction(
          "TO_JSON",
          JsonFunctions.class,
          "toJson",
          MethodType.methodType(String.class, Object.class, DataType.class),
          false,
          false,
          true,
          false);

  private final Map<String, FunctionEntry> scalars;
  private final Map<String, FunctionEntry> aggregates;

  private FunctionRegistry(
      Map<String, FunctionEntry> scalars, Map<String, FunctionEntry> aggregates) {
    this.scalars = scalars;
    this.aggregates = aggregates;
  }

  /** The functions that come with the engine. */
  public static FunctionRegistry builtIn() {
    return new FunctionRegistry(ScalarTable.entries(), AggregateTable.entries());
  }

  /** Whether there is a scalar function of this name, in any case. */
  public boolean isScalar(String name) {
    return scalars.containsKey(name.toUpperCase(Locale.ROOT));
  }

  /** Whether there is an aggregate function of this name, in any case. */
  public boolean isAggregate(String name) {
    return aggregates.containsKey(name.toUpperCase(Locale.ROOT));
  }

  /** What to show of a function, scalar or aggregate, if there is one of this name. */
  public Optional<FunctionDoc> documentation(String name) {
    String key = name.toUpperCase(Locale.ROOT);
    var entry = scalars.containsKey(key) ? scalars.get(key) : aggregates.get(key);
    return Optional.ofNullable(entry).map(FunctionEntry::documentation);
  }

  /** All functions, by chapter, then by name. */
  public List<FunctionDoc> documentation() {
    var all = new ArrayList<FunctionDoc>();
    for (var entries : List.of(scalars.values(), aggregates.values())) {
      entries.forEach(entry -> all.add(entry.documentation()));
    }
    all.sort(
        java.util.Comparator.comparing(FunctionDoc::category).thenComparing(FunctionDoc::name));
    return List.copyOf(all);
  }

  /**
   * Resolves a call of a scalar function.
   *
   * @param name in any case
   * @param types of the arguments
   * @param constants the value of each argument that is a constant and not NULL, boxed as in {@link
   *     dev.weir.type.Storage}; empty for the others
   * @return a {@link Resolution.Scalar} or a {@link Resolution.Failure}
   */
  public Resolution resolveScalar(
      String name, List<DataType> types, List<Optional<Object>> constants) {
    var entry = scalars.get(name.toUpperCase(Locale.ROOT));
    if (entry == null) {
      return unknown(name, allNames());
    }
    var choice = choose(entry, types, constants);
    if (choice.failure() != null) {
      return choice.failure();
    }
    return scalar(entry, choice, values(constants));
  }

  /**
   * Resolves a call of an aggregate function.
   *
   * @param name in any case
   * @param types of the arguments; none for {@code COUNT(*)}. Ordered-set functions ({@code
   *     PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x)}) take the ordered value first: {@code (x,
   *     0.5)}
   * @param constants as for {@link #resolveScalar}
   * @param distinct whether the call says DISTINCT
   * @param ordered whether the call has an ORDER BY of its own
   * @return a {@link Resolution.Aggregate} or a {@link Resolution.Failure}
   */
  public Resolution resolveAggregate(
      String name,
      List<DataType> types,
      List<Optional<Object>> constants,
      boolean distinct,
      boolean ordered) {
    var entry = aggregates.get(name.toUpperCase(Locale.ROOT));
    if (entry == null) {
      return unknown(name, aggregates.keySet());
    }
    if (types.isEmpty() && (distinct || ordered)) {
      return new Failure(
          Reason.WRONG_COUNT,
          entry.name() + "(*) takes neither DISTINCT nor ORDER BY",
          entry.texts(),
          -1);
    }
    var choice = choose(entry, types, constants);
    if (choice.failure() != null) {
      return choice.failure();
    }
    return aggregate(entry, choice, values(constants));
  }

  private static List<Object> values(List<Optional<Object>> constants) {
    var values = new ArrayList<>();
    for (var constant : constants) {
      values.add(constant.orElse(null));
    }
    return values;
  }

  /** A misspelt aggregate is asked for like a scalar function: both are worth suggesting. */
  private List<String> allNames() {
    var names = new ArrayList<>(scalars.keySet());
    names.addAll(aggregates.keySet());
    return names;
  }

  private static Failure unknown(String name, Collection<String> names) {
    return new Failure(
        Reason.UNKNOWN_NAME, "function \"" + name + "\" does not exist", List.copyOf(names), -1);
  }

  /** The best form with its binding, or why there is none. */
  private record Choice(Signature signature, Binding binding, Failure failure) {}

  private static Choice choose(
      FunctionEntry entry, List<DataType> types, List<Optional<Object>> constants) {
    var values = values(constants);
    var signatures = entry.signatures();
    Signature best = null;
    Binding bestBinding = null;
    for (var signature : signatures) {
      var binding = Binding.of(signature, types, values);
      if (binding != null && (bestBinding == null || binding.cost() < bestBinding.cost())) {
        best = signature;
        bestBinding = binding;
      }
    }
    return bestBinding != null
        ? new Choice(best, bestBinding, null)
        : new Choice(null, null, failure(entry, signatures, types, values));
  }

  private static Failure failure(
      FunctionEntry entry, List<Signature> signatures, List<DataType> types, List<Object> values) {
    var ofCount = signatures.stream().filter(s -> Binding.fitsCount(s, types.size())).toList();
    if (ofCount.isEmpty()) {
      String message = entry.name() + " does not take " + countText(types.size());
      return new Failure(Reason.WRONG_COUNT, message, entry.texts(), -1);
    }
    // Were all arguments constants, would it fit? Then a constant is what is missing.
    for (var signature : ofCount) {
      for (int i = 0; i < types.size() && signature.parameters().size() >= types.size(); i++) {
        var parameter = signature.parameters().get(i);
        if (parameter.constant()
            && values.get(i) == null
            && Casts.canWiden(types.get(i), placeholder(parameter))) {
          String message =
              "\"" + parameter.name() + "\" of " + entry.name() + " must be a constant";
          return new Failure(Reason.NOT_CONSTANT, message, entry.texts(), i);
        }
      }
    }
    String given =
        types.stream().map(DataType::toString).collect(Collectors.joining(", ", "(", ")"));
    return new Failure(
        Reason.WRONG_TYPES, entry.name() + " does not take " + given, entry.texts(), -1);
  }

  private static DataType placeholder(Signature.Parameter parameter) {
    var type = parameter.type().concrete();
    return type == null ? DataType.VARCHAR : type;
  }

  private static String countText(int count) {
    return switch (count) {
      case 0 -> "no argument";
      case 1 -> "one argument";
      default -> count + " arguments";
    };
  }

  private static Resolution scalar(FunctionEntry entry, Choice choice, List<Object> values) {
    var signature = choice.signature();
    var binding = choice.binding();
    var arguments = new ArrayList<Argument>();
    int extra = extraIndex(signature);
    int index = 0;
    for (var parameter : signature.parameters()) {
      if (parameter.typeOnly()) {
        arguments.add(new Prepared(binding.substitute(parameter.type())));
        continue;
      }
      int end = parameter.repeated() ? values.size() : index + 1;
      for (; index < end; index++) {
        if (parameter.type().word().equals("EXTRA")) {
          continue;
        }
        var preparation = Preparation.find(parameter.type().word());
        if (preparation == null) {
          arguments.add(argument(parameter, binding, index));
          continue;
        }
        try {
          arguments.add(prepare(preparation, index, extra, values));
        } catch (RowError e) {
          return new Failure(Reason.WRONG_VALUE, e.getMessage(), List.of(), index);
        }
      }
    }
    var function =
        new ScalarFunction(
            entry.name(),
            entry.owner(),
            signature.method(),
            methodType(signature),
            !signature.parameters().isEmpty()
                && signature.parameters().get(signature.parameters().size() - 1).repeated(),
            !signature.lenient(),
            !signature.isVolatile() && !signature.clock(),
            signature.nullableResult());
    return new Resolution.Scalar(function, arguments, binding.substitute(signature.result()));
  }

  private static Argument argument(Signature.Parameter parameter, Binding binding, int index) {
    var target = binding.target(index);
    if (!parameter.type().word().equals("VALUE")) {
      return new Given(index, target);
    }
    return new Computed(
        TO_JSON, List.of(new Given(index, target), new Prepared(target)), DataType.JSON);
  }

  private static int extraIndex(Signature signature) {
    for (int i = 0; i < signature.parameters().size(); i++) {
      String word = signature.parameters().get(i).type().word();
      if (word.equals("EXTRA") || word.equals("FLAGS")) {
        return i;
      }
    }
    return -1;
  }

  private static Argument prepare(
      Preparation preparation, int index, int extra, List<Object> values) {
    var text = values.get(index);
    boolean constant = text != null && (extra < 0 || values.get(extra) != null);
    if (constant) {
      return new Prepared(
          preparation.make((String) text, extra < 0 ? null : (String) values.get(extra)));
    }
    var parameters = new ArrayList<Class<?>>();
    var arguments = new ArrayList<Argument>();
    if (preparation.isRemembered()) {
      parameters.add(PreparedTexts.class);
      arguments.add(new Prepared(new PreparedTexts(preparation)));
    }
    parameters.add(String.class);
    arguments.add(new Given(index, DataType.VARCHAR));
    if (extra >= 0) {
      parameters.add(String.class);
      arguments.add(new Given(extra, DataType.VARCHAR));
    }
    var function =
        new ScalarFunction(
            preparation.name(),
            preparation.isRemembered() ? PreparedTexts.class : Prepare.class,
            preparation.method(),
            MethodType.methodType(preparation.type(), parameters),
            false,
            true,
            true,
            false);
    return new Computed(function, arguments, DataType.VARCHAR);
  }

  /** The type of the Java method behind a signature. */
  static MethodType methodType(Signature signature) {
    var parameters = new ArrayList<Class<?>>();
    if (signature.clock()) {
      parameters.add(Clock.class);
    }
    for (var parameter : signature.parameters()) {
      if (parameter.typeOnly()) {
        parameters.add(DataType.class);
      } else if (!parameter.type().word().equals("EXTRA")) {
        boolean boxed = signature.lenient() && Preparation.find(parameter.type().word()) == null;
        Class<?> type = boxed ? Object.class : Signature.javaClass(parameter.type());
        parameters.add(parameter.repeated() ? type.arrayType() : type);
      }
    }
    Class<?> result = Signature.javaClass(signature.result());
    return MethodType.methodType(
        signature.nullableResult() ? MethodType.methodType(result).wrap().returnType() : result,
        parameters);
  }

  private static Resolution aggregate(FunctionEntry entry, Choice choice, List<Object> values) {
    var signature = choice.signature();
    var binding = choice.binding();
    var arguments = new ArrayList<Given>();
    var types = new ArrayList<DataType>();
    var constants = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      var parameter = binding.parameterOf(i);
      if (parameter.constant()) {
        constants.add(constant(values.get(i), parameter));
      } else {
        arguments.add(new Given(i, binding.target(i)));
        types.add(binding.target(i));
      }
    }
    var result = binding.substitute(signature.result());
    try {
      var column = AccumulatorColumn.of(signature.method(), types, result, constants);
      var function =
          new AggregateFunction(
              entry.name(),
              types,
              result,
              signature.nullableResult(),
              signature.lenient(),
              column.type(),
              column.addType(),
              new ColumnSupplier(signature.method(), types, result, constants, column.factory()));
      return new Resolution.Aggregate(function, arguments);
    } catch (RowError e) {
      return new Failure(Reason.WRONG_VALUE, e.getMessage(), List.of(), arguments.size());
    }
  }

  /** Constants come in the storage of the parameter's type. */
  private static Object constant(Object value, Signature.Parameter parameter) {
    var type = parameter.type().concrete();
    if (value instanceof Number number) {
      return switch (type.storage()) {
        case INT -> number.intValue();
        case LONG -> number.longValue();
        default -> number.doubleValue();
      };
    }
    return value;
  }

  /** A factory that equals another of the same function, so that plans can be compared. */
  private record ColumnSupplier(
      String method,
      List<DataType> types,
      DataType result,
      List<Object> constants,
      Supplier<Accumulator> maker)
      implements Supplier<Accumulator> {
    @Override
    public Accumulator get() {
      return maker.get();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ColumnSupplier supplier
          && supplier.method.equals(method)
          && supplier.types.equals(types)
          && supplier.result.equals(result)
          && supplier.constants.equals(constants);
    }

    @Override
    public int hashCode() {
      return method.hashCode() * 31 + types.hashCode();
    }
  }

  /** A sorted table of entries, for the tables of this package. */
  static Map<String, FunctionEntry> table(List<FunctionEntry> entries) {
    var table = new TreeMap<String, FunctionEntry>();
    for (var entry : entries) {
      if (table.put(entry.name(), entry) != null) {
        throw new AssertionError(entry.name() + " is in the table twice");
      }
    }
    return java.util.Collections.unmodifiableMap(table);
  }
}
