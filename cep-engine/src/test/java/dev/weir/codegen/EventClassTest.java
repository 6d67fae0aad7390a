package dev.weir.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.event.Event;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import dev.weir.time.VirtualClock;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event classes of any layout keep what is put into them. */
class EventClassTest {
  private final CodeGenerator generator = new CodeGenerator(new VirtualClock(0));

  private static String layout(int columns, Random random) {
    var layout = new StringBuilder();
    for (int i = 0; i < columns; i++) {
      layout.append("ZIJDA".charAt(random.nextInt(5)));
    }
    return layout.toString();
  }

  private static Object value(char storage, Random random) {
    if (random.nextInt(4) == 0) {
      return null;
    }
    return switch (storage) {
      case 'Z' -> random.nextBoolean();
      case 'I' -> random.nextInt();
      case 'J' -> random.nextLong();
      case 'D' -> random.nextDouble();
      default -> "text " + random.nextInt(1000);
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 63, 64, 65, 127, 128, 129, 200, 256, 257, 700})
  void keepsEveryValueAndNull(int columns) {
    var random = new Random(columns);
    for (int round = 0; round < 5; round++) {
      String layout = layout(columns, random);
      var event = generator.eventPrototype(layout).newInstance();
      assertThat(event.layout()).isEqualTo(layout);
      assertThat(event.size()).isEqualTo(columns);
      var expected = new Object[columns];
      // Twice over, so that values replace NULLs and NULLs values.
      for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < columns; i++) {
          expected[i] = value(layout.charAt(i), random);
          event.set(i, expected[i]);
        }
      }
      for (int i = 0; i < columns; i++) {
        assertThat(event.get(i)).as("column %d of %s", i, layout).isEqualTo(expected[i]);
        assertThat(event.isNull(i)).isEqualTo(expected[i] == null);
      }
      var out = new StateWriter();
      out.writeEvent(event);
      assertThat(new StateReader(out.toByteArray()).readEvent(event)).hasToString(event.toString());
    }
  }

  @Test
  void startsZeroAndNotNullWithReferencesNull() {
    var event = generator.eventPrototype("ZIJDA");
    assertThat(event).hasToString("(false, 0, 0, 0.0, null)");
  }

  @Test
  void aNullPrimitiveIsZeroInItsField() {
    Event event = generator.eventPrototype("J");
    event.setLong(0, 7);
    event.setNull(0);
    assertThat(event.getLong(0)).isZero();
  }

  @Test
  void sharesTheClassOfALayout() {
    String wide = "A".repeat(100);
    assertThat(generator.eventPrototype(wide)).hasSameClassAs(generator.eventPrototype(wide));
    assertThat(generator.eventPrototype("AD").getClass().getSimpleName()).isEqualTo("Event_AD");
    assertThat(generator.eventPrototype("DA"))
        .doesNotHaveSameClassAs(generator.eventPrototype("AD"));
  }

  @Test
  void namesTheColumnOfAWrongAccess() {
    var event = generator.eventPrototype("AD");
    assertThatThrownBy(() -> event.getInt(1))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("column 1")
        .hasMessageContaining("AD");
    assertThatThrownBy(() -> event.isNull(2)).isInstanceOf(AssertionError.class);
  }
}
