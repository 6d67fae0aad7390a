package dev.weir.function;

import dev.weir.function.Signature.Parameter;
import dev.weir.function.Signature.TypePattern;
import dev.weir.type.Casts;
import dev.weir.type.DataType;
import dev.weir.type.TypeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An attempt to give arguments to a {@link Signature}: what each variable stands for, what each
 * argument is cast to, and how far the casts go in all.
 */
final class Binding {
  /** The cost of an argument that any type would do for, so that a form of its own type wins. */
  private static final int ANY_COST = 20;

  private final Signature signature;
  private final List<DataType> given;
  private final List<Object> constants;
  private final Map<String, List<DataType>> seen = new HashMap<>();
  private final Map<String, DataType> variables = new HashMap<>();
  private final List<DataType> targets = new ArrayList<>();
  private int cost;

  private Binding(Signature signature, List<DataType> given, List<Object> constants) {
    this.signature = signature;
    this.given = given;
    this.constants = constants;
  }

  /**
   * The binding of arguments to a signature, or null if they do not fit.
   *
   * @param constants the values of constant arguments, null for the others
   */
  static Binding of(Signature signature, List<DataType> given, List<Object> constants) {
    if (!fitsCount(signature, given.size())) {
      return null;
    }
    var binding = new Binding(signature, given, constants);
    return binding.collect() && binding.solve() && binding.aim() ? binding : null;
  }

  /** Whether the signature takes this many arguments. */
  static boolean fitsCount(Signature signature, int count) {
    int least = 0;
    boolean more = false;
    for (var parameter : signature.parameters()) {
      least += parameter.typeOnly() ? 0 : 1;
      more |= parameter.repeated();
    }
    return count == least || more && count >= least;
  }

  /** The parameter that takes the argument of this index. */
  Parameter parameterOf(int argument) {
    int index = 0;
    for (var parameter : signature.parameters()) {
      if (parameter.typeOnly()) {
        continue;
      }
      if (index == argument || parameter.repeated()) {
        return parameter;
      }
      index++;
    }
    throw new AssertionError(argument + " of " + signature);
  }

  int cost() {
    return cost;
  }

  DataType target(int argument) {
    return targets.get(argument);
  }

  private boolean collect() {
    for (int i = 0; i < given.size(); i++) {
      if (parameterOf(i).constant() && constants.get(i) == null) {
        return false;
      }
      var preparation = Preparation.find(parameterOf(i).type().word());
      if (preparation != null && !preparation.accepts(constants.get(i))) {
        return false;
      }
      if (!collect(parameterOf(i).type(), given.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean collect(TypePattern pattern, DataType type) {
    if (pattern.concrete() != null || Preparation.find(pattern.word()) != null) {
      return true;
    }
    switch (pattern.word()) {
      case "TEXT", "VALUE" -> {
        return true;
      }
      case "ARRAY", "MAP" -> {
        if (type.kind() == TypeKind.NULL) {
          pattern.children().forEach(child -> collect(child, DataType.NULL));
          return true;
        }
        if (!type.kind().name().equals(pattern.word())) {
          return false;
        }
        for (int i = 0; i < pattern.children().size(); i++) {
          if (!collect(pattern.children().get(i), type.children().get(i))) {
            return false;
          }
        }
        return true;
      }
      default -> {
        seen.computeIfAbsent(pattern.word(), word -> new ArrayList<>()).add(type);
        return true;
      }
    }
  }

  private boolean solve() {
    for (var entry : seen.entrySet()) {
      var common = Casts.commonType(entry.getValue()).orElse(null);
      if (common == null) {
        return false;
      }
      var bound = admit(entry.getKey(), common);
      if (bound == null) {
        return false;
      }
      variables.put(entry.getKey(), bound);
    }
    return true;
  }

  /** The type that a variable stands for if its arguments have a type in common, or null. */
  private static DataType admit(String variable, DataType common) {
    var kind = common.kind();
    return switch (variable) {
      case "D" -> kind == TypeKind.DECIMAL ? common : null;
      case "I" -> kind.isInteger() ? common : kind == TypeKind.NULL ? DataType.BIGINT : null;
      case "F" -> kind.isFloating() ? common : null;
      case "TS" ->
          kind == TypeKind.TIMESTAMP
              ? common
              : kind == TypeKind.DATE || kind == TypeKind.NULL ? DataType.timestamp(6) : null;
      case "TZ" -> kind == TypeKind.TIMESTAMP_LTZ ? common : null;
      case "C" ->
          kind == TypeKind.ARRAY
                  || kind == TypeKind.MAP
                  || kind == TypeKind.ROW
                  || kind == TypeKind.JSON
              ? null
              : common;
      default -> common;
    };
  }

  /** Finds the target of every argument, and the cost. */
  private boolean aim() {
    for (int i = 0; i < given.size(); i++) {
      var type = given.get(i);
      var pattern = parameterOf(i).type();
      DataType target = explicitTarget(pattern, type);
      if (target != null) {
        if (!Casts.canCast(type, target)) {
          return false;
        }
        cost += ANY_COST;
      } else {
        target = Preparation.find(pattern.word()) != null ? DataType.VARCHAR : substitute(pattern);
        int step = Casts.widening(type, target);
        if (step < 0) {
          return false;
        }
        cost += step + (isFree(pattern.word()) ? ANY_COST : 0);
      }
      targets.add(target);
    }
    return true;
  }

  /** What an argument is cast to even if it does not widen to it; null for most parameters. */
  private static DataType explicitTarget(TypePattern pattern, DataType type) {
    return switch (pattern.word()) {
      case "TEXT" -> DataType.VARCHAR;
      case "TEXTS" -> DataType.array(DataType.VARCHAR);
      case "VALUE" -> type;
      default -> null;
    };
  }

  private static boolean isFree(String word) {
    return word.equals("T") || word.equals("U") || word.equals("K") || word.equals("V");
  }

  /** A pattern with its variables replaced. */
  DataType substitute(TypePattern pattern) {
    var concrete = pattern.concrete();
    if (concrete != null) {
      return concrete;
    }
    var decimal = variables.get("D");
    return switch (pattern.word()) {
      case "ARRAY" -> DataType.array(substitute(pattern.children().get(0)));
      case "MAP" ->
          DataType.map(
              substitute(pattern.children().get(0)), substitute(pattern.children().get(1)));
      case "ROW" -> row(pattern);
      case "D0" -> decimalOf(decimal.precision() - decimal.scale() + 1, 0);
      case "D+" -> decimalOf(decimal.precision() + 1, decimal.scale());
      case "DN" -> {
        int scale = Math.max(0, Math.min(decimal.scale(), ((Number) constants.get(1)).intValue()));
        yield decimalOf(decimal.precision() - decimal.scale() + 1 + scale, scale);
      }
      case "DSUM" -> DataType.decimal(DataType.MAX_DECIMAL_PRECISION, decimal.scale());
      case "DAVG" -> DataType.decimal(DataType.MAX_DECIMAL_PRECISION, Math.max(decimal.scale(), 6));
      default -> variables.get(pattern.word());
    };
  }

  private static DataType decimalOf(int precision, int scale) {
    return DataType.decimal(Math.min(precision, DataType.MAX_DECIMAL_PRECISION), scale);
  }

  /** The rows that functions return have the fields {@code key} or {@code value}, then another. */
  private DataType row(TypePattern pattern) {
    var types = new ArrayList<DataType>();
    pattern.children().forEach(child -> types.add(substitute(child)));
    boolean entry = pattern.children().get(0).word().equals("K");
    return DataType.row(entry ? List.of("key", "value") : List.of("value", "count"), types);
  }
}
