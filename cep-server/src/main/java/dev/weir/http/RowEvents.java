package dev.weir.http;

import dev.weir.serve.RowBuffer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Sends the rows of one rule to one client as Server-Sent Events. It holds no thread: a write that is done, a new row, or the
 * time for a sign of life brings it on. One of these at a time, see {@link #waiting}.
 *
 * <p>A client that takes rows more slowly than they come finds, once it is so far behind that they are not kept any more, the
 * event {@code dropped} with the reason, and is disconnected. One that takes nothing at all is disconnected by the idle timeout.
 */
final class RowEvents implements Callback {
  private static final int BYTES_PER_WRITE = 1 << 16;
  private static final byte[] SIGN_OF_LIFE = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  private final RowBuffer buffer;
  private final String run;
  private final Response response;
  private final Callback completion;
  private final Executor executor;
  private final Scheduler scheduler;
  private final long silenceMillis;

  /** True from when there is nothing to send until somebody takes it upon himself to go on, by setting it to false. */
  private final AtomicBoolean waiting = new AtomicBoolean();

  private final Runnable wake = this::wake;
  private volatile boolean ended;
  private boolean signOfLifeDue;
  private long position;
  private boolean last;

  /**
   * @param run a prefix of the ids of events: it differs between two runs of the server
   * @param position the number of the first row to send
   */
  RowEvents(
      RowBuffer buffer,
      String run,
      long position,
      Response response,
      Callback completion,
      Executor executor,
      Scheduler scheduler,
      long silenceMillis) {
    this.buffer = buffer;
    this.run = run;
    this.position = position;
    this.response = response;
    this.completion = completion;
    this.executor = executor;
    this.scheduler = scheduler;
    this.silenceMillis = silenceMillis;
  }

  /** @param gap a JSON text about rows that the client has missed, or null if it has not */
  void start(String gap) {
    scheduleSignOfLife();
    var text = gap == null ? ":\n\n" : "event: gap\ndata: " + gap + "\n\n";
    write(text.getBytes(StandardCharsets.UTF_8), false);
  }

  /** Sends what there is, or waits. Called by one thread at a time. */
  private void goOn() {
    while (true) {
      var batch = buffer.read(position, BYTES_PER_WRITE);
      if (batch.lost() > 0) {
        drop(batch.lost());
        return;
      }
      if (!batch.rows().isEmpty()) {
        position = batch.next();
        write(encode(batch), false);
        return;
      }
      if (batch.closed()) {
        write("event: end\ndata: {}\n\n".getBytes(StandardCharsets.US_ASCII), true);
        return;
      }
      if (signOfLifeDue) {
        signOfLifeDue = false;
        write(SIGN_OF_LIFE, false);
        return;
      }
      waiting.set(true);
      if (buffer.await(position, wake) || !waiting.compareAndSet(true, false)) {
        return;
      }
    }
  }

  private void drop(long lost) {
    var text =
        "event: dropped\ndata: {\"code\":\"TOO_SLOW\",\"lost\":"
            + lost
            + ",\"message\":\"rows came faster than they were read, "
            + lost
            + " are not kept any more\"}\n\n";
    write(text.getBytes(StandardCharsets.US_ASCII), true);
  }

  private byte[] encode(RowBuffer.Batch batch) {
    var out = new ByteArrayOutputStream(BYTES_PER_WRITE / 4);
    long number = batch.first();
    for (var row : batch.rows()) {
      out.writeBytes(
          ("id: " + run + "." + number++ + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(row);
      out.writeBytes(new byte[] {'\n', '\n'});
    }
    return out.toByteArray();
  }

  private void write(byte[] bytes, boolean isLast) {
    last = isLast;
    response.write(isLast, ByteBuffer.wrap(bytes), this);
  }

  @Override
  public void succeeded() {
    if (last) {
      ended = true;
      completion.succeeded();
    } else {
      // Not from here: writes that are done at once would call each other ever deeper.
      executor.execute(this::goOn);
    }
  }

  @Override
  public void failed(Throwable failure) {
    ended = true;
    buffer.forget(wake);
    completion.failed(failure);
  }

  /** Called on the engine's thread: hands over and returns. */
  private void wake() {
    if (waiting.compareAndSet(true, false)) {
      executor.execute(this::goOn);
    }
  }

  private void scheduleSignOfLife() {
    scheduler.schedule(this::signOfLife, silenceMillis, TimeUnit.MILLISECONDS);
  }

  /** Tells whether the client is still there. */
  private void signOfLife() {
    if (ended) {
      return;
    }
    if (waiting.compareAndSet(true, false)) {
      buffer.forget(wake);
      signOfLifeDue = true;
      executor.execute(this::goOn);
    }
    scheduleSignOfLife();
  }
}
