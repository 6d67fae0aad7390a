package dev.weir;

import dev.weir.ast.Statement;
import dev.weir.expression.Expression.Literal;
import dev.weir.type.DataType;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A query with parameters in the place of constants. Immutable: {@link #bind} gives another one that knows more
 * values, so one prepared query serves for many.
 *
 * <pre>{@code
 * var dear = engine.prepare("SELECT symbol FROM trades WHERE price > :least");
 * dear.bind("least", 100).query().onRow(System.out::println);
 * dear.bind("least", 1000).query().onRow(this::alarm);
 * }</pre>
 *
 * <p>A value takes part as a constant of the type that belongs to its class, see {@link Row#get(int)}; a text takes the type
 * of its surroundings, as a text literal does. Confined to the engine's thread.
 */
public final class PreparedQuery {
  private final Engine engine;
  private final Statement.QueryStatement select;

  /** By {@code name}, in lower case, or by the number of a {@code ?}. */
  private final Map<Object, Literal> values;

  PreparedQuery(Engine engine, Statement.QueryStatement select) {
    this(engine, select, Map.of());
  }

  private PreparedQuery(
      Engine engine, Statement.QueryStatement select, Map<Object, Literal> values) {
    this.engine = engine;
    this.select = select;
    this.values = values;
  }

  /**
   * Gives {@code :name} a value.
   *
   * @param name without the colon, in any case
   * @param value null for NULL
   * @throws ConversionException if a value of that class can't be a constant
   */
  public PreparedQuery bind(String name, Object value) {
    return with(name.toLowerCase(java.util.Locale.ROOT), value);
  }

  /**
   * Gives a {@code ?} a value.
   *
   * @param position its number among them in the text, from 1
   * @param value null for NULL
   * @throws ConversionException if a value of that class can't be a constant
   */
  public PreparedQuery bind(int position, Object value) {
    return with(position, value);
  }

  private PreparedQuery with(Object key, Object value) {
    var more = new LinkedHashMap<>(values);
    more.put(key, literal(value));
    return new PreparedQuery(engine, select, more);
  }

  private static Literal literal(Object value) {
    if (value == null) {
      return new Literal(null, DataType.NULL);
    }
    if (value instanceof BigDecimal decimal) {
      int scale = Math.max(0, decimal.scale());
      var exact = decimal.setScale(scale);
      int digits = Math.max(exact.precision(), scale);
      if (digits > DataType.MAX_DECIMAL_PRECISION) {
        throw new ConversionException(value + " has more digits than a DECIMAL");
      }
      return new Literal(exact, DataType.decimal(Math.max(1, digits), scale));
    }
    var java = JavaType.of(value instanceof Enum<?> e ? e.getDeclaringClass() : value.getClass());
    if (!java.isValue()) {
      throw new ConversionException("a " + java + " can't be a constant: " + value);
    }
    var type = java.sqlType();
    return new Literal(java.boxedToSql(type).orElseThrow().apply(value), type);
  }

  /**
   * The query with the values that have been given; it starts with its first consumer.
   *
   * @throws SqlException if the text has an error, a parameter has no value, or one does not fit its place
   * @throws IllegalArgumentException if a value was given for a parameter that the text does not have
   */
  public Query query() {
    var unused = new HashSet<>(values.keySet());
    var query =
        engine.query(
            select,
            parameter -> {
              Object key =
                  parameter
                      .name()
                      .<Object>map(n -> n.toLowerCase(java.util.Locale.ROOT))
                      .orElse(parameter.position());
              unused.remove(key);
              return Optional.ofNullable(values.get(key));
            });
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException("the query has no parameter " + unused.iterator().next());
    }
    return query;
  }
}
