package dev.weir.junit;

import dev.weir.Engine;
import java.time.Instant;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes the engine of a {@link WeirTest}, and closes it when the test is over. Holds no state. */
final class WeirExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(WeirExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Engine.class;
  }

  /** One engine per test, however many parameters ask for it. JUnit closes what is in its store. */
  @Override
  public Engine resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .computeIfAbsent(Engine.class, type -> engine(context), Engine.class);
  }

  private static Engine engine(ExtensionContext context) {
    var test = context.getRequiredTestMethod().getAnnotation(WeirTest.class);
    return Engine.builder().virtualTime(Instant.parse(test.start())).build();
  }
}
