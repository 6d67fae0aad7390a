package dev.weir.connect.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connector.ReadRows;
import dev.weir.connector.Source;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time does not pass here: each poll sees the files as they are at that moment. */
final class FollowSourceTest {
  private static final Schema SCHEMA = ReadRows.schema("v", DataType.INTEGER);

  @TempDir Path folder;

  private ReadRows context(String path) {
    return new ReadRows(
        SCHEMA,
        "path",
        folder.resolve(path).toString(),
        "format",
        "csv",
        "csv.header",
        "false",
        "follow",
        "true");
  }

  private void append(String file, String text) throws IOException {
    Files.writeString(
        folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static List<Object> values(ReadRows context) {
    return context.rows.stream().map(row -> row.get(0)).toList();
  }

  /** Polls until nothing more comes. */
  private static void drain(Source source, int batch) {
    while (source.poll(batch) == Source.Status.READY) {
      // There may be more.
    }
  }

  @Test
  void whatIsAppendedComesAndAPartOfALineIsWaitedFor() throws IOException {
    append("a.log", "1\n2");
    var context = context("a.log");
    try (var source = new FileConnector().source(context)) {
      drain(source, 10);
      assertThat(values(context)).containsExactly(1);
      assertThat(source.poll(10)).isEqualTo(Source.Status.IDLE);
      append("a.log", "3");
      drain(source, 10);
      assertThat(values(context)).containsExactly(1);
      append("a.log", "\n4\n");
      assertThat(source.poll(1)).isEqualTo(Source.Status.READY);
      assertThat(values(context)).containsExactly(1, 23);
      drain(source, 10);
      assertThat(values(context)).containsExactly(1, 23, 4);
      assertThat(source.progressTotal()).isEqualTo(-1);
    }
  }

  @Test
  void aFileRenamedAndMadeAnewIsReadToItsEndFirst() throws IOException {
    append("a.log", "1\n2\n");
    var context = context("a.log");
    try (var source = new FileConnector().source(context)) {
      drain(source, 1);
      append("a.log", "3\n");
      Files.move(folder.resolve("a.log"), folder.resolve("a.log.1"));
      drain(source, 1);
      // The writer has not noticed yet.
      append("a.log.1", "4\n5");
      drain(source, 1);
      append("a.log", "6\n");
      drain(source, 1);
      append("a.log", "7\n");
      drain(source, 1);
      assertThat(values(context)).containsExactly(1, 2, 3, 4, 5, 6, 7);
      assertThat(context.bad).isEmpty();
    }
  }

  @Test
  void aFileCopiedAndTruncatedIsReadFromItsStartAgain() throws IOException {
    append("a.log", "1\n2\n3\n");
    var context = context("a.log");
    try (var source = new FileConnector().source(context)) {
      drain(source, 10);
      Files.writeString(folder.resolve("a.log"), "4\n");
      drain(source, 10);
      assertThat(values(context)).containsExactly(1, 2, 3, 4);
      // It has grown past its old length before anybody looked.
      Files.writeString(folder.resolve("a.log"), "5\n6\n7\n8\n");
      drain(source, 10);
      assertThat(values(context)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }
  }

  @Test
  void newFilesOfAGlobAreTakenUpAndRenamedOnesNotReadTwice() throws IOException {
    var context = context("*.log*");
    try (var source = new FileConnector().source(context)) {
      assertThat(source.poll(10)).isEqualTo(Source.Status.IDLE);
      append("b.log", "1\n");
      drain(source, 10);
      append("a.log", "2\n");
      append("b.log", "3\n");
      drain(source, 10);
      Files.move(folder.resolve("b.log"), folder.resolve("b.log.1"));
      append("b.log", "4\n");
      drain(source, 10);
      append("b.log.1", "5\n");
      drain(source, 10);
      assertThat(values(context)).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
      try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("c.log.gz")))) {
        out.write("6\n7".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
      drain(source, 10);
      drain(source, 10);
      assertThat(values(context)).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7);
    }
  }

  @Test
  void aFileThatIsGoneIsGivenUpAfterAWhile() throws IOException {
    append("a.log", "1\n2");
    var context = context("*.log");
    try (var source = new FileConnector().source(context)) {
      drain(source, 10);
      Files.delete(folder.resolve("a.log"));
      drain(source, 10);
      assertThat(values(context)).containsExactly(1);
      context.clock.advance(11_000_000);
      drain(source, 10);
      assertThat(values(context)).containsExactly(1, 2);
      assertThat(source.position()).isEmpty();
    }
  }

  @Test
  void stoppedAnywhereItGoesOnAlsoIfTheFileWasRotatedMeanwhile() throws IOException {
    for (boolean rotated : new boolean[] {false, true}) {
      for (int stop = 0; stop <= 4; stop++) {
        var name = "r" + rotated + stop + ".log";
        append(name, "1\n2\n3\n4\n5");
        var first = context(name);
        String position;
        try (var source = new FileConnector().source(first)) {
          source.poll(stop);
          position = source.position();
        }
        if (rotated && stop > 0) {
          append(name, "\n");
          Files.move(folder.resolve(name), folder.resolve(name + ".1"));
          append(name, "6\n");
        } else {
          append(name, "\n6\n");
        }
        var second = context(name);
        try (var source = new FileConnector().source(second)) {
          source.seek(position);
          drain(source, 2);
        }
        var all = new ArrayList<>(values(first));
        all.addAll(values(second));
        assertThat(all).as("%s after %s", name, stop).containsExactly(1, 2, 3, 4, 5, 6);
      }
    }
  }

  @Test
  void aPositionInAFileThatIsGoneIsRefused() throws IOException {
    append("a.log", "1\n2\n");
    var context = context("a.log");
    try (var source = new FileConnector().source(context)) {
      source.poll(1);
      var position = source.position();
      Files.writeString(folder.resolve("a.log"), "other\n");
      assertThatThrownBy(() -> source.seek(position))
          .hasMessage(
              "the stream \"s\" was read up to a file that is gone: " + folder.resolve("a.log"));
      assertThatThrownBy(() -> source.seek("17")).hasMessage("'17' is not a position in a file");
    }
  }
}
