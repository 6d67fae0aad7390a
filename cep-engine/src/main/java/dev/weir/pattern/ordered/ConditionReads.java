package dev.weir.pattern.ordered;

import dev.weir.expression.Expression;
import dev.weir.operator.MatchCondition;
import dev.weir.pattern.automaton.PredicateClasses;
import dev.weir.pattern.match.MatchParts;
import dev.weir.plan.Expressions;
import dev.weir.plan.MatchSpec;
import dev.weir.plan.MatchValue;
import dev.weir.plan.RowReference;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;

/** What the conditions of the variables read, and so what runs must keep. */
final class ConditionReads {
  /**
   * What one condition is handed.
   *
   * @param ownNames fields that name the variable of the present row
   * @param neighbourNames fields that name the variable of a row at the distance of the same index
   * @param sums by number of the running aggregates
   */
  record Plan(
      List<Condition.RowRead> rows,
      List<Condition.NeighbourRead> neighbours,
      List<Condition.ClassifierRead> classifiers,
      List<Integer> ownNames,
      List<Integer> neighbourNames,
      List<Integer> distances,
      List<Integer> numbers,
      List<Integer> sums) {}

  private final MatchSpec spec;
  private final List<MatchCondition> general;
  private final List<MatchParts.Aggregates> aggregates;
  private final Registers registers = new Registers();
  private final List<TreeSet<Integer>> rowsOf = new ArrayList<>();
  private final List<TreeSet<Integer>> valuesOf = new ArrayList<>();
  private int namedRows;

  ConditionReads(MatchParts parts) {
    this.spec = parts.spec();
    this.general = parts.general();
    this.aggregates = parts.aggregates();
    for (int label = 0; label < spec.variables().size(); label++) {
      rowsOf.add(new TreeSet<>());
      valuesOf.add(new TreeSet<>());
      if (general.get(label) != null) {
        for (var conjunct : spec.variables().get(label).conjuncts()) {
          if (!PredicateClasses.isLocal(conjunct, spec)) {
            collect(conjunct, label);
          }
        }
        needRegisters(label);
      }
    }
    registers.layOut();
  }

  private void collect(Expression e, int label) {
    if (e instanceof Expression.OtherRow other) {
      rowsOf.get(label).add(other.row());
    } else if (e instanceof Expression.Given given) {
      valuesOf.get(label).add(given.index());
    }
    Expressions.children(e).forEach(child -> collect(child, label));
  }

  private void needRegisters(int label) {
    for (int row : rowsOf.get(label)) {
      if (spec.defineRows().get(row) instanceof RowReference.Mapped mapped) {
        registers.need(mapped, label);
      }
    }
    for (int value : valuesOf.get(label)) {
      if (spec.defineValues().get(value) instanceof MatchValue.Classifier classifier) {
        if (classifier.row() instanceof RowReference.Mapped mapped) {
          var bank = registers.need(mapped, label);
          bank.labelled = true;
          bank.holdsNodes = true;
          if (mapped.shift() != 0) {
            namedRows = Integer.MAX_VALUE;
          }
        } else if (classifier.row() instanceof RowReference.Neighbour neighbour) {
          namedRows = Math.max(namedRows, -neighbour.offset());
        }
      }
    }
  }

  Registers registers() {
    return registers;
  }

  /** How many of the last rows of a run are named in conditions by their place in the partition. */
  int namedRows() {
    return namedRows;
  }

  Plan plan(int label) {
    var plan =
        new Plan(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    int back = spec.reachBack();
    for (int row : rowsOf.get(label)) {
      var reference = spec.defineRows().get(row);
      if (reference instanceof RowReference.Mapped mapped) {
        int around = mapped.shift() == 0 ? -1 : back + mapped.shift();
        plan.rows.add(new Condition.RowRead(row, finder(mapped, label), around));
      } else if (reference instanceof RowReference.Neighbour neighbour) {
        plan.neighbours.add(new Condition.NeighbourRead(row, back + neighbour.offset()));
      }
    }
    for (int field : valuesOf.get(label)) {
      addValue(plan, field, label);
    }
    return plan;
  }

  private void addValue(Plan plan, int field, int label) {
    var value = spec.defineValues().get(field);
    if (value instanceof MatchValue.Number) {
      plan.numbers.add(field);
    } else if (value instanceof MatchValue.Aggregate) {
      int sum = sumOf(field);
      if (!plan.sums.contains(sum)) {
        plan.sums.add(sum);
      }
    } else if (value instanceof MatchValue.Classifier classifier) {
      if (classifier.row() == null) {
        plan.ownNames.add(field);
      } else if (classifier.row() instanceof RowReference.Neighbour neighbour) {
        plan.neighbourNames.add(field);
        plan.distances.add(neighbour.offset());
      } else if (classifier.row() instanceof RowReference.Mapped mapped) {
        plan.classifiers.add(
            new Condition.ClassifierRead(field, finder(mapped, label), mapped.shift()));
      }
    }
  }

  private Condition.RowFinder finder(RowReference.Mapped mapped, int label) {
    return Condition.finder(mapped, label, registers.need(mapped, label));
  }

  private int sumOf(int field) {
    for (int sum = 0; sum < aggregates.size(); sum++) {
      for (int known : aggregates.get(sum).fields()) {
        if (known == field) {
          return sum;
        }
      }
    }
    throw new AssertionError("no aggregate fills value " + field);
  }

  /** Adds what the condition of a variable reads to the registers and aggregates that are live. */
  void addReads(int label, BitSet live) {
    var plan = plan(label);
    plan.rows.forEach(read -> addRead(read.row(), live));
    plan.classifiers.forEach(read -> addRead(read.row(), live));
    plan.sums.forEach(sum -> live.set(registers.size() + sum));
  }

  private static void addRead(Condition.RowFinder row, BitSet live) {
    if (row.register() >= 0) {
      live.set(row.register());
    }
    if (row.before() >= 0) {
      live.set(row.before());
    }
  }
}
