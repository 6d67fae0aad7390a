package dev.weir.pattern;

import dev.weir.catalog.Catalog;
import dev.weir.codegen.CodeGenerator;
import dev.weir.runtime.MatchOperators;
import dev.weir.runtime.MatchOperators.Drive;
import dev.weir.runtime.MatchOperators.Matching;
import dev.weir.time.VirtualClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Compares what the engine gives for generated queries with what brute force gives. */
final class PatternCheck implements AutoCloseable {
  private static final long BUDGET = 30_000;
  private static final int RUNS_PER_ENGINE = 200;

  private final Catalog catalog = BruteForce.catalog(PatternCase.createStream("s"));
  private CodeGenerator generator = new CodeGenerator(new VirtualClock(0));
  private EngineRun whole = new EngineRun(1000);
  private EngineRun oneByOne = new EngineRun(1);
  private int runs;

  int cases;
  int withMatches;
  int tooLarge;
  final Map<Matching, Integer> routes = new EnumMap<>(Matching.class);

  /** A way to have a query answered. */
  enum Way {
    /** All sets of rows in one query, in order. */
    IN_ORDER,
    /** In another order of arrival that the watermark allows. */
    SHUFFLED,
    /** In batches of one. */
    ONE_BY_ONE,
    /** One set of rows, with the watermark at each row: what is decided has been given. */
    STEPWISE,
    /** The operator with every matcher that can take the pattern. */
    MATCHERS,
    /** The same, with watermarks and restored snapshots between any two rows. */
    RESTORED
  }

  /** Something else came out than should. */
  record Failed(PatternCase query, List<PatternCase.Row> rows, Way way, String why) {
    /** Failures of one kind have one cause, most of the time. */
    String kind() {
      return way + why.lines().findFirst().orElse("").replaceAll("[0-9]+|:.*", "");
    }
  }

  /** What a query gives by brute force. */
  private record Expected(BruteForce query, List<BruteForce.Partition> partitions) {
    List<List<Object>> rows() {
      return partitions.stream().flatMap(p -> p.rows().stream()).toList();
    }
  }

  /**
   * Checks a query.
   *
   * @param rows of all sets, in order of time
   * @throws BruteForce.Refused if the query has a mistake
   */
  Optional<Failed> check(PatternCase query, List<PatternCase.Row> rows, List<Way> ways) {
    var small = new ArrayList<>(rows);
    var all = expected(query, small, true);
    if (all.partitions().isEmpty()) {
      return Optional.empty();
    }
    for (var way : ways) {
      String why;
      var used = small;
      try {
        if (way == Way.MATCHERS || way == Way.RESTORED) {
          int set = small.get(0).set();
          used =
              way == Way.MATCHERS
                  ? small
                  : new ArrayList<>(small.stream().filter(row -> row.set() <= set + 1).toList());
          why = matchers(all, used, way == Way.RESTORED);
        } else if (way == Way.STEPWISE) {
          int set = small.get(0).set();
          used = new ArrayList<>(small.stream().filter(row -> row.set() == set).toList());
          why = difference(query, expected(query, used, false), used, way);
        } else {
          why = difference(query, all, small, way);
        }
      } catch (RuntimeException | Error e) {
        newEngines();
        var trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        why = trace.toString().lines().limit(12).collect(Collectors.joining("\n"));
      }
      if (why != null) {
        return Optional.of(new Failed(query, used, way, why));
      }
    }
    return Optional.empty();
  }

  /** Takes note of how many cases there were, for which something was found. */
  void count(PatternCase query, List<PatternCase.Row> rows) {
    var sets = new LinkedHashMap<Object, Boolean>();
    for (var partition : expected(query, new ArrayList<>(rows), true).partitions()) {
      sets.merge(
          partition.key().get(0),
          partition.results().stream().anyMatch(r -> r.kind() != PatternOracle.Kind.UNMATCHED),
          Boolean::logicalOr);
    }
    cases += sets.size();
    withMatches += (int) sets.values().stream().filter(found -> found).count();
  }

  /** @param rows sets that are too large for brute force are removed from it */
  private Expected expected(PatternCase query, List<PatternCase.Row> rows, boolean bySet) {
    var bruteForce = BruteForce.of(query.sql("s", bySet), catalog);
    var partitions = new ArrayList<BruteForce.Partition>();
    for (int set : rows.stream().map(PatternCase.Row::set).distinct().toList()) {
      var own = rows.stream().filter(row -> row.set() == set).toList();
      try {
        partitions.addAll(bruteForce.run(inputs(own), BUDGET));
      } catch (Assignments.TooLarge e) {
        tooLarge++;
        rows.removeAll(own);
      }
    }
    return new Expected(bruteForce, partitions);
  }

  private static List<BruteForce.Input> inputs(List<PatternCase.Row> rows) {
    return rows.stream().map(row -> new BruteForce.Input(row.values(), row.micros())).toList();
  }

  // ---- the engine

  /** What is wrong, or null. */
  private String difference(
      PatternCase query, Expected expected, List<PatternCase.Row> rows, Way way) {
    if (runs++ % RUNS_PER_ENGINE == 0) {
      newEngines();
    }
    boolean bySet = way != Way.STEPWISE;
    var output =
        (way == Way.ONE_BY_ONE ? oneByOne : whole)
            .run(
                stream -> query.sql(stream, bySet),
                way == Way.SHUFFLED ? shuffled(rows) : rows,
                way == Way.STEPWISE);
    var why = difference(query, expected, output.rows());
    for (int i = 0; why == null && i < output.counts().size(); i++) {
      long watermark = rows.get(i).micros();
      int due = expected.partitions().stream().mapToInt(p -> p.oracle().due(watermark)).sum();
      if (output.counts().get(i) < due) {
        why = due + " rows are due after input row " + i + ", there are " + output.counts();
      }
    }
    long errors =
        expected.partitions().stream()
            .flatMap(p -> p.results().stream())
            .filter(r -> r.kind() == PatternOracle.Kind.SKIP_ERROR)
            .count();
    return why != null || errors == output.errors().size()
        ? why
        : "expected " + errors + " errors\n  but got " + output.errors();
  }

  /** Compares all rows, and those of each partition in order where the order is that of starts. */
  private static String difference(
      PatternCase query, Expected expected, List<List<Object>> output) {
    if (!sorted(expected.rows()).equals(sorted(output))) {
      return "expected " + lines(expected.rows()) + "\n  but got " + lines(output);
    }
    if (query.inOrderOfStarts()) {
      for (var partition : expected.partitions()) {
        var came = output.stream().filter(row -> isOf(row, partition, expected.query())).toList();
        if (!came.equals(partition.rows())) {
          return "expected in this order " + lines(partition.rows()) + "\n  but got " + lines(came);
        }
      }
    }
    return null;
  }

  private static boolean isOf(List<Object> row, BruteForce.Partition partition, BruteForce query) {
    // The columns of the partition come first, in their order.
    int keys = query.match().partitionBy().size();
    return row.subList(0, keys).equals(partition.key());
  }

  private static List<String> sorted(List<List<Object>> rows) {
    return rows.stream().map(List::toString).sorted().toList();
  }

  private static String lines(List<List<Object>> rows) {
    return rows.stream().map(row -> "\n    " + row).collect(Collectors.joining());
  }

  /** Another order of arrival in which no row is late and rows of one time keep their order. */
  private static List<PatternCase.Row> shuffled(List<PatternCase.Row> rows) {
    var mixer = new Random(rows.size());
    var left = new ArrayList<>(rows);
    var order = new ArrayList<PatternCase.Row>();
    while (!left.isEmpty()) {
      int least = left.stream().mapToInt(PatternCase.Row::second).min().orElseThrow();
      var candidates = new ArrayList<PatternCase.Row>();
      for (var row : left) {
        boolean isFirstOfItsTime = candidates.stream().noneMatch(c -> c.second() == row.second());
        if (row.second() - PatternCase.BOUND_SECONDS <= least && isFirstOfItsTime) {
          candidates.add(row);
        }
      }
      var next = candidates.get(mixer.nextInt(candidates.size()));
      left.remove(next);
      order.add(next);
    }
    return order;
  }

  private void newEngines() {
    close();
    whole = new EngineRun(1000);
    oneByOne = new EngineRun(1);
    generator = new CodeGenerator(new VirtualClock(0));
  }

  @Override
  public void close() {
    whole.close();
    oneByOne.close();
  }

  // ---- matchers

  private String matchers(Expected expected, List<PatternCase.Row> rows, boolean restored) {
    var match = expected.query().match();
    var operators = new MatchOperators(generator, match);
    var input =
        expected.query().matched(inputs(rows)).stream()
            .map(row -> new MatchOperators.Row(row.values(), row.time()))
            .toList();
    var matchings = operators.matchings();
    if (!restored) {
      routes.merge(matchings.get(0), 1, Integer::sum);
    }
    List<String> first = null;
    for (var matching : matchings) {
      if (!restored && matchings.size() == 1) {
        // The engine has run it already.
        return null;
      }
      var came = operators.run(matching, input, Drive.PLAIN);
      // Which of two partitions comes first at one deadline is up to the matcher.
      var same = came.stream().sorted().toList();
      if (first == null) {
        first = same;
      } else if (!first.equals(same)) {
        return matchings.get(0)
            + " gives "
            + String.join("\n    ", first)
            + "\n  but "
            + matching
            + " gives "
            + String.join("\n    ", same);
      }
      if (restored) {
        for (var drive : List.of(Drive.WATERMARKS, Drive.RESTORED)) {
          var other = operators.run(matching, input, drive);
          if (!other.equals(came)) {
            return matching
                + " gives "
                + String.join("\n    ", came)
                + "\n  but with "
                + drive
                + " "
                + String.join("\n    ", other);
          }
        }
      }
    }
    return null;
  }

  // ---- failures

  /** The simplest case found that fails in the same way. */
  Failed simplest(Failed failed) {
    var best = failed;
    for (boolean isBetter = true; isBetter; ) {
      isBetter = false;
      for (int set : best.rows().stream().map(PatternCase.Row::set).distinct().toList()) {
        var found = retry(best, best.query(), without(best.rows(), r -> r.set() == set));
        if (found.isPresent()) {
          best = found.get();
          isBetter = true;
        }
      }
      for (var row : List.copyOf(best.rows())) {
        var found = retry(best, best.query(), without(best.rows(), row::equals));
        if (found.isPresent()) {
          best = found.get();
          isBetter = true;
        }
      }
      for (var simpler : best.query().simpler()) {
        var found = retry(best, simpler, best.rows());
        if (found.isPresent()) {
          best = found.get();
          isBetter = true;
          break;
        }
      }
    }
    return best;
  }

  private static List<PatternCase.Row> without(
      List<PatternCase.Row> rows, java.util.function.Predicate<PatternCase.Row> removed) {
    return rows.stream().filter(removed.negate()).toList();
  }

  private Optional<Failed> retry(Failed known, PatternCase query, List<PatternCase.Row> rows) {
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    try {
      return check(query, rows, List.of(known.way()))
          .filter(failed -> failed.kind().equals(known.kind()));
    } catch (BruteForce.Refused e) {
      return Optional.empty();
    }
  }

  /** The case as a test file with the rows of brute force. */
  String slt(Failed failed) {
    var query = failed.query();
    boolean bySet = failed.way() != Way.STEPWISE;
    var expected = expected(query, new ArrayList<>(failed.rows()), bySet);
    var schema = expected.query().schema();
    var types =
        schema.columns().stream()
            .map(column -> SltValues.type(column.type()))
            .collect(Collectors.joining());
    var text = new StringBuilder();
    text.append("# ").append(failed.way()).append(": ");
    text.append(failed.why().replace("\n", "\n# ")).append("\n\nstatement ok\n");
    text.append(PatternCase.createStream("s")).append("\n\nstream m ").append(types);
    boolean isOrdered = query.inOrderOfStarts() && expected.partitions().size() == 1;
    text.append(isOrdered ? "" : " rowsort").append("\n");
    text.append(query.sql("s", bySet)).append("\n\nfeed s\n");
    failed.rows().stream()
        .sorted(Comparator.comparing(PatternCase.Row::second))
        .forEach(row -> text.append(row.slt()).append("\n"));
    text.append("\nclose s\n\nemit m\n----\n");
    for (var row : expected.rows()) {
      text.append(SltValues.row(row, schema)).append("\n");
    }
    return text.toString();
  }
}
