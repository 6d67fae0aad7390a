package dev.weir.format.csv;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.ArrayList;
import java.util.List;

/** Gathers the names in a header. */
final class HeaderHandler extends CsvCallbackHandler<HeaderHandler> {
  private final List<String> names = new ArrayList<>();
  private RecordType type = RecordType.DATA;

  /** Blanks around names are dropped. */
  List<String> names() {
    return names;
  }

  @Override
  protected RecordType getRecordType() {
    return type;
  }

  @Override
  protected int getFieldCount() {
    return names.size();
  }

  @Override
  protected void beginRecord(long startingLineNumber) {
    type = RecordType.DATA;
  }

  @Override
  protected void addField(char[] chars, int offset, int length, boolean quoted) {
    names.add(new String(chars, offset, length).strip());
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
  protected HeaderHandler buildRecord() {
    return this;
  }
}
