package dev.weir.repl;

import dev.weir.Engine;
import dev.weir.EngineLoop;
import dev.weir.ResultHandler;
import dev.weir.RunException;
import dev.weir.SqlException;
import dev.weir.StandingQuery;
import dev.weir.connector.ConnectorException;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Source;
import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.terminal.Console;
import dev.weir.terminal.ExitCode;
import dev.weir.terminal.OutputFormat;
import dev.weir.terminal.StandardOutput;
import dev.weir.type.Schema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One engine, on its thread, and what the user has set up around it. Statements are carried out one after the other on
 * behalf of the thread that calls; only rules, and in a pipe standing queries, go on beside it.
 */
final class Session implements AutoCloseable {
  private static final long LOOK_MILLIS = 20;

  private final Console console;
  private final Front front;
  private final Engine engine;
  private final EngineLoop loop;
  private final Results results;
  private final Losses losses = new Losses();
  private final Commands commands;
  private final List<StandingQuery> background = new ArrayList<>();
  private boolean timing;
  private boolean left;
  private int exitCode = ExitCode.OK;

  /** @param out where rows go */
  Session(Console console, StandardOutput out, OutputFormat format, Front front) {
    this.console = console;
    this.front = front;
    this.engine = Engine.builder().standardOutput(out).build();
    this.loop = EngineLoop.start(engine);
    this.results = new Results(out, format);
    this.commands = new Commands(this, results);
  }

  // ---- what commands ask for

  void leave() {
    left = true;
  }

  /** Whether the user has left. */
  boolean hasLeft() {
    return left || front.isOver();
  }

  /** How the last entry that went wrong did. */
  int exitCode() {
    return exitCode;
  }

  /** Switches the display of durations. Returns whether it is on now. */
  boolean toggleTiming() {
    timing = !timing;
    return timing;
  }

  boolean isInteractive() {
    return front.isInteractive();
  }

  /** Prints lines of the console's own beside the rows. */
  void print(String text) {
    results.print(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Asks the engine. */
  <T> T ask(Function<Engine, T> question) {
    return await(loop.submit(question));
  }

  // ---- entries

  /** Carries out all that a text holds, up to the first mistake. @return whether there was none */
  boolean enter(String text) {
    for (var entry : Entry.of(text)) {
      if (hasLeft() || !carryOut(entry)) {
        return false;
      }
    }
    return true;
  }

  /** Carries out a script up to its first mistake. @return whether there was none */
  boolean read(String name, BufferedReader in) throws IOException {
    var script = new ScriptReader(name, in);
    for (var entry = script.next(); entry.isPresent(); entry = script.next()) {
      if (!carryOut(entry.get())) {
        return false;
      }
      if (hasLeft()) {
        break;
      }
    }
    return true;
  }

  /** Carries out one entry and prints what it has to say. @return whether it went well */
  boolean carryOut(Entry entry) {
    long start = System.nanoTime();
    boolean well = guarded(entry);
    settle();
    if (timing && entry instanceof Entry.Statement) {
      double millis = (System.nanoTime() - start) / 1e6;
      print(String.format(Locale.ROOT, "Time: %.3f ms%n", millis));
    }
    return well;
  }

  private boolean guarded(Entry entry) {
    try {
      if (entry instanceof Entry.Command command) {
        commands.run(command.line());
      } else if (entry instanceof Entry.Statement statement) {
        execute(statement.text());
      }
      return true;
    } catch (SqlException e) {
      results.pause();
      console.print(e.diagnostics().stream().filter(Diagnostic::isError).toList());
      exitCode = ExitCode.USAGE;
    } catch (CommandException | IllegalArgumentException e) {
      complain(e.getMessage());
      exitCode = exitCode == ExitCode.OK ? ExitCode.USAGE : exitCode;
    } catch (RunException | ConnectorException e) {
      complain("error: " + e.getMessage());
      exitCode = ExitCode.RUN_FAILED;
    } catch (UncheckedIOException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      complain("internal error: " + e);
      if (System.getenv("WEIR_DEBUG") != null) {
        e.printStackTrace(console.err());
      }
      exitCode = ExitCode.FAILED;
    } finally {
      front.onInterrupt(() -> {});
    }
    if (loop.ended().isDone()) {
      complain("the engine has stopped; the session is over");
      left = true;
    }
    return false;
  }

  private void complain(String message) {
    results.pause();
    console.say(message);
  }

  /** Before the user goes on: what has been held back, and what was lost. */
  private void settle() {
    if (!front.isInteractive()) {
      results.show();
      return;
    }
    results.pause();
    if (!loop.ended().isDone()) {
      losses.since(ask(Losses.Counts::of)).forEach(this::complain);
    }
  }

  // ---- statements

  /** Carries out a statement whose rows have no heading of their own. */
  void execute(Source statement) {
    execute(statement, results);
  }

  void execute(Source statement, ResultHandler rows) {
    if (ask(e -> e.isStanding(statement))) {
      stand(statement);
      return;
    }
    var stopped = new AtomicBoolean();
    front.onInterrupt(
        () -> {
          stopped.set(true);
          engine.cancel();
        });
    try {
      ask(
          e -> {
            e.execute(statement, rows);
            return null;
          });
    } finally {
      results.end(null);
    }
    if (stopped.get() && front.isInteractive()) {
      complain("stopped");
    }
  }

  /** A query that does not end by itself: at a prompt until it is stopped, along a pipe beside what follows. */
  private void stand(Source select) {
    var over = new CountDownLatch(1);
    front.onInterrupt(over::countDown);
    var label = front.isInteractive() ? null : "query " + (background.size() + 1);
    var query = ask(e -> e.start("console", select, watched(label, over)));
    if (!front.isInteractive()) {
      background.add(query);
      return;
    }
    try {
      while (!over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS) && !loop.ended().isDone()) {
        // The rows are printed on the engine's thread meanwhile.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (loop.ended().isDone()) {
      await(loop.ended());
      return;
    }
    ask(
        e -> {
          query.close();
          results.end(null);
          return null;
        });
  }

  private ResultHandler watched(String name, CountDownLatch over) {
    return new ResultHandler() {
      @Override
      public void begin(String label, Schema schema, boolean changelog) {
        results.begin(name, schema, changelog);
      }

      @Override
      public void row(String label, Event row, Change change) {
        results.row(name, row, change);
      }

      @Override
      public void end(String label) {
        results.end(name);
        over.countDown();
      }
    };
  }

  // ---- the end

  /**
   * The end of a pipe: nothing more is inserted by hand, so streams of the engine end; what stands goes on until its other
   * inputs have ended, or the user stops it.
   */
  void finish() {
    ask(
        e -> {
          for (var stream : e.catalog().streams()) {
            if (stream.stream().connector().isEmpty()) {
              end(e, stream.stream().name());
            }
          }
          return null;
        });
    var stop = new CountDownLatch(1);
    front.onInterrupt(stop::countDown);
    try {
      while (!front.isOver()
          && results.failure().isEmpty()
          && ask(Engine::isActive)
          && !stop.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        // Sources are read on the engine's thread meanwhile.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    losses.since(ask(Losses.Counts::of)).forEach(this::complain);
  }

  private static void end(Engine engine, String stream) {
    try {
      engine.input(stream).close();
    } catch (IllegalStateException e) {
      // It has ended already, with the statements that filled it.
      return;
    }
  }

  private <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      var cause = e.getCause();
      if (loop.ended().isCompletedExceptionally() && cause instanceof IllegalStateException) {
        cause = loop.ended().handle((nothing, failure) -> failure).join();
      }
      if (cause instanceof RuntimeException known) {
        throw known;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(cause);
    }
  }

  @Override
  public void close() {
    loop.close();
    results.close();
  }
}
