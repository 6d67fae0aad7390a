package dev.weir;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A record component or a property of a bean.
 *
 * @param getter {@code (T)value}; null for a bean's property that can only be set
 * @param setter {@code (T, value)void}; null for records, and for a property that can only be read
 */
record Property(
    String name,
    Type type,
    AnnotatedElement annotations,
    MethodHandle getter,
    MethodHandle setter) {

  /** The name of the column that it is. */
  String column() {
    var column = annotations.getAnnotation(SqlColumn.class);
    return column == null || column.name().isEmpty() ? name : column.name();
  }

  /** Components of a record in order; properties of a bean in the order of its fields, those of superclasses first. */
  static List<Property> of(Class<?> type) {
    var lookup = lookup(type);
    try {
      return type.isRecord() ? ofRecord(type, lookup) : ofBean(type);
    } catch (IllegalAccessException e) {
      throw noAccess(type, e);
    }
  }

  /** Where a class's own members can be reached, whatever their visibility. */
  static MethodHandles.Lookup lookup(Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    } catch (IllegalAccessException e) {
      throw noAccess(type, e);
    }
  }

  private static ConversionException noAccess(Class<?> type, IllegalAccessException cause) {
    return new ConversionException(
        type.getName() + " can't be reached: open its package to dev.weir in module-info.java",
        cause);
  }

  private static List<Property> ofRecord(Class<?> type, MethodHandles.Lookup lookup)
      throws IllegalAccessException {
    var properties = new ArrayList<Property>();
    for (var component : type.getRecordComponents()) {
      var getter = lookup.unreflect(component.getAccessor());
      properties.add(
          new Property(component.getName(), component.getGenericType(), component, getter, null));
    }
    return properties;
  }

  private static List<Property> ofBean(Class<?> type) throws IllegalAccessException {
    var properties = new ArrayList<Property>();
    if (type.getSuperclass() != null && type.getSuperclass() != Object.class) {
      properties.addAll(ofBean(type.getSuperclass()));
    }
    var lookup = lookup(type);
    for (var field : type.getDeclaredFields()) {
      int modifiers = field.getModifiers();
      if (Modifier.isStatic(modifiers) || Modifier.isTransient(modifiers) || field.isSynthetic()) {
        continue;
      }
      var getter = getter(type, field);
      var setter = method(type, "set" + capital(field.getName()), void.class, field.getType());
      if (getter != null || setter != null) {
        properties.add(
            new Property(
                field.getName(),
                field.getGenericType(),
                field,
                getter == null ? null : lookup.unreflect(getter),
                setter == null ? null : lookup.unreflect(setter)));
      }
    }
    return properties;
  }

  private static Method getter(Class<?> type, Field field) {
    var name = capital(field.getName());
    var getter = method(type, "get" + name, field.getType());
    if (getter == null && field.getType() == boolean.class) {
      getter = method(type, "is" + name, boolean.class);
    }
    return getter != null ? getter : method(type, field.getName(), field.getType());
  }

  private static Method method(
      Class<?> type, String name, Class<?> result, Class<?>... parameters) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(m -> m.getName().equals(name) && m.getReturnType() == result)
        .filter(m -> Arrays.equals(m.getParameterTypes(), parameters))
        .filter(m -> !Modifier.isStatic(m.getModifiers()) && !Modifier.isPrivate(m.getModifiers()))
        .findFirst()
        .orElse(null);
  }

  private static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** The canonical constructor of a record. */
  static MethodHandle constructor(Class<?> record, List<Property> components) {
    var types =
        Arrays.stream(record.getRecordComponents())
            .map(java.lang.reflect.RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return lookup(record).findConstructor(record, MethodType.methodType(void.class, types));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("a record of " + components + " has its constructor", e);
    }
  }

  /** The constructor of a bean without parameters. */
  static MethodHandle constructor(Class<?> bean) {
    if (Modifier.isAbstract(bean.getModifiers())) {
      throw new ConversionException(bean.getName() + " is abstract: use a record, or a class");
    }
    try {
      return lookup(bean).findConstructor(bean, MethodType.methodType(void.class));
    } catch (ReflectiveOperationException e) {
      throw new ConversionException(
          bean.getName() + " is no record and has no constructor without parameters", e);
    }
  }
}
