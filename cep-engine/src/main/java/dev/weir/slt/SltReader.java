package dev.weir.slt;

import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Names;
import dev.weir.diagnostic.Source;
import dev.weir.diagnostic.Span;
import dev.weir.slt.Block.Sorting;
import dev.weir.slt.SltCase.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the text of a test file. A file is a list of blocks; a block is a directive line and the lines below it up to an
 * empty line. {@code foreach} is unrolled here: its body is read once per value, with {@code ${NAME}} replaced.
 *
 * <p>All mistakes are gathered: after one, reading goes on behind the next empty line.
 */
final class SltReader {
  static final String SEPARATOR = "----";
  private static final List<String> DIRECTIVES =
      List.of(
          "statement",
          "query",
          "stream",
          "feed",
          "emit",
          "watermark",
          "clock",
          "idle",
          "active",
          "close",
          "restart",
          "explain",
          "dead-letters",
          "late",
          "require",
          "foreach",
          "end");

  private final Source source;
  private final List<String> lines;
  private final List<Diagnostic> mistakes = new ArrayList<>();
  private final Map<String, String> bindings = new LinkedHashMap<>();

  private final List<Block> prelude = new ArrayList<>();
  private final List<SltCase> cases = new ArrayList<>();
  private Settings fileSettings = Settings.DEFAULT;
  private Settings settings = Settings.DEFAULT;
  private List<Block> blocks = prelude;
  private String caseName;
  private int caseLine = 1;

  /** The line being read, an index into {@link #lines}. */
  private int at;

  private String[] words;

  SltReader(Source source, List<String> lines) {
    this.source = source;
    this.lines = lines;
  }

  List<SltCase> read() {
    readBlocks(lines.size());
    endCase();
    if (!mistakes.isEmpty()) {
      throw new SltSyntaxException(mistakes);
    }
    return cases;
  }

  /** Ends the case before; the blocks before the first case belong to every case. */
  private void endCase() {
    if (caseName == null && !cases.isEmpty()) {
      return;
    }
    var all = new ArrayList<>(prelude);
    if (blocks != prelude) {
      all.addAll(blocks);
    }
    var name = caseName == null ? fileName() : caseName;
    cases.add(new SltCase(name, caseLine, all, settings));
  }

  private String fileName() {
    var path = source.name();
    var name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return name.endsWith(".slt") ? name.substring(0, name.length() - 4) : name;
  }

  private void readBlocks(int end) {
    while (at < end) {
      var line = lines.get(at);
      if (line.isBlank()) {
        at++;
      } else if (line.startsWith("#")) {
        comment(bind(line.substring(1).trim()));
        at++;
      } else {
        readBlock(end);
      }
    }
  }

  private void comment(String text) {
    if (text.startsWith("case:")) {
      if (caseName != null) {
        endCase();
      } else {
        fileSettings = settings;
      }
      caseName = text.substring("case:".length()).trim();
      caseLine = at + 1;
      settings = fileSettings;
      blocks = new ArrayList<>();
    } else if (text.equals("unordered")) {
      settings = new Settings(true, settings.batches(), settings.shuffle(), settings.restart());
    } else if (text.startsWith("variants:")) {
      var kinds = List.of(text.substring("variants:".length()).trim().split("[\\s,]+"));
      for (var kind : kinds) {
        if (!List.of("none", "batches", "shuffle", "restart").contains(kind)) {
          mistake(
              kind,
              "there is no kind of variant \"" + kind + "\"",
              "batches, shuffle, restart or none");
        }
      }
      settings =
          new Settings(
              settings.unordered(),
              kinds.contains("batches"),
              kinds.contains("shuffle"),
              kinds.contains("restart"));
    }
  }

  private void readBlock(int end) {
    int start = at;
    words = bind(withoutComment(lines.get(at))).trim().split("\\s+");
    at++;
    try {
      switch (words[0]) {
        case "statement" -> statement(start, end);
        case "query" -> query(start, end);
        case "stream" -> stream(start, end);
        case "feed" -> feed(start, end);
        case "emit" -> emit(start, end);
        case "watermark" -> watermark(start);
        case "clock" -> clock(start);
        case "idle", "active" -> {
          wordCount(2, 2, "idle STREAM");
          blocks.add(new Block.Idle(place(start), words[1], words[0].equals("idle")));
        }
        case "close" -> {
          wordCount(2, 2, "close STREAM");
          blocks.add(new Block.Close(place(start), words[1]));
        }
        case "restart" -> {
          wordCount(1, 1, "restart");
          blocks.add(new Block.Restart(place(start)));
        }
        case "explain" -> {
          wordCount(1, 1, "explain");
          blocks.add(new Block.Explain(place(start), sql(end), expectation(end, false)));
        }
        case "dead-letters" -> {
          wordCount(1, 1, "dead-letters");
          blocks.add(new Block.DeadLetters(place(start), expectation(end, false)));
        }
        case "late" -> late(start);
        case "require" -> require(start);
        case "foreach" -> foreach(end);
        case "end" -> throw new Mistake("end", "\"end\" without \"foreach\"", "");
        default -> unknownDirective();
      }
      noMoreLines(end);
    } catch (Mistake e) {
      at = start;
      mistake(e.word, e.getMessage(), e.label);
      while (at < end && !lines.get(at).isBlank()) {
        at++;
      }
    }
  }

  private void unknownDirective() {
    var label =
        Names.suggest(words[0], DIRECTIVES)
            .map(near -> "did you mean \"" + near + "\"?")
            .orElse("");
    throw new Mistake(words[0], "\"" + words[0] + "\" is no directive", label);
  }

  private void statement(int start, int end) {
    wordCount(2, 2, "statement ok | error");
    boolean fails =
        switch (words[1]) {
          case "ok" -> false;
          case "error" -> true;
          default -> throw new Mistake(words[1], "a statement is ok or error", "");
        };
    var sql = sql(end);
    blocks.add(new Block.Statement(place(start), sql, fails ? expectation(end, true) : null));
  }

  private void query(int start, int end) {
    wordCount(2, 3, "query TYPES [rowsort | nosort]");
    var types = types(words[1]);
    var sorting = sorting(2, Sorting.NOSORT);
    blocks.add(new Block.Query(place(start), types, sorting, sql(end), expectation(end, false)));
  }

  private void stream(int start, int end) {
    wordCount(3, 4, "stream NAME TYPES [rowsort | nosort]");
    var types = types(words[2]);
    var sorting = sorting(3, Sorting.ARRIVAL);
    blocks.add(new Block.Stream(place(start), words[1], types, sorting, sql(end)));
  }

  private void feed(int start, int end) {
    wordCount(2, 2, "feed STREAM");
    var name = words[1];
    var rows = new ArrayList<Block.Feed.Row>();
    while (at < end && !lines.get(at).isEmpty() && !lines.get(at).equals(SEPARATOR)) {
      rows.add(new Block.Feed.Row(at + 1, bind(lines.get(at))));
      at++;
    }
    boolean fails = at < end && lines.get(at).equals(SEPARATOR);
    blocks.add(new Block.Feed(place(start), name, rows, fails ? expectation(end, true) : null));
  }

  private void emit(int start, int end) {
    wordCount(2, 3, "emit NAME [rowsort | nosort]");
    var sorting = sorting(2, null);
    blocks.add(new Block.Emit(place(start), words[1], sorting, expectation(end, false)));
  }

  private void watermark(int start) {
    wordCount(3, 4, "watermark STREAM TIME");
    var text = words.length == 4 ? words[2] + " " + words[3] : words[2];
    blocks.add(new Block.Watermark(place(start), words[1], time(text)));
  }

  private void clock(int start) {
    wordCount(2, 3, "clock +10 s");
    var rest = words.length == 3 ? words[1] + " " + words[2] : words[1];
    boolean moves = rest.startsWith("+");
    long micros = moves ? duration(rest.substring(1)) : time(rest);
    blocks.add(new Block.Clock(place(start), micros, !moves));
  }

  private void late(int start) {
    wordCount(3, 3, "late STREAM COUNT");
    long count;
    try {
      count = Long.parseLong(words[2]);
    } catch (NumberFormatException e) {
      throw new Mistake(words[2], "\"" + words[2] + "\" is no number of rows", "");
    }
    blocks.add(new Block.Late(place(start), words[1], count));
  }

  private void require(int start) {
    wordCount(3, 3, "require function | connector | java NAME");
    if (!List.of("function", "connector", "java").contains(words[1])) {
      throw new Mistake(words[1], "a requirement is a function, a connector or java", "");
    }
    blocks.add(new Block.Require(place(start), words[1], words[2]));
  }

  /** Reads the lines up to the matching {@code end} once per value. */
  private void foreach(int end) {
    wordCount(3, Integer.MAX_VALUE, "foreach NAME VALUE...");
    var name = words[1];
    var values = List.of(words).subList(2, words.length);
    int first = at;
    int last = matchingEnd(first, end);
    for (var value : values) {
      bindings.put(name, value);
      at = first;
      readBlocks(last);
    }
    bindings.remove(name);
    at = last + 1;
  }

  private int matchingEnd(int from, int end) {
    int depth = 0;
    for (int i = from; i < end; i++) {
      var word = withoutComment(lines.get(i)).trim();
      if (word.equals("foreach") || word.startsWith("foreach ")) {
        depth++;
      } else if (word.equals("end") && depth-- == 0) {
        return i;
      }
    }
    throw new Mistake("foreach", "\"foreach\" has no \"end\"", "");
  }

  // ---- Parts of a block

  private String sql(int end) {
    int first = at;
    var text = new StringBuilder();
    while (at < end && !lines.get(at).isBlank() && !lines.get(at).startsWith(SEPARATOR)) {
      text.append(at == first ? "" : "\n").append(bind(lines.get(at)));
      at++;
    }
    if (at == first) {
      throw new Mistake(words[0], "\"" + words[0] + "\" needs SQL on the next line", "");
    }
    return text.toString();
  }

  /**
   * Reads {@code ----} and what follows it up to an empty line.
   *
   * @param isMessage whether it is an error message: then an empty line may stand between two diagnostics
   */
  private Expectation expectation(int end, boolean isMessage) {
    if (at >= end || !lines.get(at).startsWith(SEPARATOR)) {
      return new Expectation(-1, at, List.of(), List.of());
    }
    int separator = at;
    var names = bind(lines.get(at).substring(SEPARATOR.length())).strip();
    var columns = names.isEmpty() ? List.<String>of() : List.of(names.split("\\s*\t\\s*|\\s+"));
    at++;
    int from = at;
    var expected = new ArrayList<String>();
    while (at < end && (!lines.get(at).isEmpty() || (isMessage && isBetweenMessages(at, end)))) {
      expected.add(bind(lines.get(at)));
      at++;
    }
    return new Expectation(separator, from, expected, columns);
  }

  private boolean isBetweenMessages(int index, int end) {
    return index + 1 < end
        && (lines.get(index + 1).startsWith("error[")
            || lines.get(index + 1).startsWith("warning["));
  }

  private void noMoreLines(int end) {
    if (at < end && at > 0 && !lines.get(at).isBlank() && !lines.get(at - 1).isBlank()) {
      var next = lines.get(at);
      if (!next.startsWith("#") && !bind(lines.get(at - 1)).strip().equals("end")) {
        var found = next.strip();
        mistake(found, "this line belongs to no directive", "an empty line ends a block");
        while (at < end && !lines.get(at).isBlank()) {
          at++;
        }
      }
    }
  }

  private static String types(String word) {
    if (!word.matches("[TIRBP]+")) {
      throw new Mistake(
          word,
          "\"" + word + "\" is no list of column types",
          "T text, I integer, R real, B boolean, P timestamp");
    }
    return word;
  }

  private Sorting sorting(int index, Sorting otherwise) {
    if (words.length <= index) {
      return otherwise;
    }
    return switch (words[index]) {
      case "rowsort" -> Sorting.ROWSORT;
      case "nosort" -> Sorting.NOSORT;
      default -> throw new Mistake(words[index], "rows are compared by rowsort or nosort", "");
    };
  }

  private long time(String text) {
    try {
      return ClockText.timestamp(text);
    } catch (IllegalArgumentException e) {
      throw new Mistake(
          words[words.length - 1], "\"" + text + "\" is no time", "write 2026-01-02 03:04:05.678");
    }
  }

  private long duration(String text) {
    try {
      return ClockText.duration(text);
    } catch (IllegalArgumentException e) {
      throw new Mistake(
          words[words.length - 1],
          "\"" + text + "\" is no length of time",
          "write +10 s; units us ms s min h d");
    }
  }

  private void wordCount(int least, int most, String form) {
    if (words.length < least || words.length > most) {
      throw new Mistake(words[0], "\"" + words[0] + "\" is written otherwise", form);
    }
  }

  /** Cuts {@code   # a remark} off a directive line. */
  private static String withoutComment(String line) {
    for (int i = line.indexOf('#'); i > 0; i = line.indexOf('#', i + 1)) {
      if (Character.isWhitespace(line.charAt(i - 1))) {
        return line.substring(0, i);
      }
    }
    return line;
  }

  private String bind(String text) {
    if (bindings.isEmpty() || text.indexOf("${") < 0) {
      return text;
    }
    var bound = text;
    for (var binding : bindings.entrySet()) {
      bound = bound.replace("${" + binding.getKey() + "}", binding.getValue());
    }
    return bound;
  }

  private Place place(int index) {
    var text = new StringBuilder();
    bindings.forEach(
        (name, value) ->
            text.append(text.length() == 0 ? "" : ", ").append(name).append('=').append(value));
    return new Place(index + 1, text.toString());
  }

  private void mistake(String word, String headline, String label) {
    int lineStart = source.lineStart(at + 1);
    int column = Math.max(0, lines.get(at).indexOf(word));
    int length = lines.get(at).indexOf(word) < 0 ? lines.get(at).length() : word.length();
    var span = Span.of(source, lineStart + column, lineStart + column + length);
    mistakes.add(Diagnostic.error(SltError.DIRECTIVE, span, headline).label(label).build());
  }

  /** Ends the reading of a block. */
  private static final class Mistake extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String word;
    private final String label;

    Mistake(String word, String headline, String label) {
      super(headline, null, false, false);
      this.word = word;
      this.label = label;
    }
  }
}
