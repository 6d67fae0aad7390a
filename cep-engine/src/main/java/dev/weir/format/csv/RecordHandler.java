package dev.weir.format.csv;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import dev.weir.connector.ConnectorException;
import dev.weir.connector.Options;
import dev.weir.connector.RowHandler;
import dev.weir.diagnostic.Names;
import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.format.TextField;
import dev.weir.type.CharSlice;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Fills an event from each record as the reader takes it apart, and hands it on. */
final class RecordHandler extends CsvCallbackHandler<RecordHandler> {
  private final RowHandler rows;
  private final TextField[] columns;
  private final String nullText;
  private final boolean trim;
  private final CharSlice slice = new CharSlice();

  /** The column of each value of a record, null for one that is passed over. */
  private TextField[] fields;

  /** Columns that no record has. */
  private TextField[] absent = {};

  private RecordType type = RecordType.DATA;
  private Event event;
  private String reason;
  private int field;
  private int count;

  // The piece that is being read, and the record in it that was looked for last.
  private RecordScanner scanner;
  private byte[] bytes;
  private int pieceEnd;

  /** How many records of the piece have been read. */
  private long built;

  private int foundAt;
  private int foundEnd;
  private long foundLine;
  private long foundOrdinal;

  RecordHandler(Schema schema, Options options, Dialect dialect, RowHandler rows) {
    this.rows = rows;
    this.columns = TextField.of(schema, options);
    this.fields = columns;
    this.nullText = dialect.nullText();
    this.trim = dialect.trim();
  }

  /**
   * Whether a first line is a row rather than a header: as many values as columns, and none of them
   * a column's name.
   */
  boolean looksLikeRow(List<String> values) {
    if (values.size() != columns.length) {
      return false;
    }
    for (var column : columns) {
      for (var value : values) {
        if (value.equalsIgnoreCase(column.column().name())) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Finds the columns by the names in the header: of the same spelling, or else but for case.
   *
   * @throws ConnectorException if a column is missing that cannot be NULL, or all are
   */
  void useHeader(List<String> names) {
    var found = new TextField[names.size()];
    var missing = new ArrayList<TextField>();
    for (var column : columns) {
      int place = names.indexOf(column.column().name());
      for (int i = 0; place < 0 && i < names.size(); i++) {
        place = names.get(i).equalsIgnoreCase(column.column().name()) ? i : -1;
      }
      if (place < 0) {
        missing.add(column);
      } else {
        found[place] = column;
      }
    }
    if (missing.size() == columns.length && columns.length > 0) {
      throw new ConnectorException(
          "the first line, \""
              + String.join(", ", names)
              + "\", names none of the columns; if it is no header, say 'csv.header' = 'false'");
    }
    for (var column : missing) {
      reportMissing(column, names);
    }
    fields = found;
    absent = missing.toArray(TextField[]::new);
  }

  private static void reportMissing(TextField column, List<String> names) {
    var name = column.column().name();
    var near = Names.suggest(name, names).map(n -> "; did you mean \"" + n + "\"?").orElse("");
    if (!column.column().nullable()) {
      throw new ConnectorException(
          "the header has no column \""
              + name
              + "\", which is NOT NULL"
              + (near.isEmpty() ? "; it has " + String.join(", ", names) : near));
    }
    if (!near.isEmpty()) {
      LoggerFactory.getLogger(CsvFormat.class)
          .warn("the header has no column \"{}\", it is NULL in every row{}", name, near);
    }
  }

  /** What is read next is {@code bytes[from, to)}, of which the first record begins at a line. */
  void startPiece(byte[] bytes, int from, int to, long line, RecordScanner scanner) {
    this.bytes = bytes;
    this.scanner = scanner;
    pieceEnd = to;
    built = 0;
    foundAt = from;
    foundEnd = from;
    foundLine = line;
    foundOrdinal = 0;
  }

  /** How many rows came since the last call, bad ones included. */
  int takeCount() {
    int taken = count;
    count = 0;
    return taken;
  }

  /** The record being read is broken: reports it and returns where the next one begins. */
  int breakOff() {
    report("a value has text behind its closing quote");
    count++;
    return foundEnd;
  }

  /** The line of the record behind the broken one. */
  long lineAfterBreak() {
    return foundLine;
  }

  /*
   * The reader does not say at which byte a record began. The records are counted instead, and the
   * scanner goes over the piece once more: from the record found last, never from the start, so
   * that all bad rows of a piece together cost one pass.
   */
  private void report(String why) {
    long ordinal = built + 1;
    long line = foundLine;
    while (foundEnd < pieceEnd && foundOrdinal < ordinal) {
      foundAt = foundEnd;
      line = foundLine;
      foundEnd = scanner.next(bytes, foundAt, pieceEnd, true);
      foundLine += scanner.lineEnds();
      if (scanner.isRecord(bytes, foundAt)) {
        foundOrdinal++;
      }
    }
    int end = foundEnd;
    while (end > foundAt && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
      end--;
    }
    rows.badRow(bytes, foundAt, end, line, why);
  }

  @Override
  protected RecordType getRecordType() {
    return type;
  }

  @Override
  protected int getFieldCount() {
    return field;
  }

  @Override
  protected void beginRecord(long startingLineNumber) {
    type = RecordType.DATA;
    field = 0;
    event = null;
    reason = null;
  }

  @Override
  protected void addField(char[] chars, int offset, int length, boolean quoted) {
    int place = field++;
    if (place >= fields.length || reason != null) {
      return;
    }
    if (place == 0) {
      event = rows.newEvent();
    }
    var column = fields[place];
    if (column == null) {
      return;
    }
    int from = offset;
    int to = offset + length;
    if (trim && !quoted) {
      while (from < to && chars[from] <= ' ') {
        from++;
      }
      while (to > from && chars[to - 1] <= ' ') {
        to--;
      }
    }
    try {
      if (isNull(chars, from, to, quoted, column)) {
        column.readNull(event);
      } else {
        column.read(slice.set(chars, from, to), 0, to - from, event);
      }
    } catch (RowError e) {
      reason = e.getMessage();
    }
  }

  private boolean isNull(char[] chars, int from, int to, boolean quoted, TextField column) {
    int length = to - from;
    if (length == 0 && !column.takesEmpty()) {
      return true;
    }
    if (quoted || length != nullText.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (chars[from + i] != nullText.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  protected void setComment(char[] chars, int offset, int length) {
    type = RecordType.COMMENT;
  }

  @Override
  protected void setEmpty() {
    type = RecordType.EMPTY;
  }

  @Override
  protected RecordHandler buildRecord() {
    if (type != RecordType.DATA) {
      return this;
    }
    count++;
    if (field != fields.length) {
      reason =
          "the row has "
              + field
              + (field == 1 ? " value" : " values")
              + (fields == columns ? ", the stream has " : ", the header has ")
              + fields.length;
    }
    if (reason == null) {
      finish();
    }
    if (reason == null) {
      rows.row(event);
    } else {
      report(reason);
    }
    built++;
    return this;
  }

  private void finish() {
    try {
      for (var column : absent) {
        column.readNull(event);
      }
    } catch (RowError e) {
      reason = e.getMessage();
    }
  }
}
