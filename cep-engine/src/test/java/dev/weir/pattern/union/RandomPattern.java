package dev.weir.pattern.union;

import dev.weir.plan.PatternNode;
import dev.weir.plan.VariableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Patterns of everything that the union of matches can do. */
final class RandomPattern {
  static final int VARIABLES = 4;

  private final Random random;

  RandomPattern(Random random) {
    this.random = random;
  }

  PatternNode node(int depth) {
    int kind = depth == 0 ? 0 : random.nextInt(10);
    if (kind < 2) {
      return new PatternNode.Variable(random.nextInt(VARIABLES));
    } else if (kind < 6) {
      return sequence(depth);
    } else if (kind == 6) {
      return new PatternNode.Alternation(List.of(node(depth - 1), node(depth - 1)));
    } else if (kind == 7) {
      int min = random.nextInt(3);
      int max = random.nextBoolean() ? -1 : Math.max(1, min + random.nextInt(2));
      var body = random.nextInt(3) == 0 ? loop(depth - 1) : node(depth - 1);
      return new PatternNode.Repeat(body, min, max, random.nextBoolean());
    } else if (kind == 8) {
      return new PatternNode.Permute(List.of(node(depth - 1), node(0)));
    }
    return new PatternNode.Exclusion(node(depth - 1));
  }

  private PatternNode sequence(int depth) {
    var steps = new ArrayList<PatternNode.Step>();
    int length = 2 + random.nextInt(2);
    for (int i = 0; i < length; i++) {
      steps.add(new PatternNode.Step(i == 0 ? PatternNode.Gap.NONE : gap(), node(depth - 1)));
    }
    return new PatternNode.Sequence(steps);
  }

  /** The inside of {@code (-> B)+}. */
  private PatternNode loop(int depth) {
    return new PatternNode.Sequence(List.of(new PatternNode.Step(gap(), node(depth))));
  }

  private PatternNode.Gap gap() {
    var kinds = PatternNode.Gap.Kind.values();
    var kind = kinds[random.nextInt(kinds.length)];
    boolean plain = kind == PatternNode.Gap.Kind.NEXT_ROW || random.nextInt(3) > 0;
    return new PatternNode.Gap(
        kind, plain ? VariableSet.NONE : VariableSet.of(random.nextInt(VARIABLES)), -1);
  }
}
