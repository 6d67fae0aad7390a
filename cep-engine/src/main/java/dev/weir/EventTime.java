package dev.weir;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the record component, or the field of a bean, that is the event time of a stream made from the class: an
 * {@link java.time.Instant} or {@link java.time.LocalDateTime}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface EventTime {
  /** How far back in time an event may come without being late, as an interval of SQL: {@code "5 s"}. */
  String lateness() default "0 s";
}
