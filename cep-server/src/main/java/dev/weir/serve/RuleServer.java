package dev.weir.serve;

import dev.weir.Engine;
import dev.weir.EngineLoop;
import dev.weir.ResultHandler;
import dev.weir.RuleStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * An engine that runs the rules of a directory on a thread of its own, and may be asked and changed from any thread meanwhile.
 */
public final class RuleServer implements AutoCloseable {
  private final EngineLoop loop;
  private final LiveRows rows;

  private RuleServer(EngineLoop loop, LiveRows rows) {
    this.loop = loop;
    this.rows = rows;
  }

  /**
   * Executes rule files and goes on running them. All take effect before the first row of a source is read.
   *
   * @param engine taken over; closed if the files can't be executed
   * @param files without errors
   * @throws dev.weir.RunException if a source or sink can't be opened
   */
  public static RuleServer start(Engine engine, RuleFiles files, LiveRows rows) {
    try {
      files.execute(engine, rows.handler(ResultHandler.ofRows(row -> {})));
    } catch (RuntimeException | Error e) {
      engine.close();
      throw e;
    }
    return new RuleServer(EngineLoop.start(engine), rows);
  }

  /** The latest rows of rules without INSERT. */
  public LiveRows rows() {
    return rows;
  }

  /**
   * Does something with the engine, on its thread, and waits for it. Not to be called on the engine's thread.
   *
   * @throws dev.weir.WeirException as the engine does
   * @throws IllegalStateException if the engine has ended
   */
  public <T> T call(Function<Engine, T> command) {
    try {
      return loop.submit(command).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  /**
   * As {@link #call}, for what may make or drop rules: rows of rules go to {@link #rows}.
   *
   * @param others receives the rows of statements that are no rules, on the engine's thread
   * @param command is given the engine and the handler for all statements
   */
  public <T> T change(ResultHandler others, BiFunction<Engine, ResultHandler, T> command) {
    return call(
        engine -> {
          try {
            return command.apply(engine, rows.handler(others));
          } finally {
            rows.keepOnly(engine.rules().stream().map(RuleStatus::name).toList());
          }
        });
  }

  /** Completed when the engine has ended; exceptionally with what ended it if that was not {@link #close}. */
  public CompletableFuture<Void> ended() {
    return loop.ended();
  }

  /** Calls back when the engine has ended, for whatever reason; at once if it has. */
  public void whenEnded(Runnable callback) {
    var unused = loop.ended().whenComplete((nothing, failure) -> callback.run());
  }

  /** Does what has been asked for, closes the engine so that files which rules were writing are made final, and waits. */
  @Override
  public void close() {
    loop.close();
    rows.close();
  }
}
