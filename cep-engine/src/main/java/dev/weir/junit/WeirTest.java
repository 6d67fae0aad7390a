package dev.weir.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test whose parameter of type {@link dev.weir.Engine} is a new engine of its own. Its processing time stands still until
 * {@link dev.weir.Engine#advance} moves it, so nothing has to be waited for. It is closed after the test.
 *
 * <pre>{@code
 * @WeirTest
 * void threeLoginsThatFailAreAnAlert(Engine engine) {
 *   var logins = engine.stream("logins", Login.class);
 *   var alerts = engine.query(RULE).as(Alert.class).iterator();
 *   logins.send(List.of(failed("ada"), failed("ada"), failed("ada")));
 *   engine.advance(Duration.ofMinutes(5));
 *   assertEquals("ada", alerts.next().user());
 * }
 * }</pre>
 */
@Test
@ExtendWith(WeirExtension.class)
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface WeirTest {
  /** Where processing time begins, as an instant of ISO 8601. */
  String start() default "2026-01-01T00:00:00Z";
}
