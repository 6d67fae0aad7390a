package dev.weir;

import static java.lang.invoke.MethodType.methodType;

import dev.weir.event.Event;
import dev.weir.type.DataType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Handles on the fields of a generated event class, so that converters read and write them without dispatch. */
final class EventFields {
  private static final MethodHandle SET_NULL;
  private static final MethodHandle IS_NULL;

  static {
    try {
      var lookup = MethodHandles.lookup();
      SET_NULL = lookup.findVirtual(Event.class, "setNull", methodType(void.class, int.class));
      IS_NULL = lookup.findVirtual(Event.class, "isNull", methodType(boolean.class, int.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Class<? extends Event> type;

  EventFields(Event prototype) {
    this.type = prototype.getClass();
  }

  /** {@code (Event)carrier}; the value of a NULL is zero or null. */
  MethodHandle getter(int column, DataType columnType) {
    var carrier = JavaType.carrier(columnType);
    try {
      return MethodHandles.publicLookup()
          .findGetter(type, "f" + column, carrier)
          .asType(methodType(carrier, Event.class));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(type + " has a field for column " + column, e);
    }
  }

  /** {@code (Event, carrier)void}, of a new event. */
  MethodHandle setter(int column, DataType columnType) {
    var carrier = JavaType.carrier(columnType);
    try {
      return MethodHandles.publicLookup()
          .findSetter(type, "f" + column, carrier)
          .asType(methodType(void.class, Event.class, carrier));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(type + " has a field for column " + column, e);
    }
  }

  /** {@code (Event)void} */
  MethodHandle setNull(int column) {
    return MethodHandles.insertArguments(SET_NULL, 1, column);
  }

  /** {@code (Event)boolean} */
  MethodHandle isNull(int column) {
    return MethodHandles.insertArguments(IS_NULL, 1, column);
  }
}
