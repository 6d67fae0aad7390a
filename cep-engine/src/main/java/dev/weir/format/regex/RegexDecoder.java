package dev.weir.format.regex;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.weir.connector.ConnectorException;
import dev.weir.connector.FormatContext;
import dev.weir.connector.RowHandler;
import dev.weir.diagnostic.Names;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.format.LineDecoder;
import dev.weir.format.TextField;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Matches each line once. RE2 takes time in proportion to the line whatever the pattern, so that no
 * line can be made to hang a reader of logs that strangers write into.
 */
final class RegexDecoder extends LineDecoder {
  private final RowHandler rows;
  private final TextField[] fields;
  private final int[] groups;
  private final Matcher matcher;
  private final boolean skipsUnmatched;

  RegexDecoder(FormatContext context, RowHandler rows) {
    super(rows);
    this.rows = rows;
    this.fields = TextField.of(context.schema(), context.options());
    var pattern = compile(context.options().require("regex.pattern"));
    this.groups = new int[fields.length];
    for (int i = 0; i < fields.length; i++) {
      groups[i] = group(fields[i].column().name(), pattern.namedGroups());
    }
    this.matcher = pattern.matcher("");
    this.skipsUnmatched = skips(context.options().get("regex.unmatched", "error"));
  }

  private static Pattern compile(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new ConnectorException(
          "the option 'regex.pattern' is no regular expression: "
              + e.getDescription()
              + (e.getPattern() == null ? "" : " at '" + e.getPattern() + "'"),
          e);
    }
  }

  private static boolean skips(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "skip" -> true;
      case "error" -> false;
      default ->
          throw new ConnectorException(
              "the option 'regex.unmatched' is '" + value + "', it takes 'error' or 'skip'");
    };
  }

  /** The group of the column's name, or else of one that differs in case and underscores only. */
  private static int group(String column, Map<String, Integer> groups) {
    var exact = groups.get(column);
    if (exact != null) {
      return exact;
    }
    for (var group : new TreeMap<>(groups).entrySet()) {
      if (plain(group.getKey()).equals(plain(column))) {
        return group.getValue();
      }
    }
    throw new ConnectorException(
        "the option 'regex.pattern' has no group (?P<"
            + column
            + ">...) for the column \""
            + column
            + "\""
            + Names.suggest(column, new TreeMap<>(groups).keySet())
                .map(near -> ", did you mean \"" + near + "\"?")
                .orElse(""));
  }

  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  @Override
  protected boolean readLine(byte[] bytes, int from, int to, long line) {
    if (from == to) {
      return false;
    }
    var text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    matcher.reset(text);
    if (!matcher.find()) {
      if (skipsUnmatched) {
        rows.skipped();
      } else {
        rows.badRow(bytes, from, to, line, "the line does not match the pattern");
      }
      return true;
    }
    var event = rows.newEvent();
    try {
      fill(text, event);
    } catch (RowError e) {
      rows.badRow(bytes, from, to, line, e.getMessage());
      return true;
    }
    rows.row(event);
    return true;
  }

  private void fill(String text, Event event) {
    for (int i = 0; i < fields.length; i++) {
      int start = matcher.start(groups[i]);
      int end = matcher.end(groups[i]);
      if (start < 0 || start == end && !fields[i].takesEmpty()) {
        fields[i].readNull(event);
      } else {
        fields[i].read(text, start, end, event);
      }
    }
  }
}
