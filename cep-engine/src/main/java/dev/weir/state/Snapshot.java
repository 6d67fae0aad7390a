package dev.weir.state;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of one operator at one moment: a shared part (watermark, sequence numbers) and one part
 * per key group. Filled by the operator, then turned into bytes; or made from bytes, then read by
 * an operator of the same plan. Not thread-safe.
 */
public final class Snapshot {
  /** The version of the binary form, the first byte of every snapshot. */
  static final int VERSION = 1;

  private final StateWriter shared = new StateWriter();
  private final StateWriter[] groups = new StateWriter[KeyGroups.COUNT];
  private final byte[][] stored = new byte[KeyGroups.COUNT + 1][];

  /** Where the operator writes what belongs to no key. */
  public StateWriter shared() {
    return shared;
  }

  /** Where the operator writes the state of the keys of a group. */
  public StateWriter keyGroup(int group) {
    if (groups[group] == null) {
      groups[group] = new StateWriter();
    }
    return groups[group];
  }

  public byte[] toByteArray() {
    var out = new StateWriter();
    out.writeInt(VERSION);
    out.writeBytes(shared.toByteArray());
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      if (groups[group] != null) {
        out.writeInt(group);
        out.writeBytes(groups[group].toByteArray());
      }
    }
    return out.toByteArray();
  }

  /** @throws IllegalStateException if the bytes are damaged or of another version */
  public static Snapshot of(byte[] content) {
    var in = new StateReader(content);
    int version = in.readInt();
    if (version != VERSION) {
      throw new IllegalStateException(
          "the snapshot has version " + version + ", this Weir reads version " + VERSION);
    }
    var snapshot = new Snapshot();
    snapshot.stored[KeyGroups.COUNT] = in.readBytes();
    while (!in.isAtEnd()) {
      int group = in.readInt();
      snapshot.stored[group] = in.readBytes();
    }
    return snapshot;
  }

  /** The shared part of a snapshot made by {@link #of}. */
  public StateReader readShared() {
    return new StateReader(stored[KeyGroups.COUNT]);
  }

  /** The part of a group of a snapshot made by {@link #of}; at its end at once if it is empty. */
  public StateReader readKeyGroup(int group) {
    return new StateReader(stored[group] == null ? new byte[0] : stored[group]);
  }

  /** The groups that hold state, ascending, of a snapshot made by {@link #of}. */
  public List<Integer> storedGroups() {
    var present = new ArrayList<Integer>();
    for (int group = 0; group < KeyGroups.COUNT; group++) {
      if (stored[group] != null) {
        present.add(group);
      }
    }
    return present;
  }
}
