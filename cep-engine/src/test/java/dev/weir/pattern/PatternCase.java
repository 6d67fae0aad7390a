package dev.weir.pattern;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A generated query with MATCH_RECOGNIZE, as its clauses. Immutable.
 *
 * @param orderBy behind {@code ORDER BY ts}, or empty
 * @param measures name and expression
 * @param rows the clause, or empty
 * @param skip what follows {@code AFTER MATCH SKIP}, or empty
 * @param before {@code !N FOR ... ->} in front of the pattern, or empty
 * @param after {@code -> !N ...} behind it, or empty
 * @param within seconds, or -1
 * @param subsets name and members
 * @param defines variable and condition
 */
record PatternCase(
    boolean partitioned,
    String orderBy,
    Map<String, String> measures,
    String rows,
    String skip,
    String before,
    CasePattern pattern,
    String after,
    int within,
    Map<String, List<String>> subsets,
    Map<String, String> defines) {
  /** The columns of every stream of generated cases. */
  static final String COLUMNS =
      "p INTEGER, k VARCHAR, id INTEGER, x INTEGER, y INTEGER, ts TIMESTAMP(3)";

  /** How far out of order rows may arrive. */
  static final int BOUND_SECONDS = 6;

  PatternCase {
    measures = copy(measures);
    subsets = copy(subsets);
    defines = copy(defines);
  }

  private static <V> Map<String, V> copy(Map<String, V> map) {
    return java.util.Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  static String createStream(String name) {
    return "CREATE STREAM "
        + name
        + " ("
        + COLUMNS
        + ", WATERMARK FOR ts AS ts - INTERVAL '"
        + BOUND_SECONDS
        + "' SECOND);";
  }

  /**
   * One row of a stream.
   *
   * @param set the number of the set of rows that it belongs to
   * @param second since the beginning of the day
   */
  record Row(int set, String k, int id, Integer x, Integer y, int second) {
    long micros() {
      return START_MICROS + second * 1_000_000L;
    }

    /** In the order of {@link #COLUMNS}. */
    List<Object> values() {
      return java.util.Arrays.asList(set, k, id, x, y, micros());
    }

    String slt() {
      return String.join(
          "\t",
          String.valueOf(set),
          k,
          String.valueOf(id),
          x == null ? "NULL" : x.toString(),
          y == null ? "NULL" : y.toString(),
          String.format("2026-01-01 00:%02d:%02d", second / 60, second % 60));
    }
  }

  private static final long START_MICROS = 1_767_225_600_000_000L;

  boolean hasUnmatched() {
    return rows.contains("UNMATCHED");
  }

  /** Whether matches of a partition leave in the order of their starts. */
  boolean inOrderOfStarts() {
    return hasUnmatched()
        || measures.values().stream().anyMatch(m -> m.contains("MATCH_NUMBER"))
        || defines.values().stream().anyMatch(d -> d.contains("MATCH_NUMBER"))
        || !skip.equals("NONE") && !skip.equals("TO NEXT ROW");
  }

  /** @param bySet whether sets of rows are partitions, so that one query can answer for many */
  String sql(String stream, boolean bySet) {
    var text = new StringBuilder("SELECT * FROM " + stream + " MATCH_RECOGNIZE (\n");
    if (partitioned || bySet) {
      text.append("  PARTITION BY ").append(!partitioned ? "p" : bySet ? "p, k" : "k").append("\n");
    }
    text.append("  ORDER BY ts").append(orderBy.isEmpty() ? "" : ", " + orderBy).append("\n");
    text.append(clause("MEASURES", measures, (name, expression) -> expression + " AS " + name));
    text.append(rows.isEmpty() ? "" : "  " + rows + "\n");
    text.append(skip.isEmpty() ? "" : "  AFTER MATCH SKIP " + skip + "\n");
    text.append("  PATTERN (")
        .append(before.isEmpty() ? "" : before + " ")
        .append(pattern.sql())
        .append(after.isEmpty() ? "" : " " + after)
        .append(")\n");
    text.append(within < 0 ? "" : "  WITHIN " + seconds(within) + "\n");
    text.append(
        clause(
            "SUBSET",
            subsets,
            (name, members) -> name + " = (" + String.join(", ", members) + ")"));
    text.append(clause("DEFINE", defines, (name, condition) -> name + " AS " + condition));
    return text.append(")").toString();
  }

  static String seconds(int count) {
    return "INTERVAL '" + count + "' SECOND";
  }

  private static <V> String clause(
      String word, Map<String, V> entries, java.util.function.BiFunction<String, V, String> text) {
    return entries.isEmpty()
        ? ""
        : entries.entrySet().stream()
            .map(entry -> text.apply(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(",\n    ", "  " + word + " ", "\n"));
  }

  // ---- simpler cases

  /** Cases with one thing left out; not all of them are valid. */
  List<PatternCase> simpler() {
    var all = new ArrayList<PatternCase>();
    for (var simpler : pattern.simpler()) {
      all.add(
          new PatternCase(
              partitioned,
              orderBy,
              measures,
              rows,
              skip,
              before,
              simpler,
              after,
              within,
              subsets,
              onlyOf(simpler, defines)));
    }
    for (var name : measures.keySet()) {
      if (measures.size() > 1) {
        all.add(withMeasures(without(measures, name)));
      }
    }
    for (var name : subsets.keySet()) {
      all.add(
          new PatternCase(
              partitioned,
              orderBy,
              measures,
              rows,
              skip,
              before,
              pattern,
              after,
              within,
              without(subsets, name),
              defines));
    }
    for (var entry : defines.entrySet()) {
      for (var simpler : simplerConditions(entry.getValue())) {
        var others = new LinkedHashMap<>(defines);
        others.put(entry.getKey(), simpler);
        all.add(withDefines(others));
      }
      if (defines.size() > 1) {
        all.add(withDefines(without(defines, entry.getKey())));
      }
    }
    if (within >= 0) {
      all.add(
          new PatternCase(
              partitioned,
              orderBy,
              measures,
              rows,
              skip,
              before,
              pattern,
              after,
              -1,
              subsets,
              defines));
    }
    all.add(withFrames("", after));
    all.add(withFrames(before, ""));
    if (!rows.isEmpty()) {
      all.add(withModes("", skip));
    }
    if (!skip.isEmpty()) {
      all.add(withModes(rows, ""));
      all.add(withModes(rows, "TO NEXT ROW"));
    }
    all.add(
        new PatternCase(
            false, "", measures, rows, skip, before, pattern, after, within, subsets, defines));
    all.removeIf(this::equals);
    return all;
  }

  private static List<String> simplerConditions(String condition) {
    var all = new ArrayList<>(List.of(condition.split(" AND | OR ")));
    all.add("x >= 0");
    all.removeIf(simpler -> simpler.length() >= condition.length());
    return all;
  }

  private Map<String, String> onlyOf(CasePattern other, Map<String, String> all) {
    var used = other.variables();
    var left = new LinkedHashMap<>(all);
    left.keySet()
        .removeIf(
            name -> !used.contains(name) && !(before + after + other.sql()).contains("!" + name));
    return left.isEmpty() ? all : left;
  }

  private static <V> Map<String, V> without(Map<String, V> map, String name) {
    var left = new LinkedHashMap<>(map);
    left.remove(name);
    return left;
  }

  private PatternCase withMeasures(Map<String, String> others) {
    return new PatternCase(
        partitioned, orderBy, others, rows, skip, before, pattern, after, within, subsets, defines);
  }

  private PatternCase withDefines(Map<String, String> others) {
    return new PatternCase(
        partitioned,
        orderBy,
        measures,
        rows,
        skip,
        before,
        pattern,
        after,
        within,
        subsets,
        others);
  }

  private PatternCase withFrames(String newBefore, String newAfter) {
    return new PatternCase(
        partitioned,
        orderBy,
        measures,
        rows,
        skip,
        newBefore,
        pattern,
        newAfter,
        within,
        subsets,
        defines);
  }

  private PatternCase withModes(String newRows, String newSkip) {
    return new PatternCase(
        partitioned,
        orderBy,
        measures,
        newRows,
        newSkip,
        before,
        pattern,
        after,
        within,
        subsets,
        defines);
  }
}
