package dev.weir.format.csv;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import dev.weir.connector.ConnectorException;
import dev.weir.connector.Decoder;
import dev.weir.connector.FormatContext;
import dev.weir.connector.RowHandler;
import dev.weir.format.ByteOrderMark;
import java.nio.charset.StandardCharsets;

/*
 * A CSV library reads a stream to its end; it cannot be given a piece of a growing file, say at
 * which byte a record begins, or go on after a broken record. So the work is split: RecordScanner
 * finds the ends of as many whole records as are asked for (45 million short rows a second, a few
 * per cent of the cost), the library takes this piece apart into values, and a record that is
 * broken or bad is found again by its line number, from where the last one was found.
 *
 * A quote that is never closed would swallow the rest of the file. When a record grows too long
 * inside quotes, or the input ends there, only its first line is given up and reading goes on with
 * the second.
 */
/** Reads separated values. */
final class CsvDecoder implements Decoder {
  private final RowHandler rows;
  private final RecordHandler records;
  private final RecordScanner scanner;
  private final CsvReader.CsvReaderBuilder reader;
  private final Dialect dialect;
  private boolean atStart = true;
  private boolean awaitsHeader;
  private boolean skipsRest;
  private long line = 1;
  private int count;

  CsvDecoder(FormatContext context, RowHandler rows) {
    this.rows = rows;
    this.dialect = Dialect.of(context);
    this.awaitsHeader = dialect.header();
    this.scanner = new RecordScanner(dialect);
    this.records = new RecordHandler(context.schema(), context.options(), dialect, rows);
    this.reader =
        CsvReader.builder()
            .fieldSeparator(dialect.delimiter())
            .quoteCharacter(dialect.quote())
            .skipEmptyLines(true)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .maxBufferSize(Integer.MAX_VALUE);
    if (dialect.comment() != Dialect.NONE) {
      reader.commentStrategy(CommentStrategy.SKIP).commentCharacter(dialect.comment());
    }
  }

  @Override
  public int decode(byte[] bytes, int from, int to, boolean last, int maxRows) {
    count = 0;
    int at = from;
    if (atStart) {
      at = ByteOrderMark.skip(bytes, from, to, last);
      if (at < 0 || at == to) {
        return at == to ? to : from;
      }
      atStart = false;
    }
    while (awaitsHeader && at < to) {
      int end = scanner.next(bytes, at, to, last);
      if (end < 0 && scanner.openQuote()) {
        throw new ConnectorException(
            "the header in line " + line + " has a quote that is not closed");
      }
      if (end < 0) {
        return at;
      }
      switch (readHeader(bytes, at, end)) {
        case HEADER -> awaitsHeader = false;
        case NOTHING -> {
          // An empty line or a comment: the header is still to come.
        }
        case ROW -> {
          awaitsHeader = false;
          end = at;
        }
      }
      line += end == at ? 0 : scanner.lineEnds();
      at = end;
    }
    while (count < maxRows && at < to) {
      int before = at;
      at = decodePiece(bytes, at, to, last, maxRows - count);
      if (at == before) {
        break;
      }
    }
    return at;
  }

  /** What the first lines of a file can be. */
  private enum FirstLine {
    HEADER,
    /** A row already: the file has no header. */
    ROW,
    NOTHING
  }

  private FirstLine readHeader(byte[] bytes, int from, int to) {
    var names = new HeaderHandler();
    try (var csv = reader.build(names, text(bytes, from, to))) {
      csv.forEach(record -> {});
    } catch (CsvParseException e) {
      throw new ConnectorException(
          "the header in line " + line + " has a value with text behind its closing quote", e);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException("closing text in memory cannot fail", e);
    }
    if (names.names().isEmpty()) {
      return FirstLine.NOTHING;
    }
    if (dialect.headerIsGuess() && records.looksLikeRow(names.names())) {
      return FirstLine.ROW;
    }
    records.useHeader(names.names());
    return FirstLine.HEADER;
  }

  /** Reads as many whole records as there are, up to a number; returns where it stopped. */
  private int decodePiece(byte[] bytes, int from, int to, boolean last, int maxRows) {
    int end = from;
    long lines = 0;
    int found = 0;
    while (found < maxRows && end < to) {
      int next = scanner.next(bytes, end, to, last);
      if (next < 0) {
        if (found == 0) {
          return scanner.openQuote() ? giveUpLine(bytes, end, to) : giveUpIfTooLong(bytes, end, to);
        }
        break;
      }
      end = next;
      lines += scanner.lineEnds();
      found++;
      if (skipsRest) {
        skipsRest = false;
        line += lines;
        return end;
      }
    }
    readRecords(bytes, from, end);
    line += lines;
    return end;
  }

  private void readRecords(byte[] bytes, int from, int to) {
    int at = from;
    long atLine = line;
    while (at < to) {
      records.startPiece(bytes, at, to, atLine, scanner);
      try (var csv = reader.build(records, text(bytes, at, to))) {
        // Each record is handed on where it is built; the iterator only drives.
        for (var records = csv.iterator(); records.hasNext(); ) {
          records.next();
        }
        count += this.records.takeCount();
        return;
      } catch (CsvParseException e) {
        if (e.getCause() instanceof RuntimeException thrown
            && !(thrown instanceof CsvParseException)) {
          // Thrown by whoever takes the rows, such as the end of a run: not a matter of the text.
          throw thrown;
        }
        at = records.breakOff();
        atLine = records.lineAfterBreak();
        count += records.takeCount();
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException("closing text in memory cannot fail", e);
      }
    }
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** Reports the first line of a record whose quote is never closed, and goes on behind it. */
  private int giveUpLine(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    rows.badRow(bytes, from, end, line, "a quote is opened and never closed");
    count++;
    if (end < to) {
      end += bytes[end] == '\r' && end + 1 < to && bytes[end + 1] == '\n' ? 2 : 1;
      line++;
    }
    return end;
  }

  private int giveUpIfTooLong(byte[] bytes, int from, int to) {
    if (to - from <= RECORD_BYTES_MAX) {
      return from;
    }
    if (!skipsRest) {
      rows.badRow(
          bytes,
          from,
          to,
          line,
          "a line of more than " + (RECORD_BYTES_MAX >> 20) + " megabytes is not read");
      count++;
      skipsRest = true;
    }
    return to;
  }

  @Override
  public int rows() {
    return count;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public boolean awaitsPreamble() {
    return awaitsHeader;
  }

  @Override
  public void resume(long line) {
    this.line = line;
    this.atStart = false;
    this.skipsRest = false;
  }
}
