package dev.weir;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Gives the column of a record component, or of a field of a bean, another name or SQL type than the usual. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface SqlColumn {
  /** The column's name; empty for that of the component. */
  String name() default "";

  /** The column's type, as {@code "DECIMAL(12, 2)"}; empty for the one that belongs to the Java type. */
  String type() default "";
}
