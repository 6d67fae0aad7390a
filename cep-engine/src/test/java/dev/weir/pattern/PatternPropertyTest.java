package dev.weir.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.weir.pattern.PatternCheck.Way;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random patterns over random rows: the engine gives what brute force gives, in every output mode and
 * skip mode, whatever the order of arrival within the watermark and whatever the size of batches; and so do all
 * matchers that can take a pattern, restored from a snapshot at any moment.
 *
 * <p>{@code -Dweir.patterns=N} tries so many queries, {@code -Dweir.seed=N} others. A case that fails is made
 * as simple as possible and printed as a test file.
 */
final class PatternPropertyTest {
  private static final int PATTERNS = Integer.getInteger("weir.patterns", 2_600);
  private static final int ROW_SETS = 8;
  private static final long SEED = Long.getLong("weir.seed", 20_260_101L);
  private static final int FAILURES_MAX = Integer.getInteger("weir.failures", 1);

  private int special;

  @Test
  @Timeout(value = 1, unit = TimeUnit.DAYS)
  void engineAgreesWithBruteForce() {
    var generator = new RandomPatterns(SEED);
    var failures = new ArrayList<String>();
    var refused = new ArrayList<String>();
    try (var check = new PatternCheck()) {
      for (int i = 0; i < PATTERNS && failures.size() < FAILURES_MAX; i++) {
        var query = generator.next();
        var rows = new ArrayList<PatternCase.Row>();
        for (int set = 0; set < ROW_SETS; set++) {
          rows.addAll(generator.rows(set));
        }
        rows.sort(Comparator.comparingInt(PatternCase.Row::second));
        try {
          check.count(query, rows);
          special += isSpecial(query) ? ROW_SETS : 0;
          check
              .check(query, rows, ways(i))
              .map(check::simplest)
              .map(check::slt)
              .ifPresent(failures::add);
        } catch (BruteForce.Refused e) {
          refused.add(e.getMessage());
        }
      }
      summary(check, refused);
      if (!failures.isEmpty()) {
        fail(String.join("\n\n", failures));
      }
      assertThat(refused).as("queries refused").isEmpty();
      assertThat(check.cases).as("cases").isGreaterThan(PATTERNS * 15 / 2);
      assertThat(check.withMatches).as("cases with a match").isGreaterThan(check.cases / 2);
      assertThat(special).as("cases beyond sequences").isGreaterThan(check.cases / 3);
    }
  }

  /** All ways are used equally often, the dearest seldom. */
  private static List<Way> ways(int index) {
    var ways =
        new ArrayList<>(
            List.of(index % 2 == 0 ? Way.IN_ORDER : Way.ONE_BY_ONE, Way.SHUFFLED, Way.MATCHERS));
    if (index % 4 == 1) {
      ways.add(Way.STEPWISE);
    }
    if (index % 10 == 0) {
      ways.add(Way.RESTORED);
    }
    return ways;
  }

  private static boolean isSpecial(PatternCase query) {
    String text = query.sql("s", false);
    return text.contains("|")
        || text.contains("PERMUTE")
        || text.contains("{-")
        || text.contains("SUBSET")
        || query.defines().values().stream()
            .anyMatch(d -> d.matches(".*(COUNT|SUM|AVG|MAX|MIN)\\(.*"));
  }

  private void summary(PatternCheck check, List<String> refused) {
    System.out.printf(
        "%d cases, %d with matches, %d beyond sequences; %d too large; routes %s%n",
        check.cases, check.withMatches, special, check.tooLarge, check.routes);
    refused.stream()
        .collect(
            Collectors.groupingBy(
                r -> r.lines().findFirst().orElse("").replaceAll("\"[^\"]*\"", "\"_\""),
                Collectors.counting()))
        .forEach((reason, count) -> System.out.println(count + " x " + reason));
  }
}
