package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir serve} as a process, from the outside. */
final class ServeCommandTest {
  @TempDir Path directory;

  @BeforeEach
  void makeRules() throws IOException {
    Files.createDirectory(directory.resolve("rules"));
    write("trades.csv", "symbol,price\nA,1.5\nB,200\nA,300\n");
    write("rules/10-dear.sql", "CREATE RULE dear AS INSERT INTO alerts SELECT * FROM big;\n");
    write("rules/20-big.sql", "CREATE VIEW big AS SELECT symbol FROM trades WHERE price > 100;\n");
    write(
        "rules/30-streams.sql",
        "CREATE STREAM trades (symbol VARCHAR, price DOUBLE) WITH ('connector' = 'file',"
            + " 'path' = 'trades.csv', 'format' = 'csv');\n"
            + "CREATE STREAM alerts (symbol VARCHAR) WITH ('connector' = 'stdout', 'format' ="
            + " 'json');\n");
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(directory.resolve(file), text);
  }

  @Test
  void rulesOfAllFilesRunUntilTheProcessIsStopped() throws Exception {
    try (var server = WeirProcess.start(directory, "serve", "--rules", "rules", "--port", "0")) {
      assertThat(server.readLine()).isEqualTo("{\"symbol\":\"B\"}");
      assertThat(server.readLine()).isEqualTo("{\"symbol\":\"A\"}");

      new ProcessBuilder("kill", "-TERM", Long.toString(server.pid())).start().waitFor();
      var end = server.end();

      assertThat(end.exitCode()).isEqualTo(143);
      assertThat(end.err())
          .contains("weir: running 1 rule, 3 streams and views of 3 files\n")
          .contains("weir: listening on http://127.0.0.1:", " for programs of this machine only\n")
          .doesNotContain("INFO")
          .endsWith("weir: stopped\n");
    }
  }

  @Test
  void aMistakeInOneFileStartsNone() throws Exception {
    write("rules/20-big.sql", "CREATE VIEW big AS SELECT symbl FROM trades WHERE price > 100;\n");
    write("rules/40-more.sql", "SELECT 1;\n");

    var run = WeirProcess.run(directory, "serve", "--rules", "rules", "--port", "0");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("rules/20-big.sql:1:27", "^^^^^ did you mean \"symbol\"?", "40-more.sql:1:1")
        .endsWith("weir: 2 errors in the rule files; nothing has been started\n");
  }

  @Test
  void checkOnlyChecks() throws Exception {
    var run = WeirProcess.run(directory, "serve", "--check", "--rules", "rules");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("ok: 1 rule, 3 streams and views of 3 files\n");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void aPortThatIsTakenIsSaid() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = Integer.toString(taken.getLocalPort());

      var run = WeirProcess.run(directory, "serve", "--rules", "rules", "--port", port);

      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.err()).contains("cannot listen on port " + port).doesNotContain("\tat ");
    }
  }

  @Test
  void aSourceThatIsNotThereStartsNone() throws Exception {
    Files.delete(directory.resolve("trades.csv"));

    var run = WeirProcess.run(directory, "serve", "--rules", "rules", "--port", "0");

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("trades.csv").doesNotContain("\tat ");
  }
}
