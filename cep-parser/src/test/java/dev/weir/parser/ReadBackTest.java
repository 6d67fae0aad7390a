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
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Printing a tree and reading the text gives the tree again, whatever the tree. */
class ReadBackTest {
  @Test
  void everyTreeReadsBackAsPrinted() {
    for (long seed = 0; seed < 1500; seed++) {
      int size = 1 + new Random(seed).nextInt(60);
      try {
        Sql.assertReadsBack(new RandomTrees(seed, size).statement());
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "new RandomTrees(" + seed + ", " + size + ") " + e.getMessage(), e);
      }
    }
  }

  @Test
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
