package dev.weir.connect.stdio;

import dev.weir.connector.ConnectorException;
import dev.weir.connector.Decoder;
import dev.weir.connector.Format;
import dev.weir.connector.FormatContext;
import dev.weir.connector.RowHandler;
import dev.weir.connector.Source;
import dev.weir.connector.SourceContext;
import dev.weir.event.Event;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads a pipe. A thread waits for its bytes and puts them into a short queue, so that a poll never
 * waits; when the queue is full, the thread waits and with it who writes into the pipe.
 */
final class StdinSource implements Source, RowHandler {
  private static final int CHUNK = 1 << 16;
  private static final int QUEUE = 16;
  private static final int RAW_TEXT_MAX = 2_000;
  private static final String START = "0";

  /** What the thread puts into the queue: bytes, the end, or why there are no more. */
  private record Chunk(byte[] bytes, boolean isEnd, IOException failure) {
    static final Chunk END = new Chunk(new byte[0], true, null);
  }

  private final SourceContext context;
  private final Decoder decoder;
  private final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(QUEUE);
  private final InputStream in;
  private volatile boolean isClosed;
  private boolean isStarted;
  private byte[] buffer = new byte[2 * CHUNK];
  private int from;
  private int to;
  private long offset;
  private boolean atEnd;

  StdinSource(Format format, SourceContext context) {
    this.context = context;
    this.in = context.standardInput();
    this.decoder = format.decoder(FormatContext.reading(context.schema(), context.options()), this);
  }

  private void readAll() {
    var bytes = new byte[CHUNK];
    try {
      while (!isClosed) {
        try {
          int count = in.read(bytes);
          if (count < 0) {
            queue.put(Chunk.END);
            return;
          }
          queue.put(new Chunk(Arrays.copyOf(bytes, count), false, null));
        } catch (IOException e) {
          queue.put(new Chunk(new byte[0], false, e));
          return;
        }
      }
    } catch (InterruptedException e) {
      // Asked to stop; nobody reads the queue any more.
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Status poll(int maxRows) {
    if (!isStarted) {
      isStarted = true;
      context.startReader("weir-stdin", this::readAll);
    }
    int rows = 0;
    while (rows < maxRows) {
      int next = decoder.decode(buffer, from, to, atEnd, maxRows - rows);
      boolean moved = next > from;
      offset += next - from;
      from = next;
      rows += decoder.rows();
      if (!moved && rows < maxRows) {
        if (atEnd) {
          return Status.ENDED;
        }
        if (!takeChunk()) {
          return rows > 0 ? Status.READY : Status.IDLE;
        }
      }
    }
    return Status.READY;
  }

  /** Puts waiting bytes behind those in the buffer. Returns false if none are waiting. */
  private boolean takeChunk() {
    var chunk = queue.poll();
    if (chunk == null) {
      return false;
    }
    if (chunk.failure() != null) {
      throw new ConnectorException(
          "cannot read standard input: " + chunk.failure().getMessage(), chunk.failure());
    }
    atEnd = chunk.isEnd();
    int length = chunk.bytes().length;
    if (to + length > buffer.length) {
      var target = to - from + length > buffer.length ? new byte[2 * (to - from + length)] : buffer;
      System.arraycopy(buffer, from, target, 0, to - from);
      buffer = target;
      to -= from;
      from = 0;
    }
    System.arraycopy(chunk.bytes(), 0, buffer, to, length);
    to += length;
    return true;
  }

  @Override
  public String position() {
    return Long.toString(offset);
  }

  /** What a pipe has given is gone: only its start can be sought, before anything was read. */
  @Override
  public void seek(String position) {
    if (!position.equals(START) || isStarted) {
      throw new ConnectorException("standard input cannot be read a second time");
    }
  }

  @Override
  public long progress() {
    return offset;
  }

  @Override
  public Event newEvent() {
    return context.newEvent();
  }

  @Override
  public void row(Event event) {
    context.row(event);
  }

  @Override
  public void badRow(byte[] bytes, int start, int end, long line, String reason) {
    context.badRow(
        "stdin:" + line + " (byte " + (offset + start - from) + ")",
        new String(bytes, start, Math.min(end - start, RAW_TEXT_MAX), StandardCharsets.UTF_8),
        reason);
  }

  @Override
  public void skipped() {
    context.skipped(1);
  }

  @Override
  public void close() {
    isClosed = true;
    queue.clear();
  }
}
