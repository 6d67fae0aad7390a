package dev.weir.format.regex;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.connector.Decoding;
import dev.weir.connector.ReadRows;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import dev.weir.type.TimeText;
import org.junit.jupiter.api.Test;

final class RegexFormatTest {
  private static final String SSH =
      "^(?P<ts>\\w{3} +\\d+ [\\d:]{8}) (?P<host>\\S+) sshd\\[(?P<pid>\\d+)\\]: Failed password for"
          + " (?P<invalid>invalid user )?(?P<user>\\S*) from (?P<sourceAddress>\\S+)";

  private static final Schema LOGINS =
      ReadRows.schema(
          "ts", DataType.timestamp(3),
          "PID", DataType.INTEGER,
          "user", DataType.VARCHAR,
          "invalid", DataType.VARCHAR,
          "source_address", DataType.VARCHAR);

  private static final String LOG =
      """
      Mar 30 16:00:41 web sshd[14682]: Failed password for elastic_user_0 from 24.151.103.17 port 57641 ssh2

      Mar 30 16:00:42 web CRON[1]: (root) CMD (true)
      Apr  1 06:00:43 web sshd[99999999999]: Failed password for x from 1.2.3.4 port 1 ssh2
      Apr  1 06:00:43 web sshd[7]: Failed password for invalid user ö from 1.2.3.4 port 1 ssh2
      """;

  private static ReadRows read(Schema schema, String text, String... options) {
    var context = new ReadRows(schema, options);
    Decoding.all(new RegexFormat().decoder(context.format(), context), text);
    return context;
  }

  @Test
  void groupsBecomeColumnsByName() {
    var read =
        read(
            LOGINS,
            LOG,
            "regex.pattern",
            SSH,
            "regex.unmatched",
            "skip",
            "timestamp.format",
            "MMM d HH:mm:ss",
            "timestamp.year",
            "2017");
    long first = TimeText.parseTimestamp("2017-03-30 16:00:41");
    long last = TimeText.parseTimestamp("2017-04-01 06:00:43");
    assertThat(read.rows)
        .containsExactly(
            asList(first, 14682, "elastic_user_0", null, "24.151.103.17"),
            asList(last, 7, "ö", "invalid user ", "1.2.3.4"));
    assertThat(read.skipped).isEqualTo(1);
    assertThat(read.bad)
        .containsExactly(
            new ReadRows.Bad(
                "line 4",
                "Apr  1 06:00:43 web sshd[99999999999]: Failed password for x from 1.2.3.4 port 1 ssh2",
                "column \"PID\": 99999999999 is out of range for INTEGER"));
  }

  @Test
  void aLineThatDoesNotMatchIsABadRowByDefault() {
    var schema = ReadRows.schema("a", DataType.INTEGER);
    var read = read(schema, "x1\nnone\r\nx2", "regex.pattern", "x(?P<a>\\d)");
    assertThat(read.rows).containsExactly(asList((Object) 1), asList((Object) 2));
    assertThat(read.bad)
        .containsExactly(new ReadRows.Bad("line 2", "none", "the line does not match the pattern"));
  }

  @Test
  void wrongOptions() {
    var schema = ReadRows.schema("user", DataType.VARCHAR);
    assertThatThrownBy(() -> read(schema, "")).hasMessage("the option 'regex.pattern' is missing");
    assertThatThrownBy(() -> read(schema, "", "regex.pattern", "(?P<usr>.*)"))
        .hasMessage(
            "the option 'regex.pattern' has no group (?P<user>...) for the column \"user\", did you"
                + " mean \"usr\"?");
    assertThatThrownBy(() -> read(schema, "", "regex.pattern", "(?P<user>.*"))
        .hasMessageStartingWith("the option 'regex.pattern' is no regular expression: ");
    assertThatThrownBy(
            () -> read(schema, "", "regex.pattern", "(?P<user>.*)", "regex.unmatched", "drop"))
        .hasMessage("the option 'regex.unmatched' is 'drop', it takes 'error' or 'skip'");
  }
}
