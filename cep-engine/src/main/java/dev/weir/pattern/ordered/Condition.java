package dev.weir.pattern.ordered;

import dev.weir.event.Event;
import dev.weir.event.RowError;
import dev.weir.operator.MatchCondition;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.RowReference;

/**
 * What is not local of the condition of one variable, with what it reads: rows that the run has taken, running
 * aggregates, names of variables. Costs O(what it reads), whatever the length of the match.
 */
final class Condition {
  /** What all conditions of a matcher share. */
  record Context(
      MatchSpec spec,
      CurrentRow current,
      Registers registers,
      RunningAggregates[] sums,
      Object[] others,
      Event given) {}

  /**
   * A row to hand in.
   *
   * @param reference its number
   * @param around where it stands in {@code around} of the row that is found; -1 for that row itself
   */
  record RowRead(int reference, RowFinder row, int around) {}

  /** The variable of a row to hand in. */
  record ClassifierRead(int field, RowFinder row, int shift) {}

  /** A row beside the present one to hand in. */
  record NeighbourRead(int reference, int around) {}

  /**
   * Finds a row by a register.
   *
   * @param register where it is; -1 if it is the present row for sure
   * @param orPresent whether it is the present row if the register is empty and {@code before} is not
   * @param before the register before, or -1
   */
  record RowFinder(int register, boolean orPresent, int before) {
    static final RowFinder PRESENT = new RowFinder(-1, true, -1);

    boolean isPresent(Object[] registers) {
      return register < 0
          || orPresent && registers[register] == null && (before < 0 || registers[before] != null);
    }
  }

  private final MatchCondition condition;
  private final int label;
  private final Context context;
  private final RowRead[] rows;
  private final NeighbourRead[] neighbours;
  private final ClassifierRead[] classifiers;

  /** The fields that name the present row's variable. */
  private final int[] ownNames;

  /** Fields with the variable of a row at a distance. */
  private final int[] neighbourNames;

  private final int[] distances;
  private final int[] numbers;
  private final int[] sums;

  Condition(MatchCondition condition, int label, Context context, ConditionReads.Plan plan) {
    this.condition = condition;
    this.label = label;
    this.context = context;
    this.rows = plan.rows().toArray(RowRead[]::new);
    this.neighbours = plan.neighbours().toArray(NeighbourRead[]::new);
    this.classifiers = plan.classifiers().toArray(ClassifierRead[]::new);
    this.ownNames = Program.ints(plan.ownNames());
    this.neighbourNames = Program.ints(plan.neighbourNames());
    this.distances = Program.ints(plan.distances());
    this.numbers = Program.ints(plan.numbers());
    this.sums = Program.ints(plan.sums());
  }

  /**
   * Whether the present row satisfies it.
   *
   * @param slots of the run; null if it has taken no row
   * @param last the last row of the run, or null
   */
  boolean holds(Object[] registers, int[] slots, Node last) {
    var current = context.current;
    try {
      for (var read : rows) {
        context.others[read.reference] = row(read, registers);
      }
      for (var read : neighbours) {
        context.others[read.reference] =
            current.around == null ? null : current.around[read.around];
      }
      if (context.given != null) {
        fill(registers, slots, last);
      }
      return condition.test(current.event, current.time, context.others, context.given);
    } catch (RowError e) {
      current.cannotBeEvaluated(e);
      return false;
    }
  }

  private Object row(RowRead read, Object[] registers) {
    var finder = read.row;
    if (finder.isPresent(registers)) {
      var current = context.current;
      return read.around < 0 ? current.event : current.around[read.around];
    }
    Object content = registers[finder.register];
    if (content instanceof Node node) {
      return read.around < 0 ? node.row.event() : node.row.around()[read.around];
    }
    return content;
  }

  private void fill(Object[] registers, int[] slots, Node last) {
    var given = context.given;
    for (int field : ownNames) {
      given.setObject(field, name(label));
    }
    for (int i = 0; i < neighbourNames.length; i++) {
      given.setObject(neighbourNames[i], nameAt(context.current.position + distances[i], last));
    }
    for (var read : classifiers) {
      given.setObject(read.field, name(read, registers, last));
    }
    for (int field : numbers) {
      given.setLong(field, context.current.number);
    }
    for (int sum : sums) {
      var aggregates = context.sums[sum];
      int slot = slots == null ? RunningAggregates.EMPTY : slots[sum];
      aggregates.fill(aggregates.takes(label) ? aggregates.added(slot, label) : slot, given);
    }
  }

  private String name(ClassifierRead read, Object[] registers, Node last) {
    if (read.row.isPresent(registers)) {
      return nameAt(context.current.position + read.shift, last);
    }
    var node = (Node) registers[read.row.register];
    if (node == null) {
      return null;
    }
    return read.shift == 0 ? name(node.label()) : nameAt(node.position() + read.shift, last);
  }

  /** The variable of the row at a position, null if it is not in the match so far. */
  private String nameAt(long position, Node last) {
    if (position == context.current.position) {
      return name(label);
    }
    var node = last == null ? null : last.at(position);
    return node == null ? null : name(node.label());
  }

  private String name(int variable) {
    return context.spec.variables().get(variable).name();
  }

  /** How a row reference is found in the condition of a variable. */
  static RowFinder finder(RowReference.Mapped reference, int label, Registers.Bank bank) {
    boolean takesPresent = bank.takes(label);
    int offset = reference.offset();
    if (bank.last && takesPresent) {
      return offset == 0 ? RowFinder.PRESENT : new RowFinder(bank.base + offset - 1, false, -1);
    }
    int register = bank.base + offset;
    return new RowFinder(register, takesPresent, takesPresent && offset > 0 ? register - 1 : -1);
  }
}
