package dev.weir;

import static java.lang.invoke.MethodType.methodType;

import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.type.Schema;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;

/** Turns the rows of a query into records, beans or, if they have one column, single values. */
final class EventReader<R> {
  private static final MethodHandle FAIL;

  static {
    try {
      FAIL =
          MethodHandles.lookup()
              .findStatic(EventReader.class, "fail", methodType(Object.class, String.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Class<R> type;
  private final Schema schema;
  private final EventFields fields;

  /** {@code (Event)Object} */
  private final MethodHandle make;

  /** {@code (Object, Event)void}: sets the properties of a bean; null for others. */
  private final MethodHandle fill;

  /** @throws ConversionException if the class asks for a column that is not there, or does not fit */
  EventReader(Class<R> type, Schema schema, Event prototype) {
    this.type = type;
    this.schema = schema;
    this.fields = new EventFields(prototype);
    if (JavaType.of(type).isValue()) {
      if (schema.size() != 1) {
        throw new ConversionException(
            "rows of "
                + schema.size()
                + " columns don't make a "
                + type.getSimpleName()
                + ": use a record");
      }
      make = generic(value(0, JavaType.of(type), type.getSimpleName()));
      fill = null;
    } else if (type.isRecord()) {
      make = generic(record());
      fill = null;
    } else {
      make = generic(MethodHandles.dropArguments(Property.constructor(type), 0, Event.class));
      fill = bean();
    }
  }

  private static MethodHandle generic(MethodHandle make) {
    return make.asType(methodType(Object.class, Event.class));
  }

  private MethodHandle record() {
    var components = Property.of(type);
    var constructor = Property.constructor(type, components);
    if (components.isEmpty()) {
      return MethodHandles.dropArguments(constructor, 0, Event.class);
    }
    var values = components.stream().map(this::value).toArray(MethodHandle[]::new);
    return MethodHandles.permuteArguments(
        MethodHandles.filterArguments(constructor, 0, values),
        methodType(type, Event.class),
        new int[values.length]);
  }

  private MethodHandle bean() {
    var setters = new ArrayList<MethodHandle>();
    for (var property : Property.of(type)) {
      if (property.setter() != null && Names.find(names(), property.column()) >= 0) {
        setters.add(
            MethodHandles.filterArguments(property.setter(), 1, value(property))
                .asType(methodType(void.class, Object.class, Event.class)));
      }
    }
    if (setters.isEmpty()) {
      throw new ConversionException(
          type.getName() + " has no setter for any of the columns " + String.join(", ", names()));
    }
    MethodHandle sequence = setters.get(setters.size() - 1);
    for (int i = setters.size() - 2; i >= 0; i--) {
      sequence = MethodHandles.foldArguments(sequence, setters.get(i));
    }
    return sequence;
  }

  private List<String> names() {
    return schema.columns().stream().map(c -> c.name()).toList();
  }

  private MethodHandle value(Property property) {
    int column = Names.find(names(), property.column());
    if (column < 0) {
      throw new ConversionException(
          "\""
              + property.name()
              + "\" of "
              + type.getSimpleName()
              + " is no column of the query, which has "
              + String.join(", ", names()));
    }
    var what = "\"" + property.name() + "\" of " + type.getSimpleName();
    return value(column, JavaType.of(property.type()), what);
  }

  /** {@code (Event)Java} */
  private MethodHandle value(int index, JavaType java, String what) {
    var column = schema.column(index);
    var convert =
        java.toJava(column.type())
            .orElseThrow(
                () ->
                    new ConversionException(
                        "column \""
                            + column.name()
                            + "\" is "
                            + column.type()
                            + ", "
                            + what
                            + " is "
                            + java
                            + ", which does not take that"
                            + hint(column.type())));
    var read = MethodHandles.filterReturnValue(fields.getter(index, column.type()), convert);
    var raw = java.raw();
    MethodHandle ofNull;
    if (raw.isPrimitive()) {
      var fail =
          MethodHandles.insertArguments(
              FAIL,
              0,
              "column \""
                  + column.name()
                  + "\" is NULL, which "
                  + what
                  + " can't be: it is "
                  + raw
                  + ", use its class");
      ofNull = MethodHandles.dropArguments(fail.asType(methodType(raw)), 0, Event.class);
    } else {
      ofNull = MethodHandles.dropArguments(MethodHandles.constant(raw, null), 0, Event.class);
    }
    return MethodHandles.guardWithTest(fields.isNull(index), ofNull, read);
  }

  private static String hint(dev.weir.type.DataType type) {
    return switch (type.kind()) {
      case BIGINT -> "; long does";
      case DOUBLE, REAL -> "; double does";
      case DECIMAL -> "; BigDecimal does";
      case INTEGER, SMALLINT, TINYINT -> "; int does";
      case TIMESTAMP -> "; LocalDateTime does";
      case TIMESTAMP_LTZ -> "; Instant does";
      case VARCHAR, CHAR, JSON -> "; String does";
      default -> "";
    };
  }

  static Object fail(String message) {
    throw new ConversionException(message);
  }

  /** @throws ConversionException if a value does not fit */
  R read(Event event) {
    try {
      Object made = (Object) make.invokeExact(event);
      if (fill != null) {
        fill.invokeExact(made, event);
      }
      @SuppressWarnings("unchecked") // a primitive class has objects of its box
      var result = (R) made;
      return result;
    } catch (RowError | ArithmeticException e) {
      throw new ConversionException(
          "a row " + event + " makes no " + type.getSimpleName() + ": " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new ConversionException("a constructor of " + type.getName() + " failed: " + e, e);
    }
  }
}
