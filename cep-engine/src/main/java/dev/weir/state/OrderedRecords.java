package dev.weir.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Records of keyed state that remember a place in an order over all keys (the order of arrival,
 * mostly), although they are stored by key group. So that output continues in the same order after
 * a restore.
 */
public final class OrderedRecords {
  private OrderedRecords() {}

  /**
   * Adds a record to its key group.
   *
   * @param order unique within the snapshot of one operator
   */
  public static void write(Snapshot snapshot, int keyGroup, long order, StateWriter record) {
    var out = snapshot.keyGroup(keyGroup);
    out.writeLong(order);
    out.writeBytes(record.toByteArray());
  }

  /** The records of all stored key groups, in order. */
  public static List<StateReader> read(Snapshot snapshot) {
    record Ordered(long order, StateReader content) {}
    var records = new ArrayList<Ordered>();
    for (int group : snapshot.storedGroups()) {
      var in = snapshot.readKeyGroup(group);
      while (!in.isAtEnd()) {
        records.add(new Ordered(in.readLong(), new StateReader(in.readBytes())));
      }
    }
    records.sort(Comparator.comparingLong(Ordered::order));
    return records.stream().map(Ordered::content).toList();
  }
}
