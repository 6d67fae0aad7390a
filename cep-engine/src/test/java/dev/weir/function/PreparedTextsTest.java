package dev.weir.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.event.RowError;
import org.junit.jupiter.api.Test;

class PreparedTextsTest {
  private final PreparedTexts regex = new PreparedTexts(Preparation.REGEX);

  @Test
  void aTextIsPreparedOnce() {
    var first = PreparedTexts.pattern(regex, "a.c");

    assertThat(PreparedTexts.pattern(regex, new String("a.c"))).isSameAs(first);
    assertThat(PreparedTexts.pattern(regex, "a.d")).isNotSameAs(first);
  }

  @Test
  void flagsMakeAnotherPattern() {
    assertThat(PreparedTexts.pattern(regex, "a").matches("A")).isFalse();
    assertThat(PreparedTexts.pattern(regex, "a", "i").matches("A")).isTrue();
    assertThat(PreparedTexts.pattern(regex, "a", "c").matches("A")).isFalse();
  }

  @Test
  void whatIsNoPatternFailsEachTime() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> PreparedTexts.pattern(regex, "("))
          .isInstanceOf(RowError.class)
          .hasMessageContaining("'(' is not a regular expression");
    }
  }

  @Test
  void manyTextsAreForgottenAgain() {
    var like = new PreparedTexts(Preparation.LIKE);
    var first = PreparedTexts.like(like, "text 0");
    for (int i = 0; i < 20_000; i++) {
      assertThat(PreparedTexts.like(like, "text " + i).matches("text " + i)).isTrue();
    }

    assertThat(like.size()).isLessThanOrEqualTo(PreparedTexts.MAXIMUM_SIZE);
    assertThat(first.matches("text 0")).isTrue();
  }

  @Test
  void memoriesOfOneKindAreEqual() {
    PreparedTexts.pattern(regex, "a");

    assertThat(regex)
        .isEqualTo(new PreparedTexts(Preparation.REGEX))
        .hasSameHashCodeAs(new PreparedTexts(Preparation.REGEX))
        .isNotEqualTo(new PreparedTexts(Preparation.SIMILAR));
  }
}
