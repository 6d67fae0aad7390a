package dev.weir.ast;

import java.util.Locale;
import java.util.Set;

/** The words that can be names only in quotes; the same as those of the grammar. */
final class ReservedWords {
  private static final String WORDS =
      """
      ALL AND ANY ARRAY AS BETWEEN BOTH BY CASE CAST CREATE CROSS CUBE CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP
      DESCRIPTOR DISTINCT DROP ELSE EMIT END EXCEPT EXISTS FALSE FETCH FOR FROM FULL GROUP HAVING ILIKE IN INNER
      INSERT INTERSECT INTERVAL INTO IS JOIN LATERAL LEADING LEFT LIKE LIMIT LOCALTIME LOCALTIMESTAMP MAP
      MATCH_RECOGNIZE NATURAL NOT NULL ON OR ORDER OUTER OVER PERMUTE PRIMARY QUALIFY RIGHT ROLLUP ROW SELECT
      SIMILAR SOME TABLE THEN TRAILING TRUE TRY_CAST UNION UNNEST USING VALUES WHEN WHERE WINDOW WITH WITHIN
      """;

  private static final Set<String> ALL = Set.of(WORDS.strip().split("\\s+"));

  private ReservedWords() {}

  static boolean contains(String word) {
    return ALL.contains(word.toUpperCase(Locale.ROOT));
  }
}
