package dev.weir.format.regex;

import dev.weir.connector.ConnectorException;
import dev.weir.connector.Decoder;
import dev.weir.connector.Encoder;
import dev.weir.connector.Format;
import dev.weir.connector.FormatContext;
import dev.weir.connector.Option;
import dev.weir.connector.RowHandler;
import dev.weir.format.TimestampFormat;
import java.util.ArrayList;
import java.util.List;

/** Lines of text, such as a program's log, taken apart by a pattern with named groups. */
public final class RegexFormat implements Format {
  private static final List<Option> OPTIONS = allOptions();

  private static List<Option> allOptions() {
    var options = new ArrayList<Option>();
    options.add(
        new Option(
            "regex.pattern",
            true,
            "",
            "a regular expression in RE2 syntax, found anywhere in a line; the group"
                + " `(?P<user>...)` gives the column `user`. Case and underscores in names do not"
                + " matter; a group that took no part is NULL"));
    options.add(
        new Option(
            "regex.unmatched",
            false,
            "error",
            "what becomes of a line that the pattern does not match: `error` makes it a bad row,"
                + " `skip` passes over it and counts it"));
    options.addAll(TimestampFormat.OPTIONS);
    return List.copyOf(options);
  }

  @Override
  public String name() {
    return "regex";
  }

  @Override
  public List<Option> options() {
    return OPTIONS;
  }

  @Override
  public boolean canRead() {
    return true;
  }

  @Override
  public boolean canWrite() {
    return false;
  }

  @Override
  public Decoder decoder(FormatContext context, RowHandler rows) {
    return new RegexDecoder(context, rows);
  }

  @Override
  public Encoder encoder(FormatContext context) {
    throw new ConnectorException("the format 'regex' can only be read");
  }
}
