package dev.weir.slt;

import dev.weir.SqlException;
import dev.weir.WeirException;
import dev.weir.connector.ConnectorException;
import dev.weir.diagnostic.DiagnosticPrinter;
import dev.weir.diagnostic.Names;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the blocks of one case in one variant and gathers what differs. Rows that differ do not end the case: what follows
 * is compared too. A statement that does not do what it should ends it, since what follows builds on it.
 */
final class CaseRun {
  private static final int FAILURES_MAX = 20;

  private final SltFile file;
  private final SltCase test;
  private final Variant variant;
  private final List<Failure> failures = new ArrayList<>();
  private final Map<Expectation, List<String>> actual = new IdentityHashMap<>();
  private Session session;
  private String skipped = "";

  CaseRun(SltFile file, SltCase test, Variant variant) {
    this.file = file;
    this.test = test;
    this.variant = variant;
  }

  void run() {
    try (var opened = new Session(file.directory(), variant)) {
      session = opened;
      for (var block : test.blocks()) {
        if (!runBlock(block) || failures.size() >= FAILURES_MAX) {
          return;
        }
      }
      nothingMoreEmitted();
    }
  }

  List<Failure> failures() {
    return failures;
  }

  /** Why the case was left early without a failure, or empty. */
  String skipped() {
    return skipped;
  }

  /** What came out where the expectation was missing or differed. */
  Map<Expectation, List<String>> actual() {
    return actual;
  }

  /** Returns whether the case goes on. */
  private boolean runBlock(Block block) {
    try {
      if (block instanceof Block.Statement statement) {
        return statement(statement);
      } else if (block instanceof Block.Query query) {
        query(query);
      } else if (block instanceof Block.Stream stream) {
        return stream(stream);
      } else if (block instanceof Block.Feed feed) {
        return feed(feed);
      } else if (block instanceof Block.Emit emit) {
        emit(emit);
      } else if (block instanceof Block.Watermark watermark) {
        session.watermark(watermark.stream(), watermark.micros());
      } else if (block instanceof Block.Clock clock) {
        session.clock(clock);
      } else if (block instanceof Block.Idle idle) {
        session.idle(idle.stream(), idle.idle());
      } else if (block instanceof Block.Close close) {
        session.close(close.stream());
      } else if (block instanceof Block.Restart) {
        session.restart();
      } else if (block instanceof Block.Explain explain) {
        explain(explain);
      } else if (block instanceof Block.DeadLetters letters) {
        compareRows(
            block.place(),
            "dead-letters",
            letters.expectation(),
            session.takeDeadLetters(),
            sorted(Block.Sorting.ARRIVAL));
      } else if (block instanceof Block.Late late) {
        late(late);
      } else if (block instanceof Block.Require require) {
        var missing = session.missing(require);
        skipped = missing == null ? "" : missing;
        return missing == null;
      } else {
        throw new AssertionError(block);
      }
      return true;
    } catch (Session.BadFeed e) {
      fail(
          new Place(e.line(), block.place().binding()),
          "this row cannot be fed",
          List.of(e.getMessage()));
    } catch (WeirException | ConnectorException | IllegalArgumentException e) {
      fail(block.place(), "this fails", message(e));
    } catch (RuntimeException | Error e) {
      fail(block.place(), "the engine broke down", trace(e));
    }
    return false;
  }

  private boolean statement(Block.Statement block) {
    if (!block.mustFail()) {
      session.statement(block.sql());
      return true;
    }
    try {
      session.statement(block.sql());
    } catch (WeirException e) {
      compareMessage(block.place(), block.sql(), block.error(), message(e));
      return true;
    }
    var detail = new ArrayList<>(block.sql().lines().toList());
    block.error().lines().forEach(line -> detail.add("- " + line));
    fail(block.place(), "the statement succeeds, though it should be refused", detail);
    return false;
  }

  private void query(Block.Query block) {
    var rows = session.query(block.sql());
    if (checkShape(block.place(), block.types(), block.expectation(), rows)) {
      compare(block.place(), block.sql(), block.expectation(), rows, sorted(block.sorting()));
    }
  }

  private boolean stream(Block.Stream block) {
    var started = session.start(block);
    return checkShape(block.place(), block.types(), null, started.rows());
  }

  private boolean feed(Block.Feed block) {
    if (block.error() == null) {
      session.feed(block);
      return true;
    }
    try {
      session.feed(block);
    } catch (WeirException e) {
      compareMessage(block.place(), "feed " + block.stream(), block.error(), message(e));
      return true;
    }
    fail(block.place(), "the feed succeeds, though it should fail", List.of());
    return false;
  }

  private void emit(Block.Emit block) {
    var rows = session.rows(block.name());
    if (rows == null) {
      var near = Names.suggest(block.name(), session.names());
      fail(
          block.place(),
          "there is no query \"" + block.name() + "\"",
          near.map(name -> List.of("did you mean \"" + name + "\"?")).orElse(List.of()));
      return;
    }
    var sorting = block.sorting() == null ? session.sorting(block.name()) : block.sorting();
    if (checkColumns(block.place(), block.expectation(), rows)) {
      compare(block.place(), "emit " + block.name(), block.expectation(), rows, sorted(sorting));
    }
  }

  private void explain(Block.Explain block) {
    var text = new ArrayList<String>();
    for (var row : session.query("EXPLAIN " + block.sql()).take()) {
      ValueText.unescape(row).lines().filter(line -> !line.isBlank()).forEach(text::add);
    }
    compareRows(block.place(), block.sql(), block.expectation(), text, false);
  }

  private void late(Block.Late block) {
    long count = session.lateCount(block.stream());
    if (count != block.count()) {
      fail(
          block.place(),
          "late rows of \"" + block.stream() + "\" differ",
          List.of("- " + block.count(), "+ " + count));
    }
  }

  /** Rows that no {@code emit} asked for are a difference as well. */
  private void nothingMoreEmitted() {
    for (var stream : session.standing()) {
      if (!stream.rows().isEmpty()) {
        var detail = new ArrayList<String>();
        stream.rows().take().forEach(row -> detail.add("+ " + row));
        fail(
            stream.block().place(),
            "rows of \"" + stream.block().name() + "\" that no emit asks for",
            detail);
      }
    }
  }

  // ---- Comparing

  private boolean sorted(Block.Sorting sorting) {
    return switch (sorting) {
      case ROWSORT -> true;
      case NOSORT -> test.settings().unordered();
      case ARRIVAL -> test.settings().unordered() || variant.isShuffled();
    };
  }

  private boolean checkShape(Place place, String types, Expectation expectation, RowSink rows) {
    if (rows.schema() == null) {
      fail(place, "the statement gives no rows", List.of("use \"statement ok\""));
      return false;
    }
    var problem = ValueText.checkTypes(types, rows.schema(), rows.isChangelog());
    if (problem != null) {
      fail(place, "the columns differ", List.of(problem));
      return false;
    }
    return checkColumns(place, expectation, rows);
  }

  private boolean checkColumns(Place place, Expectation expectation, RowSink rows) {
    if (expectation == null || expectation.columns().isEmpty() || rows.schema() == null) {
      return true;
    }
    var names = new ArrayList<String>();
    if (rows.isChangelog()) {
      names.add("op");
    }
    rows.schema().columns().forEach(column -> names.add(column.name()));
    if (names.equals(expectation.columns())) {
      return true;
    }
    fail(
        place,
        "the names of the columns differ",
        List.of("- " + String.join("\t", expectation.columns()), "+ " + String.join("\t", names)));
    return false;
  }

  private void compare(
      Place place, String what, Expectation expectation, RowSink rows, boolean asMultiset) {
    var schema = rows.schema();
    var expected =
        schema == null
            ? expectation
            : new Expectation(
                expectation.separator(),
                expectation.from(),
                expectation.lines().stream()
                    .map(line -> ValueText.normalize(line, schema, rows.isChangelog()))
                    .toList(),
                expectation.columns());
    compareRows(place, what, expectation, expected.lines(), rows.take(), asMultiset);
  }

  private void compareRows(
      Place place, String what, Expectation expectation, List<String> rows, boolean asMultiset) {
    compareRows(place, what, expectation, expectation.lines(), rows, asMultiset);
  }

  private void compareRows(
      Place place,
      String what,
      Expectation expectation,
      List<String> expectedRows,
      List<String> rows,
      boolean asMultiset) {
    var expected = asMultiset ? expectedRows.stream().sorted().toList() : expectedRows;
    var came = asMultiset ? rows.stream().sorted().toList() : rows;
    if (expectation.isMissing()) {
      actual.put(expectation, came);
      var detail = new ArrayList<>(what.lines().toList());
      came.forEach(row -> detail.add("+ " + row));
      fail(place, "no expected rows (weir test --complete writes them)", detail);
    } else if (!expected.equals(came)) {
      actual.put(expectation, came);
      var detail = new ArrayList<>(what.lines().toList());
      detail.addAll(Diff.lines(expected, came));
      fail(place, "the rows differ (- expected, + actual)", detail);
    }
  }

  /** One expected line stands for the first line of the message, with or without its code. */
  private void compareMessage(
      Place place, String what, Expectation expectation, List<String> message) {
    if (expectation.lines().size() == 1) {
      var first = message.get(0);
      var bare = first.replaceFirst("^(error|warning)(\\[[A-Z0-9]+])?: ", "");
      var line = expectation.lines().get(0);
      if (line.equals(first) || line.equals(bare)) {
        return;
      }
    }
    compareRows(place, what, expectation, message, false);
  }

  static List<String> message(RuntimeException e) {
    if (e instanceof SqlException sql) {
      return DiagnosticPrinter.plain().render(sql.diagnostics()).lines().toList();
    }
    return ("error: " + e.getMessage()).lines().toList();
  }

  private static List<String> trace(Throwable e) {
    var text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString().replace("\t", "  ").lines().limit(40).toList();
  }

  private void fail(Place place, String headline, List<String> detail) {
    var binding = place.binding().isEmpty() ? "" : " (" + place.binding() + ")";
    var location = file.name() + ":" + place.line() + binding;
    failures.add(new Failure(location, variant.toString(), headline, detail));
  }
}
