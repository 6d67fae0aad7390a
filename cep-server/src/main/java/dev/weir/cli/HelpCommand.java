package dev.weir.cli;

import dev.weir.terminal.Console;
import dev.weir.terminal.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code weir help}, {@code weir help COMMAND} and {@code weir --version}. */
final class HelpCommand {
  private static final String GENERAL =
      """
      weir: standing SQL queries over streams of events

        weir                        the console: statements at a prompt, or from a pipe
        weir run FILE.sql...        execute scripts, print the rows of their queries
        weir run -c "SQL"           execute a text
        weir check FILE.sql...      show all mistakes, run nothing
        weir explain FILE.sql       show the plans of a script's queries, and how patterns are matched
        weir test FILE.slt...       run golden tests
        weir serve --rules DIR      run the rules of a directory until stopped
        weir help COMMAND           more on a command
        weir --version

      Exit codes: 0 done, 1 a test failed, 2 a mistake in a text or in the command line, 3 a run could not go on,
      130 ended by Ctrl-C.
      """;

  private static final String RUN =
      """
      weir run [--output FORMAT] FILE.sql... | -c "SQL"...

      Executes scripts in order, as one. Definitions take effect at their place. INSERT INTO ... SELECT and CREATE RULE
      stand; they start together with the next bare SELECT, or at the end, over one reading of each source. The rows of bare
      SELECTs and of rules without INSERT go to standard output as they are emitted, everything else to standard error.

        -c "SQL"          a text instead of a file; may be given several times, also between files
        -                 read a script from standard input
        -o, --output      table: aligned columns, the default on a terminal
                          json: one object per row and line, the default otherwise
                          csv: with a header
                          box, markdown, line: tables for reading

      Ctrl-C ends the run cleanly: what was emitted has been written; the exit code is 130. A second Ctrl-C ends it at once.
      """;

  private static final String REPL =
      """
      weir [repl] [--output FORMAT] [--no-rc]

      The console. On a terminal it has a prompt, a line editor and a history (~/.weir_history), and executes ~/.weirrc first;
      \\? lists its commands. A SELECT that never ends prints its rows as they come until Ctrl-C.
      Without a terminal it executes what comes on standard input up to the first mistake: echo "SELECT 1;" | weir

        -o, --output      table, box, markdown, line, csv or json; without it table on a terminal, else json
        --no-rc           do not execute ~/.weirrc
      """;

  private static final String CHECK =
      """
      weir check FILE.sql... | -c "SQL"...

      Reads scripts in order, as one, and shows every mistake with its place. Nothing is run, no source is opened.
      Exit code 0 if there is none, else 2.
      """;

  private static final String EXPLAIN =
      """
      weir explain [--rewrite | --code] [--format text|dot] FILE.sql... | -c "SQL"...

      Shows how each query, INSERT and rule of a script would be run: its plan, and the automaton of each row pattern with
      its states, their steps in order of preference, and the class of each condition. Definitions take effect, nothing is run.

        --rewrite         show the query in standard SQL instead; what has no standard form stays and is named
        --code            show what is generated for conditions and projections instead
        --format dot      draw the pattern's automaton, or the plan where there is no pattern, for Graphviz:
                          weir explain --format dot rule.sql | dot -Tsvg > rule.svg
      """;

  private static final String TEST =
      """
      weir test [--junit FILE] [--update | --complete] FILE.slt... | FOLDER...

      Runs golden tests: each case with batches of 1, 7 and 1024 rows, with arrivals shuffled inside the watermark's bound,
      and with a restart after each feed; the same rows must come out. Exit code 1 if a case failed.

        --junit FILE      also write the results as JUnit XML
        --complete        write the expected rows where there are none yet
        --update          write all expected rows anew; read the difference before you keep it
      """;

  private static final String SERVE =
      """
      weir serve --rules DIR [--port N] [--check]

      Runs all .sql files below a directory as one, until it is stopped. They hold CREATE STREAM, CREATE VIEW, CREATE RULE,
      INSERT INTO ... SELECT and SET, in any order and any file. All mistakes of all files are shown; if there is one, nothing
      is started.

        --rules DIR       where the files are
        --port N          where programs of this machine reach it over HTTP, 8765 unless given, 0 for any that is free
        --check           show the mistakes only, run nothing

      It listens on the loopback interface only:
        curl localhost:8765/v1/rules
        curl localhost:8765/v1/streams/NAME -d '{"column": 1}'
        curl -N localhost:8765/v1/rules/NAME/rows

      Ctrl-C and SIGTERM stop it cleanly: files that rules were writing are complete.
      """;

  private HelpCommand() {}

  static int run(Console console, List<String> words) throws IOException {
    var topic = words.isEmpty() ? "" : words.get(0);
    var text =
        switch (topic) {
          case "" -> GENERAL;
          case "run" -> RUN;
          case "repl" -> REPL;
          case "check" -> CHECK;
          case "explain" -> EXPLAIN;
          case "test" -> TEST;
          case "serve" -> SERVE;
          case "help" -> "weir help [COMMAND]\n";
          default -> throw new UsageException("there is no help on \"" + topic + "\" (weir help)");
        };
    console.out().write(text.getBytes(StandardCharsets.UTF_8));
    return ExitCode.OK;
  }

  static int version(Console console) throws IOException {
    var version = HelpCommand.class.getPackage().getImplementationVersion();
    var line = "weir " + (version == null ? "(not packaged)" : version) + "\n";
    console.out().write(line.getBytes(StandardCharsets.UTF_8));
    return ExitCode.OK;
  }
}
