package dev.weir.pattern.ordered;

import dev.weir.event.Event;
import dev.weir.pattern.match.MatchRow;
import dev.weir.state.StateReader;
import dev.weir.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * A partition in its binary form. What is shared stays shared: events, rows, chains and aggregate slots are
 * written once, numbered, so that runs which were equal are equal again.
 */
final class PartitionState {
  private final Program program;
  private final Stepper stepper;
  private final Registers registers;
  private final RunningAggregates[] sums;
  private final Event rowPrototype;

  PartitionState(
      Program program,
      Stepper stepper,
      Registers registers,
      RunningAggregates[] sums,
      Event rowPrototype) {
    this.program = program;
    this.stepper = stepper;
    this.registers = registers;
    this.sums = sums;
    this.rowPrototype = rowPrototype;
  }

  // ---- writing

  void write(OrderedPartition partition, StateWriter out) {
    var objects = new SharedObjects(sums);
    for (var attempt = partition.head; attempt != null; attempt = attempt.next) {
      collect(attempt, objects);
    }
    if (partition.open != null) {
      for (long at = partition.open.from(); at < partition.open.end(); at++) {
        objects.add(partition.open.row(at));
      }
    }
    if (partition.replay != null) {
      for (long at = partition.replay.from(); at < partition.replay.end(); at++) {
        objects.add(partition.replay.at(at).row);
      }
    }
    objects.write(out);
    for (var attempt = partition.head; attempt != null; attempt = attempt.next) {
      out.writeBoolean(true);
      write(attempt, objects, out);
    }
    out.writeBoolean(false);
    writeTimes(partition.unwantedTimes, out);
    if (partition.open != null) {
      write(partition.open, objects, out);
    }
    if (partition.replay != null) {
      write(partition.replay, objects, out);
    }
  }

  private void collect(Attempt attempt, SharedObjects objects) {
    objects.add(attempt.start);
    objects.add(attempt.match);
    for (var run = attempt.runs; run != null; run = run.next) {
      objects.add(run.last);
      for (var content : run.registers) {
        // An event is that of a row of the chain.
        if (content instanceof Node node) {
          objects.add(node);
        }
      }
      for (int sum = 0; sum < sums.length; sum++) {
        objects.addSlot(sum, run.slots[sum]);
      }
    }
  }

  private void write(Attempt attempt, SharedObjects objects, StateWriter out) {
    out.writeInt(objects.number(attempt.start));
    out.writeBoolean(attempt.complete);
    out.writeBoolean(attempt.timedOut);
    out.writeBoolean(attempt.given);
    out.writeInt(objects.number(attempt.match));
    for (var run = attempt.runs; run != null; run = run.next) {
      out.writeInt(run.state.number);
      out.writeInt(objects.number(run.last));
      for (var content : run.registers) {
        out.writeInt(objects.number(content));
      }
      for (int sum = 0; sum < sums.length; sum++) {
        out.writeInt(objects.slotNumber(sum, run.slots[sum]));
      }
      writeTimes(run.groupStarts, out);
      out.writeLong(run.ends);
    }
    out.writeInt(-1);
  }

  private static void writeTimes(long[] times, StateWriter out) {
    out.writeBoolean(times != null);
    if (times != null) {
      for (long time : times) {
        out.writeLong(time);
      }
    }
  }

  private static void write(OpenRows open, SharedObjects objects, StateWriter out) {
    out.writeLong(open.end() - open.from());
    for (long at = open.from(); at < open.end(); at++) {
      out.writeInt(objects.number(open.row(at)));
      out.writeBoolean(open.isMatched(at));
    }
  }

  private static void write(Replay replay, SharedObjects objects, StateWriter out) {
    out.writeLong(replay.end() - replay.from());
    for (long at = replay.from(); at < replay.end(); at++) {
      var seen = replay.at(at);
      out.writeInt(objects.number(seen.row));
      out.writeLong(seen.satisfied);
      writeTimes(seen.unwantedTimes, out);
      out.writeBoolean(seen.reported);
    }
    out.writeLong(replay.next);
  }

  // ---- reading

  void read(OrderedPartition partition, StateReader in) {
    var objects = new SharedObjects(sums);
    objects.read(in, rowPrototype);
    while (in.readBoolean()) {
      readAttempt(partition, objects, in);
    }
    partition.unwantedTimes = readTimes(program.quietBefore().size(), in);
    if (partition.open != null) {
      readOpen(partition.open, objects, in);
    }
    if (partition.replay != null) {
      readReplay(partition.replay, objects, in);
    }
    objects.releaseSlots();
  }

  private void readAttempt(OrderedPartition partition, SharedObjects objects, StateReader in) {
    var attempt = new Attempt(objects.row(in.readInt()));
    attempt.complete = in.readBoolean();
    attempt.timedOut = in.readBoolean();
    attempt.given = in.readBoolean();
    attempt.match = objects.node(in.readInt());
    List<Run> runs = new ArrayList<>();
    for (int state = in.readInt(); state >= 0; state = in.readInt()) {
      runs.add(readRun(program.state(state), objects, in));
    }
    stepper.restore(partition, attempt, runs);
    partition.add(attempt);
  }

  private Run readRun(State state, SharedObjects objects, StateReader in) {
    var last = objects.node(in.readInt());
    var rows = registers.none().length == 0 ? registers.none() : new Object[registers.size()];
    for (int i = 0; i < rows.length; i++) {
      int number = in.readInt();
      rows[i] = registers.holdsNode(i) ? objects.node(number) : objects.event(number);
    }
    int[] slots = sums.length == 0 ? null : new int[sums.length];
    for (int sum = 0; sum < sums.length; sum++) {
      slots[sum] = objects.slot(sum, in.readInt());
      sums[sum].retain(slots[sum]);
    }
    long[] groupStarts = readTimes(program.groups(), in);
    return new Run(state, last, rows, slots, groupStarts, in.readLong());
  }

  private static long[] readTimes(int count, StateReader in) {
    if (!in.readBoolean()) {
      return null;
    }
    var times = new long[count];
    for (int i = 0; i < count; i++) {
      times[i] = in.readLong();
    }
    return times;
  }

  private static void readOpen(OpenRows open, SharedObjects objects, StateReader in) {
    long count = in.readLong();
    for (long i = 0; i < count; i++) {
      MatchRow row = objects.row(in.readInt());
      open.add(row);
      if (in.readBoolean()) {
        open.match(row.position());
      }
    }
  }

  private void readReplay(Replay replay, SharedObjects objects, StateReader in) {
    long count = in.readLong();
    for (long i = 0; i < count; i++) {
      var row = objects.row(in.readInt());
      long satisfied = in.readLong();
      var seen = new Replay.Seen(row, satisfied, readTimes(program.quietBefore().size(), in));
      seen.reported = in.readBoolean();
      replay.add(seen);
    }
    replay.next = in.readLong();
  }
}
