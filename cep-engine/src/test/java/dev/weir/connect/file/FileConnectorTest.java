package dev.weir.connect.file;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connector.ReadRows;
import dev.weir.connector.Sink;
import dev.weir.connector.SinkContext;
import dev.weir.connector.Source;
import dev.weir.event.Change;
import dev.weir.operator.TestEvent;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileConnectorTest {
  private static final Schema SCHEMA =
      ReadRows.schema("k", DataType.VARCHAR, "v", DataType.INTEGER);

  @TempDir Path folder;

  private static Source open(ReadRows context) {
    return new FileConnector().source(context);
  }

  private ReadRows context(String path, String... more) {
    var all =
        new ArrayList<>(List.of("connector", "file", "path", folder.resolve(path).toString()));
    all.addAll(List.of(more));
    return new ReadRows(SCHEMA, all.toArray(String[]::new));
  }

  private static ReadRows readAll(ReadRows context, int batch) {
    try (var source = open(context)) {
      while (source.poll(batch) != Source.Status.ENDED) {
        // On to the end.
      }
      assertThat(source.poll(batch)).isEqualTo(Source.Status.ENDED);
      assertThat(source.progress()).isEqualTo(source.progressTotal());
    }
    return context;
  }

  private static byte[] csv(int rows) {
    var text = new StringBuilder("k,v\n");
    for (int i = 0; i < rows; i++) {
      text.append(i % 7 == 0 ? "\"a\nb,\"\"é\"\"" + i + "\"" : "k" + i).append(',').append(i);
      text.append(i % 3 == 0 ? "\r\n" : "\n");
    }
    return text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] zstd(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (OutputStream zstd = new ZstdOutputStream(out)) {
      zstd.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void readsAFileLargerThanTheBufferInAnyBatch() throws IOException {
    Files.write(folder.resolve("a.csv"), csv(60_000));
    for (int batch : new int[] {1, 7, 1024, 1_000_000}) {
      var read = readAll(context("a.csv"), batch);
      assertThat(read.rows).hasSize(60_000);
      assertThat(read.rows.get(59_990)).containsExactly("a\nb,\"é\"59990", 59_990);
      assertThat(read.bad).isEmpty();
    }
  }

  @Test
  void compressedFilesAndGlobsInOrderOfNames() throws IOException {
    Files.write(folder.resolve("b2.csv.gz"), gzip(csv(3)));
    Files.write(folder.resolve("b1.csv.zst"), zstd(csv(2)));
    Files.write(folder.resolve("b3.csv"), csv(1));
    Files.write(folder.resolve(".b0.csv"), csv(5));
    var read = readAll(context("b*.csv*", "format", "csv"), 2);
    assertThat(read.rows.stream().map(r -> r.get(1)).toList()).isEqualTo(asList(0, 1, 0, 1, 2, 0));
  }

  @Test
  void stoppedAnywhereItGoesOnWithTheSameRows() throws IOException {
    var text = csv(40);
    Files.write(folder.resolve("p1.csv"), text);
    Files.write(folder.resolve("p2.csv.gz"), gzip(text));
    Files.write(folder.resolve("p3.csv.zst"), zstd(text));
    var whole = readAll(context("p*", "format", "csv"), 1000);
    assertThat(whole.rows).hasSize(120);
    for (int stop = 0; stop <= 120; stop++) {
      var first = context("p*", "format", "csv");
      String position;
      try (var source = open(first)) {
        source.poll(stop);
        position = source.position();
      }
      var second = context("p*", "format", "csv");
      try (var source = open(second)) {
        source.seek(position);
        assertThat(source.position()).isEqualTo(position);
        while (source.poll(9) != Source.Status.ENDED) {
          // On to the end.
        }
      }
      first.rows.addAll(second.rows);
      assertThat(first.rows).as("stopped after %s", stop).isEqualTo(whole.rows);
    }
  }

  @Test
  void badRowsKeepTheirLineAfterASeek() throws IOException {
    Files.writeString(folder.resolve("bad.csv"), "k,v\na,1\nb,2\nc,x\n");
    var context = context("bad.csv");
    try (var source = open(context)) {
      source.poll(1);
      var position = source.position();
      source.poll(10);
      source.seek(position);
      source.poll(10);
    }
    assertThat(context.locations()).containsExactly("bad.csv:4 (byte 12)", "bad.csv:4 (byte 12)");
    assertThat(context.bad.get(0).text()).isEqualTo("c,x");
  }

  @Test
  void whatIsMissingIsSaidWithItsPathAndNearNames() throws IOException {
    Files.write(folder.resolve("trades.csv"), csv(1));
    assertThatThrownBy(() -> open(context("trade.csv")))
        .hasMessage(
            "the file "
                + folder.resolve("trade.csv")
                + " does not exist, did you mean \"trades.csv\"?");
    assertThatThrownBy(() -> open(context("nowhere/x/trade.csv")))
        .hasMessage("the directory " + folder.resolve("nowhere") + " does not exist");
    assertThatThrownBy(() -> open(context("q*.csv")))
        .hasMessage("no file matches " + folder.resolve("q*.csv"));
    assertThatThrownBy(() -> open(context("", "format", "csv")))
        .hasMessageStartingWith(folder + " is a directory; for its files write a glob");
    assertThatThrownBy(() -> open(context("trades.csv", "format", "cvs")))
        .hasMessage("there is no format 'cvs', did you mean 'csv'?");
    assertThatThrownBy(() -> open(context("trades.log")))
        .hasMessageStartingWith("the option 'format' is missing, and the suffix of");
  }

  @Test
  void brokenArchivesAreNamed() throws IOException {
    var whole = gzip(csv(20_000));
    Files.write(folder.resolve("cut.csv.gz"), java.util.Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> readAll(context("cut.csv.gz"), 1000))
        .hasMessage(folder.resolve("cut.csv.gz") + " ends in the middle of its compressed data");
    Files.write(folder.resolve("not.csv.gz"), csv(10));
    assertThatThrownBy(() -> readAll(context("not.csv.gz"), 1000))
        .hasMessageStartingWith(folder.resolve("not.csv.gz") + " is not what its suffix says");
    Files.write(folder.resolve("not.csv.zst"), csv(10));
    assertThatThrownBy(() -> readAll(context("not.csv.zst"), 1000))
        .hasMessageStartingWith(folder.resolve("not.csv.zst") + " is not what its suffix says");
    Files.write(folder.resolve("empty.csv.gz"), new byte[0]);
    assertThat(readAll(context("empty.csv.gz"), 1000).rows).isEmpty();
  }

  private Sink sink(String path, String... more) {
    var context = context(path, more);
    return new FileConnector()
        .sink(
            new SinkContext() {
              @Override
              public String stream() {
                return "out";
              }

              @Override
              public Schema schema() {
                return SCHEMA;
              }

              @Override
              public dev.weir.connector.Options options() {
                return context.options();
              }

              @Override
              public OutputStream standardOutput() {
                throw new AssertionError("a file needs no standard output");
              }
            });
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFileAppearsWhenItIsWhole() throws IOException {
    try (var sink = sink("out/o.json")) {
      sink.write(TestEvent.of("AI", "a\"b", 1), Change.INSERT);
      sink.flush();
      assertThat(folder.resolve("out/o.json")).doesNotExist();
      sink.write(TestEvent.of("AI", null, null), Change.INSERT);
      sink.finish();
    }
    assertThat(folder.resolve("out/o.json"))
        .hasContent("{\"k\":\"a\\\"b\",\"v\":1}\n{\"k\":null,\"v\":null}\n");
    assertThat(folder.resolve("out")).isDirectoryNotContaining("glob:**.part*");
  }

  @Test
  void anUnfinishedFileIsTakenBackAndTheOldOneStays() throws IOException {
    Files.writeString(folder.resolve("o.csv"), "old");
    try (var sink = sink("o.csv")) {
      sink.write(TestEvent.of("AI", "a", 1), Change.INSERT);
    }
    assertThat(names()).containsExactly("o.csv");
    assertThat(folder.resolve("o.csv")).hasContent("old");
    assertThatThrownBy(() -> sink("o.csv", "overwrite", "false"))
        .hasMessageEndingWith("'overwrite' is 'false'");
    try (var sink = sink("o.csv")) {
      sink.finish();
    }
    assertThat(folder.resolve("o.csv")).hasContent("k,v\n");
  }

  @Test
  void whatIsWrittenCompressedReadsBack() {
    for (var name : new String[] {"r.csv", "r.csv.gz", "r.csv.zst", "r.json", "r.jsonl.gz"}) {
      try (var sink = sink(name)) {
        for (int i = 0; i < 30_000; i++) {
          sink.write(TestEvent.of("AI", "k" + i, i), Change.INSERT);
        }
        sink.flush();
        sink.finish();
      }
      var read = readAll(context(name), 1024);
      assertThat(read.rows).hasSize(30_000);
      assertThat(read.rows.get(29_999)).containsExactly("k29999", 29_999);
    }
  }
}
