package dev.weir;

import static java.lang.invoke.MethodType.methodType;

import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.type.Schema;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Turns objects of a class into events of a schema.
 *
 * <p>All columns are one method handle, which the JVM compiles as a whole after some hundred calls: getters are
 * inlined, values go from the object's fields to the event's without boxes or reflection.
 */
final class EventWriter<T> {
  private static final MethodHandle IS_NULL;

  static {
    try {
      IS_NULL =
          MethodHandles.lookup()
              .findStatic(Objects.class, "isNull", methodType(boolean.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Class<T> type;
  private final Schema schema;
  private final Event prototype;
  private final List<MethodHandle> columns = new ArrayList<>();

  /** {@code (Event, Object)void} */
  private final MethodHandle all;

  /** @throws ConversionException if a column has no property, or one that does not fit */
  EventWriter(Class<T> type, Schema schema, Event prototype) {
    this.type = type;
    this.schema = schema;
    this.prototype = prototype;
    var properties = Property.of(type).stream().filter(p -> p.getter() != null).toList();
    var names = properties.stream().map(Property::column).toList();
    var fields = new EventFields(prototype);
    for (int i = 0; i < schema.size(); i++) {
      int at = Names.find(names, schema.column(i).name());
      if (at < 0) {
        throw new ConversionException(
            "column \""
                + schema.column(i).name()
                + "\" has no counterpart in "
                + type.getName()
                + ", which has "
                + String.join(", ", names));
      }
      columns.add(column(i, properties.get(at), fields));
    }
    MethodHandle sequence = columns.get(columns.size() - 1);
    for (int i = columns.size() - 2; i >= 0; i--) {
      sequence = MethodHandles.foldArguments(sequence, columns.get(i));
    }
    all = sequence;
  }

  private MethodHandle column(int index, Property property, EventFields fields) {
    var column = schema.column(index);
    var java = JavaType.of(property.type());
    var toSql =
        java.toSql(column.type())
            .orElseThrow(
                () ->
                    new ConversionException(
                        "\""
                            + property.name()
                            + "\" of "
                            + type.getSimpleName()
                            + " is "
                            + java
                            + ", which column \""
                            + column.name()
                            + "\" of type "
                            + column.type()
                            + " does not take"));
    var set = MethodHandles.filterArguments(fields.setter(index, column.type()), 1, toSql);
    var raw = java.raw();
    if (!raw.isPrimitive()) {
      var isNull =
          MethodHandles.dropArguments(
              IS_NULL.asType(methodType(boolean.class, raw)), 0, Event.class);
      var setNull = MethodHandles.dropArguments(fields.setNull(index), 1, raw);
      set = MethodHandles.guardWithTest(isNull, setNull, set);
    }
    var write =
        MethodHandles.filterArguments(set, 1, property.getter().asType(methodType(raw, type)));
    return write.asType(methodType(void.class, Event.class, Object.class));
  }

  /** A new event. @throws ConversionException if a value does not fit its column */
  Event write(T object) {
    Objects.requireNonNull(object, "an event is not null");
    var event = prototype.newInstance();
    try {
      all.invokeExact(event, (Object) object);
    } catch (RowError | ArithmeticException e) {
      throw notFitting(object, e);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new ConversionException("a getter of " + type.getName() + " failed: " + e, e);
    }
    return event;
  }

  /** Finds the column that a value did not fit: conversions have no effect but on the event. */
  private ConversionException notFitting(T object, RuntimeException error) {
    var event = prototype.newInstance();
    for (int i = 0; i < columns.size(); i++) {
      try {
        columns.get(i).invokeExact(event, (Object) object);
      } catch (Throwable e) {
        return new ConversionException(
            "column \"" + schema.column(i).name() + "\": " + e.getMessage(), error);
      }
    }
    return new ConversionException(error.getMessage(), error);
  }
}
