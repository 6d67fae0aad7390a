package dev.weir.connect.stdio;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connector.Options;
import dev.weir.connector.ReadRows;
import dev.weir.connector.SinkContext;
import dev.weir.connector.Source;
import dev.weir.event.Change;
import dev.weir.operator.TestEvent;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class StdioTest {
  private static final Schema SCHEMA =
      ReadRows.schema("k", DataType.VARCHAR, "v", DataType.INTEGER);

  private static ReadRows readAll(InputStream in) {
    var context = new ReadRows(SCHEMA, "format", "csv");
    context.in = in;
    try (var source = new StdinConnector().source(context)) {
      while (source.poll(100) != Source.Status.ENDED) {
        Thread.onSpinWait();
      }
    }
    return context;
  }

  @Test
  void readsAPipeToItsEnd() {
    var text = new StringBuilder("k,v\n");
    for (int i = 0; i < 200_000; i++) {
      text.append("key").append(i).append(',').append(i).append('\n');
    }
    text.append("bad,x\nlast,1");
    var read = readAll(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
    assertThat(read.rows).hasSize(200_001);
    assertThat(read.rows.get(200_000)).isEqualTo(asList("last", 1));
    assertThat(read.bad.get(0).location()).startsWith("stdin:200002 (byte ");
    assertThat(read.bad.get(0).text()).isEqualTo("bad,x");
  }

  @Test
  void aPollDoesNotWait() throws Exception {
    var out = new PipedOutputStream();
    var context = new ReadRows(SCHEMA, "format", "csv");
    context.in = new PipedInputStream(out);
    try (var source = new StdinConnector().source(context)) {
      assertThat(source.poll(10)).isEqualTo(Source.Status.IDLE);
      out.write("k,v\na,1\n".getBytes(StandardCharsets.UTF_8));
      out.close();
      assertThat(context.readerEnded.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(source.poll(10)).isEqualTo(Source.Status.ENDED);
      assertThat(context.rows).containsExactly(asList("a", 1));
      assertThatThrownBy(() -> source.seek("0"))
          .hasMessage("standard input cannot be read a second time");
    }
  }

  @Test
  void aBrokenPipeIsTold() {
    var broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }
        };
    assertThatThrownBy(() -> readAll(broken)).hasMessage("cannot read standard input: gone");
  }

  private static SinkContext context(OutputStream out, String... options) {
    var context = new ReadRows(SCHEMA, options);
    return new SinkContext() {
      @Override
      public String stream() {
        return "out";
      }

      @Override
      public Schema schema() {
        return SCHEMA;
      }

      @Override
      public Options options() {
        return context.options();
      }

      @Override
      public OutputStream standardOutput() {
        return out;
      }
    };
  }

  @Test
  void rowsAreSeenWhenFlushedAndTheOutputStaysOpen() {
    var out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            throw new AssertionError("standard output is not the sink's to close");
          }
        };
    try (var sink = new StdoutConnector().sink(context(out))) {
      sink.write(TestEvent.of("AI", "a", 1), Change.INSERT);
      assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
      sink.flush();
      assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"k\":\"a\",\"v\":1}\n");
      sink.write(TestEvent.of("AI", "b", 2), Change.INSERT);
      sink.finish();
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("{\"k\":\"a\",\"v\":1}\n{\"k\":\"b\",\"v\":2}\n");
    assertThatThrownBy(() -> new StdoutConnector().sink(context(out, "format", "regex")))
        .hasMessage("the format 'regex' can only be read");
  }
}
