package dev.weir.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.event.Change;
import dev.weir.event.Event;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class TableOutputTest {
  private static final Schema SCHEMA =
      Schema.of(
          new Column("name", DataType.VARCHAR),
          new Column("n", DataType.BIGINT),
          new Column("x", DataType.DOUBLE));

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final StandardOutput out = output(bytes);

  private static StandardOutput output(OutputStream to) {
    return new StandardOutput(to, new StatusLine(new PrintStream(OutputStream.nullOutputStream())));
  }

  private static Event row(Object... values) {
    return new BoxedEvent("AJD", values);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void columnsAreAsWideAsTheirWidestValue() {
    try (var table = new TableOutput(out, TableStyle.PLAIN)) {
      table.begin(null, SCHEMA, false);
      table.row(null, row("a", 1L, 1.5), Change.INSERT);
      table.row(null, row("long name", 1_000_000L, null), Change.INSERT);
      table.end(null);
    }

    assertThat(text())
        .isEqualTo(
            """
             name      |       n |    x
            -----------+---------+------
             a         |       1 |  1.5
             long name | 1000000 | NULL
            (2 rows)
            """);
  }

  @Test
  void changelogsShowTheOperation() {
    try (var table = new TableOutput(out, TableStyle.PLAIN)) {
      table.begin(null, SCHEMA, true);
      table.row(null, row("a", 1L, 1.5), Change.UPDATE_AFTER);
      table.end(null);
    }

    assertThat(text())
        .contains(" op | name | n |   x\n")
        .contains(" +U | a    | 1 | 1.5\n")
        .contains("(1 row)\n");
  }

  @Test
  void statementsThatTakeTurnsGetAHeadEachTime() {
    try (var table = new TableOutput(out, TableStyle.PLAIN)) {
      table.begin("first", SCHEMA, false);
      table.begin("second", SCHEMA, false);
      table.row("first", row("a", 1L, 1.0), Change.INSERT);
      table.row("second", row("b", 2L, 2.0), Change.INSERT);
      table.row("first", row("c", 3L, 3.0), Change.INSERT);
    }

    assertThat(text().lines().filter(line -> line.endsWith(":")))
        .containsExactly("first:", "second:", "first:");
  }

  @Test
  void wideLettersAndControlCharactersKeepTheColumns() {
    try (var table = new TableOutput(out, TableStyle.PLAIN)) {
      table.begin(null, SCHEMA, false);
      table.row(null, row("서울", 1L, 1.0), Change.INSERT);
      table.row(null, row("a\tb\n", 2L, 1.0), Change.INSERT);
      table.end(null);
    }

    assertThat(text()).contains(" 서울   | 1 | 1.0\n").contains(" a\\tb\\n | 2 | 1.0\n");
  }

  @Test
  void noRowsGiveAHead() {
    try (var table = new TableOutput(out, TableStyle.PLAIN)) {
      table.begin(null, SCHEMA, false);
      table.end(null);
    }

    assertThat(text()).isEqualTo(" name | n | x\n------+---+---\n(0 rows)\n");
  }

  @Test
  void aReaderThatHasGoneEndsTheOutput() {
    var broken =
        output(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
              }
            });
    var table = new TableOutput(broken, TableStyle.PLAIN);
    table.begin(null, SCHEMA, false);

    Assertions.assertThatThrownBy(() -> table.end(null)).isInstanceOf(UncheckedIOException.class);
    assertThat(broken.isClosed()).isTrue();
  }
}
