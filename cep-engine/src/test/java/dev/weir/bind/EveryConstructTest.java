package dev.weir.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ast.Argument;
import dev.weir.ast.Expression;
import dev.weir.ast.GroupingElement;
import dev.weir.ast.Node;
import dev.weir.ast.QueryBody;
import dev.weir.ast.Relation;
import dev.weir.ast.Statement;
import dev.weir.ast.TableElement;
import dev.weir.diagnostic.Diagnostic;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever the grammar accepts is bound or refused with a place: no construct is overlooked, none crashes. */
class EveryConstructTest {
  private static final String SCRIPT =
      """
      CREATE STREAM s (id BIGINT NOT NULL PRIMARY KEY, t VARCHAR DEFAULT 'x', b BOOLEAN, d DOUBLE, tags ARRAY<INTEGER>,
        m MAP<VARCHAR, INTEGER>, r ROW<a INTEGER, b VARCHAR>, i INTERVAL, ts TIMESTAMP(3), c AS d * 2,
        PRIMARY KEY (id), WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
      CREATE STREAM IF NOT EXISTS s (id BIGINT NOT NULL, t VARCHAR, b BOOLEAN, d DOUBLE, tags ARRAY<INTEGER>,
        m MAP<VARCHAR, INTEGER>, r ROW<a INTEGER, b VARCHAR>, ts TIMESTAMP(3), c AS d * 2,
        WATERMARK FOR ts AS ts - INTERVAL '5' SECOND);
      CREATE TABLE tab (id BIGINT, PRIMARY KEY (id));
      CREATE VIEW v AS SELECT id, ts FROM s;
      CREATE MATERIALIZED VIEW mv AS SELECT 1 AS one;
      CREATE RULE ru AS SELECT id FROM s;
      CREATE FUNCTION f AS 'com.acme.F';
      INSERT INTO s (id) VALUES (1);
      ALTER RULE ru PAUSE;
      SHOW STREAMS; SHOW TABLES; SHOW VIEWS; SHOW MATERIALIZED VIEWS; SHOW RULES; SHOW FUNCTIONS;
      SHOW DEAD LETTERS; SHOW CREATE VIEW v; DESCRIBE s; DESCRIBE v; DESCRIBE ru;
      EXPLAIN SELECT id FROM s; EXPLAIN ANALYZE SELECT id FROM s; EXPLAIN CODE SELECT id FROM s;
      SET 'on.error' = 'skip';
      SELECT id, 'a', 1, 1.5, 1e3, TRUE, NULL, X'0A', DATE '2026-01-02', TIME '01:02:03', INTERVAL '1' DAY, ?, -d, d + 1,
        d ^ 2, t || 'x', b AND TRUE, b OR b, NOT b, d BETWEEN 1 AND 2, d IN (1, 2), id IN (SELECT 1), t LIKE 'a%',
        t SIMILAR TO 'a', d IS NULL, b IS TRUE, d IS DISTINCT FROM 1, EXISTS (SELECT 1), d = ANY (SELECT 1), (SELECT 1),
        CASE WHEN b THEN 1 ELSE 2 END, CAST(d AS INTEGER), ts AT TIME ZONE 'UTC', EXTRACT(HOUR FROM ts),
        FLOOR(ts TO HOUR), ARRAY[1], MAP['a', 1], ROW(1, 2), tags[1], m['a'], r.a, (ROW(1, 2)).f1,
        JSON_VALUE(t, '$.a' RETURNING INTEGER), abs(d) FROM s;
      SELECT PREV(d), FINAL LAST(d), f(x => 1), count(v.*), f(TABLE s), f(DESCRIPTOR(ts)) FROM s;
      SELECT id, count(*) FROM TUMBLE(TABLE s, DESCRIPTOR(ts), INTERVAL '1' DAY, TIME ZONE 'UTC')
        GROUP BY window_start, window_end, GROUPING SETS ((id), ()), ROLLUP (t), CUBE (b);
      SELECT * FROM (SELECT 1) AS q; SELECT * FROM LATE(s); SELECT * FROM MERGE(s, v);
      SELECT * FROM s, UNNEST(tags) AS u(x); SELECT * FROM g(1); SELECT * FROM s JOIN v ON s.id = v.id;
      SELECT * FROM s JOIN v USING (id); SELECT * FROM s NATURAL JOIN v;
      SELECT * FROM s MATCH_RECOGNIZE (ORDER BY ts PATTERN (A) DEFINE A AS d > 1) AS m;
      VALUES (1), (2); TABLE s; SELECT 1 UNION ALL SELECT 2; (SELECT 1 LIMIT 1) UNION ALL SELECT 2;
      SELECT id FROM s FETCH FIRST 2 ROWS WITH TIES; WITH RECURSIVE w AS (SELECT 1) SELECT * FROM w;
      SELECT id FROM s EMIT CHANGES; SELECT id FROM s WITH ('snapshot' = 'initial');
      DROP RULE ru; DROP VIEW v; DROP TABLE tab; DROP MATERIALIZED VIEW mv; DROP FUNCTION f; DROP STREAM s;
      """;

  @Test
  void bindsOrRefusesEveryKindOfNode() {
    var kinds = new TreeSet<String>();
    var bound = new Bound();
    for (Statement statement : Bound.parse(SCRIPT)) {
      collect(statement, kinds);
      BindResult result = Bound.bind(statement, bound.catalog);
      result.statement().ifPresent(s -> s.applyTo(bound.catalog));
      assertThat(result.isOk() || result.diagnostics().stream().anyMatch(Diagnostic::isError))
          .isTrue();
      for (Diagnostic diagnostic : result.diagnostics()) {
        assertThat(diagnostic.primary().length()).as("place of %s", diagnostic).isPositive();
      }
    }
    assertThat(kinds).containsAll(all());
  }

  @Test
  void codesAreUniqueAndInOrder() {
    var codes = Stream.of(BindError.values()).map(BindError::code).toList();
    assertThat(codes).doesNotHaveDuplicates().isSorted();
    assertThat(Stream.of(BindError.values()).map(BindError::summary)).noneMatch(String::isBlank);
  }

  private static void collect(Node node, Set<String> kinds) {
    if (node instanceof Statement n) {
      kinds.add("statement " + n.kind());
    } else if (node instanceof Expression n) {
      kinds.add("expression " + n.kind());
    } else if (node instanceof Relation n) {
      kinds.add("relation " + n.kind());
    } else if (node instanceof QueryBody n) {
      kinds.add("body " + n.kind());
    } else if (node instanceof GroupingElement n) {
      kinds.add("grouping " + n.kind());
    } else if (node instanceof TableElement n) {
      kinds.add("element " + n.kind());
    } else if (node instanceof Argument n) {
      kinds.add("argument " + n.kind());
    }
    node.children().forEach(child -> collect(child, kinds));
  }

  private static Set<String> all() {
    var all = new HashSet<String>();
    add(all, "statement", Statement.Kind.values());
    add(all, "expression", Expression.Kind.values());
    add(all, "relation", Relation.Kind.values());
    add(all, "body", QueryBody.Kind.values());
    add(all, "grouping", GroupingElement.Kind.values());
    add(all, "element", TableElement.Kind.values());
    all.addAll(List.of("argument VALUE", "argument STAR", "argument DESCRIPTOR", "argument TABLE"));
    return all;
  }

  private static void add(Set<String> all, String what, Enum<?>[] kinds) {
    for (Enum<?> kind : kinds) {
      all.add(what + " " + kind);
    }
  }
}
