package dev.weir.function;

import dev.weir.type.Bytes;
import dev.weir.type.DataType;
import dev.weir.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One form of a function, read from a line of the registry's table:
 *
 * <pre>
 * [flag...] method(name TYPE, ...) -> TYPE[?]
 * </pre>
 *
 * The flags are {@code lenient} (NULL arguments are passed), {@code volatile} (not deterministic)
 * and {@code clock} (the method takes the engine's clock first). {@code ?} says that the result may
 * be NULL though no argument is. {@code TYPE...} takes any number of arguments; {@code name!} takes
 * a constant only; {@code &T} passes the type that T stands for.
 *
 * <p>Besides the names of types without their parameters, TYPE may be a variable: {@code T U K V}
 * any type, {@code C} any with an order, {@code I} an integer, {@code F} REAL or DOUBLE, {@code D}
 * DECIMAL, {@code TS} and {@code TZ} TIMESTAMP and TIMESTAMP_LTZ of any precision; {@code
 * TEXT} (anything, cast to VARCHAR) and {@code VALUE} (anything, turned into JSON); or the name of a
 * {@link Preparation}, whose second text is a parameter of type {@code EXTRA} or, if the method takes
 * it as well, {@code FLAGS}. {@code TEXTS} is any array, with its elements cast to VARCHAR. As a result there are also {@code D0} (D rounded to a whole number), {@code
 * DN} (D rounded to the constant second argument), {@code D+} (D with a digit more), {@code DSUM}
 * and {@code DAVG} (see {@link Binding}).
 */
record Signature(
    String method,
    List<Parameter> parameters,
    TypePattern result,
    boolean nullableResult,
    boolean lenient,
    boolean isVolatile,
    boolean clock) {

  /**
   * One parameter.
   *
   * @param constant must be a constant
   * @param repeated takes this and all further arguments
   * @param typeOnly takes no argument, but the type of a variable
   */
  record Parameter(
      String name, TypePattern type, boolean constant, boolean repeated, boolean typeOnly) {}

  /** A type as written in a signature: a word and, for collections, the words inside. */
  record TypePattern(String word, List<TypePattern> children) {

    /** The type itself if there is no variable in it, else null. */
    DataType concrete() {
      return switch (word) {
        case "ARRAY" ->
            children.get(0).concrete() == null ? null : DataType.array(children.get(0).concrete());
        case "MAP" ->
            children.get(0).concrete() == null || children.get(1).concrete() == null
                ? null
                : DataType.map(children.get(0).concrete(), children.get(1).concrete());
        case "ROW" -> null;
        default -> SIMPLE.get(word);
      };
    }

    @Override
    public String toString() {
      String shown =
          switch (word) {
            case "D", "D0", "DN", "D+", "DSUM", "DAVG" -> "DECIMAL";
            case "TS" -> "TIMESTAMP";
            case "TZ" -> "TIMESTAMP_LTZ";
            case "I" -> "INTEGER";
            case "F" -> "DOUBLE";
            case "C" -> "T";
            case "TEXT", "VALUE" -> "ANY";
            case "MONTHS" -> "INTERVAL YEAR TO MONTH";
            case "EXTRA", "FLAGS" -> "VARCHAR";
            case "SECONDS" -> "DECIMAL(18, 6)";
            case "TEXTS" -> "ARRAY<T>";
            case "INTERVAL" -> "INTERVAL DAY TO SECOND";
            default -> Preparation.find(word) != null ? "VARCHAR" : word;
          };
      if (children.isEmpty()) {
        return shown;
      }
      var inside = new ArrayList<String>();
      children.forEach(child -> inside.add(child.toString()));
      return shown + "<" + String.join(", ", inside) + ">";
    }
  }

  private static final Map<String, DataType> SIMPLE =
      Map.ofEntries(
          Map.entry("BOOLEAN", DataType.BOOLEAN),
          Map.entry("TINYINT", DataType.TINYINT),
          Map.entry("SMALLINT", DataType.SMALLINT),
          Map.entry("INTEGER", DataType.INTEGER),
          Map.entry("BIGINT", DataType.BIGINT),
          Map.entry("REAL", DataType.REAL),
          Map.entry("DOUBLE", DataType.DOUBLE),
          Map.entry("VARCHAR", DataType.VARCHAR),
          Map.entry("EXTRA", DataType.VARCHAR),
          Map.entry("FLAGS", DataType.VARCHAR),
          Map.entry("SECONDS", DataType.decimal(18, 6)),
          Map.entry("TEXTS", DataType.array(DataType.VARCHAR)),
          Map.entry("VARBINARY", DataType.VARBINARY),
          Map.entry("DATE", DataType.DATE),
          Map.entry("TIME", DataType.TIME),
          Map.entry("TIMESTAMP", DataType.timestamp(6)),
          Map.entry("TIMESTAMP_LTZ", DataType.timestampLtz(6)),
          Map.entry("INTERVAL", DataType.INTERVAL_DAY_TIME),
          Map.entry("MONTHS", DataType.INTERVAL_YEAR_MONTH),
          Map.entry("JSON", DataType.JSON));

  static Signature parse(String line) {
    int open = line.indexOf('(');
    int arrow = line.lastIndexOf("->");
    int close = line.lastIndexOf(')', arrow);
    var words = line.substring(0, open).strip().split(" ");
    boolean lenient = false;
    boolean isVolatile = false;
    boolean clock = false;
    for (int i = 0; i < words.length - 1; i++) {
      switch (words[i]) {
        case "lenient" -> lenient = true;
        case "volatile" -> isVolatile = true;
        case "clock" -> clock = true;
        default -> throw new IllegalArgumentException("flag " + words[i] + " in " + line);
      }
    }
    String result = line.substring(arrow + 2).strip();
    boolean nullable = result.endsWith("?");
    var parameters = new ArrayList<Parameter>();
    for (var text : split(line.substring(open + 1, close))) {
      parameters.add(parameter(text));
    }
    return new Signature(
        words[words.length - 1],
        List.copyOf(parameters),
        type(nullable ? result.substring(0, result.length() - 1) : result),
        nullable,
        lenient,
        isVolatile,
        clock);
  }

  private static Parameter parameter(String text) {
    if (text.startsWith("&")) {
      return new Parameter("", type(text.substring(1)), false, false, true);
    }
    int space = text.indexOf(' ');
    String name = text.substring(0, space);
    String typeText = text.substring(space + 1);
    boolean repeated = typeText.endsWith("...");
    boolean constant = name.endsWith("!");
    return new Parameter(
        constant ? name.substring(0, name.length() - 1) : name,
        type(repeated ? typeText.substring(0, typeText.length() - 3) : typeText),
        constant,
        repeated,
        false);
  }

  private static TypePattern type(String text) {
    int open = text.indexOf('<');
    if (open < 0) {
      return new TypePattern(text.strip(), List.of());
    }
    var children = new ArrayList<TypePattern>();
    for (var child : split(text.substring(open + 1, text.lastIndexOf('>')))) {
      children.add(type(child));
    }
    return new TypePattern(text.substring(0, open).strip(), List.copyOf(children));
  }

  /** Splits at the commas outside of angle brackets. */
  private static List<String> split(String text) {
    var parts = new ArrayList<String>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '<') {
        depth++;
      } else if (c == '>') {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    if (!text.isBlank()) {
      parts.add(text.substring(start).strip());
    }
    return parts;
  }

  /** How users see it. */
  String text(String functionName) {
    var shown = new ArrayList<String>();
    for (var parameter : parameters) {
      if (!parameter.typeOnly()) {
        shown.add(
            parameter.name() + " " + parameter.type() + (parameter.repeated() ? ", ..." : ""));
      }
    }
    return functionName + "(" + String.join(", ", shown) + ") -> " + result;
  }

  /** The Java class in which values of a type of this pattern are passed to a strict method. */
  static Class<?> javaClass(TypePattern pattern) {
    var preparation = Preparation.find(pattern.word());
    if (preparation != null) {
      return preparation.type();
    }
    return switch (pattern.word()) {
      case "D", "D0", "DN", "D+" -> java.math.BigDecimal.class;
      case "TS", "TZ" -> long.class;
      case "TEXT", "VALUE" -> String.class;
      case "TEXTS" -> List.class;
      case "SECONDS" -> java.math.BigDecimal.class;
      case "ARRAY" -> List.class;
      case "MAP" -> Map.class;
      case "ROW" -> dev.weir.type.RowValue.class;
      default -> {
        var type = SIMPLE.get(pattern.word());
        yield type == null ? Object.class : javaClass(type.kind());
      }
    };
  }

  private static Class<?> javaClass(TypeKind kind) {
    return switch (kind.storage()) {
      case BOOLEAN -> boolean.class;
      case INT -> int.class;
      case LONG -> long.class;
      case DOUBLE -> double.class;
      case OBJECT -> kind == TypeKind.VARBINARY ? Bytes.class : String.class;
    };
  }
}
