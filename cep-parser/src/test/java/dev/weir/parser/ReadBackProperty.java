package dev.weir.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ast.DataTypeNode;
import dev.weir.ast.Expression;
import dev.weir.ast.Node;
import dev.weir.ast.Relation;
import dev.weir.ast.RowPattern;
import dev.weir.ast.Statement;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Printing a tree and reading the text gives the tree again, whatever the tree. */
class ReadBackProperty {
  @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
  void everyTreeReadsBackAsPrinted(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int size) {
    Sql.assertReadsBack(new RandomTrees(seed, size).statement());
  }

  @Example
  void theTreesHaveNodesOfAllKinds() {
    var seen = new HashSet<Object>();
    var classes = new HashSet<Class<?>>();
    for (long seed = 0; seed < 3000; seed++) {
      var work = new ArrayDeque<Node>();
      work.add(new RandomTrees(seed, 60).statement());
      while (!work.isEmpty()) {
        Node node = work.poll();
        work.addAll(node.children());
        classes.add(node.getClass());
        if (node instanceof Statement statement) {
          seen.add(statement.kind());
        } else if (node instanceof Expression expression) {
          seen.add(expression.kind());
        } else if (node instanceof Relation relation) {
          seen.add(relation.kind());
        } else if (node instanceof RowPattern pattern) {
          seen.add(pattern.kind());
        } else if (node instanceof DataTypeNode type) {
          seen.add(type.kind());
        }
      }
    }
    assertThat(seen).containsAll(Arrays.asList(Statement.Kind.values()));
    assertThat(seen).containsAll(Arrays.asList(Expression.Kind.values()));
    assertThat(seen).containsAll(Arrays.asList(Relation.Kind.values()));
    assertThat(seen).containsAll(Arrays.asList(RowPattern.Kind.values()));
    assertThat(seen).containsAll(Arrays.asList(DataTypeNode.Kind.values()));
    var missing = leaves(Node.class);
    missing.removeAll(classes);
    assertThat(missing).isEmpty();
  }

  /** The records under a sealed interface. */
  private static Set<Class<?>> leaves(Class<?> type) {
    var leaves = new HashSet<Class<?>>();
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        leaves.addAll(leaves(permitted));
      }
    } else {
      leaves.add(type);
    }
    return leaves;
  }
}
