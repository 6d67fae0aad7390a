package dev.weir;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * An engine on a thread of its own, for programs with several threads: what they submit is done one
 * after the other between batches of rows; in between, the sources of standing statements are read and
 * processing time goes on.
 *
 * <pre>{@code
 * try (var loop = EngineLoop.start(Engine.create())) {
 *   loop.submit(engine -> { engine.execute(statements, results); return null; }).join();
 * }
 * }</pre>
 *
 * <p>Result handlers are called on the engine's thread: they must not wait for what is submitted.
 * Thread-safe.
 */
public final class EngineLoop implements AutoCloseable {
  private static final long PARK_NANOS_MAX = 10_000_000;
  private static final long PARK_NANOS_MIN = 200_000;

  /** Commands that are done before rows are read again. */
  private static final int COMMANDS_PER_TURN = 64;

  private final Engine engine;
  private final Thread thread;
  private final ConcurrentLinkedQueue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean closing;
  private volatile boolean parked;

  private EngineLoop(Engine engine) {
    this.engine = engine;
    this.thread = new Thread(this::run, "weir-engine");
    thread.setDaemon(true);
  }

  /** Takes an engine over; nothing else may touch it from now on. */
  public static EngineLoop start(Engine engine) {
    var loop = new EngineLoop(engine);
    loop.thread.start();
    return loop;
  }

  /**
   * Does something with the engine, on its thread.
   *
   * @return its result; completed exceptionally with what it threw, or with {@link IllegalStateException} if the
   *     loop is closed
   */
  public <T> CompletableFuture<T> submit(Function<Engine, T> command) {
    var result = new CompletableFuture<T>();
    if (closing) {
      result.completeExceptionally(new IllegalStateException("the engine is closed"));
      return result;
    }
    commands.add(
        () -> {
          try {
            result.complete(command.apply(engine));
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        });
    if (parked) {
      LockSupport.unpark(thread);
    }
    return result;
  }

  /** Completed when the loop has ended; exceptionally with what ended it if that was not {@link #close}. */
  public CompletableFuture<Void> ended() {
    return ended.copy();
  }

  private void run() {
    try {
      long park = PARK_NANOS_MIN;
      while (!closing) {
        boolean worked = runCommands() | engine.poll();
        engine.tick();
        if (worked) {
          park = PARK_NANOS_MIN;
        } else {
          rest(park);
          park = Math.min(PARK_NANOS_MAX, park * 2);
        }
      }
      while (runCommands()) {
        // What was submitted before the end is done.
      }
      engine.close();
      ended.complete(null);
    } catch (RuntimeException | Error e) {
      closing = true;
      ended.completeExceptionally(e);
      while (runCommands()) {
        // Nobody waits for ever: each fails by itself.
      }
    }
  }

  private void rest(long nanos) {
    parked = true;
    if (commands.isEmpty() && !closing) {
      LockSupport.parkNanos(nanos);
    }
    parked = false;
  }

  private boolean runCommands() {
    int count = 0;
    for (var command = commands.poll(); command != null; command = commands.poll()) {
      command.run();
      if (++count == COMMANDS_PER_TURN) {
        break;
      }
    }
    return count > 0;
  }

  /** Does what has been submitted, closes the engine, and waits for that. Not to be called on the engine's thread. */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    // A command that came in while the last ones were done.
    runCommands();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
