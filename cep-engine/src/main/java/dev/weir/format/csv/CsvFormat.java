package dev.weir.format.csv;

import dev.weir.connector.Decoder;
import dev.weir.connector.Encoder;
import dev.weir.connector.Format;
import dev.weir.connector.FormatContext;
import dev.weir.connector.Option;
import dev.weir.connector.RowHandler;
import dev.weir.format.TimestampFormat;
import java.util.ArrayList;
import java.util.List;

/** Separated values after RFC 4180. */
public final class CsvFormat implements Format {
  private static final List<Option> OPTIONS = allOptions();

  private static List<Option> allOptions() {
    var options = new ArrayList<Option>();
    options.add(
        new Option(
            "csv.header",
            false,
            "by the first line",
            "whether the first line names the columns; they are then found by name, in any order,"
                + " and others are passed over. Unless said, a first line with as many values as"
                + " columns, none of them a column's name, is a row. In messages the default is"
                + " `false`"));
    options.add(
        new Option("csv.delimiter", false, ",", "the character between values; `\\t` is a tab"));
    options.add(
        new Option(
            "csv.quote",
            false,
            "\"",
            "the character around values that hold delimiters or line ends, doubled inside them;"
                + " empty: there is none"));
    options.add(
        new Option(
            "csv.null",
            false,
            "",
            "the text, without quotes, that means NULL; an empty value of any type but text and"
                + " bytes always does"));
    options.add(
        new Option(
            "csv.comment",
            false,
            "",
            "the character that begins a line to be left out when reading"));
    options.add(
        new Option(
            "csv.trim", false, "false", "whether blanks around values are dropped on reading"));
    options.addAll(TimestampFormat.OPTIONS);
    return List.copyOf(options);
  }

  @Override
  public String name() {
    return "csv";
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
    return true;
  }

  @Override
  public Decoder decoder(FormatContext context, RowHandler rows) {
    return new CsvDecoder(context, rows);
  }

  @Override
  public Encoder encoder(FormatContext context) {
    return new CsvEncoder(context);
  }
}
