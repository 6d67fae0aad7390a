package dev.weir.repl;

import dev.weir.diagnostic.Names;
import dev.weir.diagnostic.Source;
import dev.weir.terminal.OutputFormat;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The commands of the console, under the names of psql, and those of DuckDB where people will try them. */
final class Commands {
  private static final String HELP =
      """
      A statement ends with a semicolon and may take several lines. Ctrl-C stops a query, or clears the line; Ctrl-D leaves.
      A SELECT that never ends prints its rows as they come; CREATE RULE name AS SELECT prints them in the background.

        \\d            list streams, views and rules         \\d NAME       the columns of a stream or view
        \\ds \\dt \\dv \\dr [PATTERN]   list streams, tables, views, rules; * stands for any characters
        \\df [PATTERN]  list functions, with what they do
        \\x            one value per line, and back          \\timing       show how long statements take
        \\format NAME  table, box, markdown, line, csv, json
        \\i FILE       execute a file (.read FILE)
        \\?            this help                             \\q            leave (exit, quit, Ctrl-D)
      """;

  /** Commands of other consoles that are not here, so that nobody wonders whether he mistyped them. */
  private static final Set<String> MISSING =
      Set.of(
          "\\h",
          "\\o",
          "\\set",
          "\\unset",
          "\\watch",
          "\\e",
          "\\g",
          "\\c",
          "\\connect",
          "\\copy",
          "\\!",
          "\\echo",
          "\\gx",
          "\\cd",
          "\\if",
          "\\p",
          "\\w",
          "\\s",
          "\\l",
          "\\sf");

  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry(".read", "\\i"),
          Map.entry("\\include", "\\i"),
          Map.entry(".quit", "\\q"),
          Map.entry(".exit", "\\q"),
          Map.entry("\\quit", "\\q"),
          Map.entry("exit", "\\q"),
          Map.entry("quit", "\\q"),
          Map.entry("help", "\\?"),
          Map.entry(".help", "\\?"),
          Map.entry("\\help", "\\h"),
          Map.entry(".tables", "\\d"),
          Map.entry(".schema", "\\d"),
          Map.entry(".mode", "\\format"),
          Map.entry(".timer", "\\timing"));

  private interface Action {
    void run(String argument);
  }

  private static final int NESTING_MAX = 16;

  private final Session session;
  private final Results results;
  private final Map<String, Action> actions = new HashMap<>();
  private OutputFormat beforeExpanded;
  private int nesting;

  Commands(Session session, Results results) {
    this.session = session;
    this.results = results;
    actions.put("\\q", argument -> session.leave());
    actions.put("\\?", argument -> session.print(HELP));
    actions.put("\\d", this::describe);
    actions.put("\\ds", argument -> show("STREAMS", argument));
    actions.put("\\dt", argument -> show("TABLES", argument));
    actions.put("\\dv", argument -> show("VIEWS", argument));
    actions.put("\\dr", argument -> show("RULES", argument));
    actions.put("\\df", argument -> show("FUNCTIONS", argument));
    actions.put("\\x", this::expand);
    actions.put("\\timing", this::timing);
    actions.put("\\format", this::format);
    actions.put("\\i", this::include);
  }

  /** @throws CommandException if there is no such command, or its argument is wrong */
  void run(String line) {
    var text = line.strip();
    int blank = 0;
    while (blank < text.length() && !Character.isWhitespace(text.charAt(blank))) {
      blank++;
    }
    var word = withoutSemicolon(text.substring(0, blank));
    var argument = withoutSemicolon(text.substring(blank).strip());
    var name = ALIASES.getOrDefault(word, word);
    var action = actions.get(name);
    if (action != null) {
      action.run(argument);
    } else if (MISSING.contains(name)) {
      throw new CommandException("this console has no " + word + " yet (\\? lists what there is)");
    } else {
      var near = Names.suggest(name, actions.keySet().stream().sorted().toList());
      throw new CommandException(
          "there is no command "
              + word
              + near.map(other -> ", did you mean " + other + "?").orElse("")
              + " (\\? lists them)");
    }
  }

  private static String withoutSemicolon(String text) {
    return text.endsWith(";") ? text.substring(0, text.length() - 1).strip() : text;
  }

  private void describe(String name) {
    if (!name.isEmpty()) {
      session.execute(command("DESCRIBE " + name));
      return;
    }
    boolean any = false;
    var kinds =
        session.ask(
            engine ->
                Map.of(
                    "STREAMS", engine.catalog().streams().size(),
                    "VIEWS", engine.catalog().views().size(),
                    "RULES", engine.catalog().rules().size()));
    for (var kind : List.of("STREAMS", "VIEWS", "RULES")) {
      if (kinds.get(kind) > 0) {
        any = true;
        session.execute(command("SHOW " + kind), results.under(kind.toLowerCase(Locale.ROOT)));
      }
    }
    if (!any) {
      session.print("Nothing is defined yet.\n");
    }
  }

  private void show(String kind, String pattern) {
    var like = pattern.replace("'", "''").replace('*', '%').replace('?', '_');
    session.execute(command("SHOW " + kind + (pattern.isEmpty() ? "" : " LIKE '" + like + "'")));
  }

  private static Source command(String statement) {
    return Source.of("<command>", statement);
  }

  private void expand(String argument) {
    boolean expanded = results.format() == OutputFormat.LINE;
    boolean wanted = isOn("\\x", argument, !expanded);
    if (wanted && !expanded) {
      beforeExpanded = results.format();
      results.use(OutputFormat.LINE);
    } else if (!wanted && expanded) {
      results.use(beforeExpanded == null ? OutputFormat.TABLE : beforeExpanded);
    }
    confirm("Expanded display is " + (wanted ? "on" : "off") + ".");
  }

  private void timing(String argument) {
    boolean now = session.toggleTiming();
    if (!argument.isEmpty() && isOn("\\timing", argument, now) != now) {
      now = session.toggleTiming();
    }
    confirm("Timing is " + (now ? "on" : "off") + ".");
  }

  private static boolean isOn(String command, String argument, boolean otherwise) {
    return switch (argument) {
      case "" -> otherwise;
      case "on" -> true;
      case "off" -> false;
      default -> throw new CommandException(command + " is on or off, not \"" + argument + "\"");
    };
  }

  private void format(String name) {
    if (name.isEmpty()) {
      session.print("The format is " + results.format().word() + ".\n");
      return;
    }
    var format =
        OutputFormat.named(name)
            .orElseThrow(
                () ->
                    new CommandException(
                        "there is no format \""
                            + name
                            + "\""
                            + Names.suggest(name, OutputFormat.names())
                                .map(near -> ", did you mean \"" + near + "\"?")
                                .orElse(": " + String.join(", ", OutputFormat.names()))));
    results.use(format);
    confirm("The format is " + format.word() + ".");
  }

  private void include(String name) {
    if (name.isEmpty()) {
      throw new CommandException("\\i needs the name of a file");
    }
    include(path(name), name);
  }

  /** Executes a file up to its first mistake. */
  void include(Path path, String name) {
    if (nesting == NESTING_MAX) {
      throw new CommandException(
          "files include each other more than " + NESTING_MAX + " deep: " + name);
    }
    nesting++;
    try (var in = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      if (!session.read(name, in)) {
        throw new CommandException(name + " ends here, at its first mistake");
      }
    } catch (IOException e) {
      throw new CommandException("cannot read " + name + ": " + reason(e));
    } finally {
      nesting--;
    }
  }

  private static Path path(String name) {
    boolean quoted = name.length() > 1 && name.startsWith("'") && name.endsWith("'");
    var plain = quoted ? name.substring(1, name.length() - 1) : name;
    try {
      return plain.startsWith("~/") ? Repl.home().resolve(plain.substring(2)) : Path.of(plain);
    } catch (InvalidPathException e) {
      throw new CommandException("\"" + name + "\" is no name of a file");
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof CharacterCodingException ? "it is not UTF-8 text" : e.getMessage();
  }

  private void confirm(String message) {
    if (session.isInteractive()) {
      session.print(message + "\n");
    }
  }
}
