package dev.weir.rewrite;

import dev.weir.ast.Argument;
import dev.weir.ast.Expression;
import dev.weir.ast.Identifier;
import dev.weir.ast.MatchRecognize;
import dev.weir.ast.Node;
import dev.weir.ast.QualifiedName;
import dev.weir.ast.RowPattern;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that mean rows inside one MATCH_RECOGNIZE. A variable is known by its spelling where it first appears.
 *
 * @param variables all, in order of appearance: those of rows, and those of rows that are unwanted
 * @param mapped those that rows are mapped to
 * @param subsets the members of each
 */
record PatternNames(List<String> variables, List<String> mapped, Map<String, Set<String>> subsets) {

  static PatternNames of(MatchRecognize match) {
    var names = new PatternNames(new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
    names.collect(match.pattern());
    match.defines().forEach(define -> names.variable(define.variable()));
    for (var subset : match.subsets()) {
      var members = new HashSet<String>();
      subset.members().forEach(member -> members.add(names.variable(member)));
      names.subsets.put(subset.name().text(), members);
    }
    return names;
  }

  private void collect(RowPattern pattern) {
    if (pattern instanceof RowPattern.Variable v) {
      String name = variable(v.name());
      if (!mapped.contains(name)) {
        mapped.add(name);
      }
    } else if (pattern instanceof RowPattern.Absent absent) {
      absent.variables().forEach(this::variable);
    }
    children(pattern).forEach(this::collect);
  }

  /** The patterns directly below, in order. */
  static List<RowPattern> children(RowPattern pattern) {
    if (pattern instanceof RowPattern.Sequence s) {
      return s.steps().stream().map(RowPattern.Step::pattern).toList();
    }
    return pattern.children().stream()
        .filter(RowPattern.class::isInstance)
        .map(RowPattern.class::cast)
        .toList();
  }

  /** The spelling by which a variable is known. */
  String variable(Identifier name) {
    for (String known : variables) {
      if (name.matches(known)) {
        return known;
      }
    }
    variables.add(name.text());
    return name.text();
  }

  /** The variable or subset that an identifier means, if it means one. */
  Optional<String> find(Identifier name) {
    for (String known : variables) {
      if (name.matches(known)) {
        return Optional.of(known);
      }
    }
    return subsets.keySet().stream().filter(name::matches).findFirst();
  }

  /** The variable or subset in front of a column. */
  Optional<String> qualifier(QualifiedName name) {
    return name.isSimple() ? Optional.empty() : find(name.parts().get(0));
  }

  /** Whether rows of a variable count for a variable or subset. */
  boolean covers(String name, String variable) {
    return name.equals(variable) || subsets.getOrDefault(name, Set.of()).contains(variable);
  }

  /** Which variables or subsets an expression reads; the empty text stands for all rows of the match. */
  Set<String> read(Node node) {
    var found = new HashSet<String>();
    addRead(node, found);
    return found;
  }

  private void addRead(Node node, Set<String> found) {
    if (node instanceof Expression.Column column) {
      found.add(qualifier(column.name()).orElse(""));
    } else if (node instanceof Argument.Star star) {
      found.add(star.qualifier().flatMap(q -> find(q.last())).orElse(""));
    } else if (node instanceof Expression.Call call && Navigation.takesVariable(call)) {
      found.add(Navigation.variableOf(call).flatMap(this::find).orElse(""));
    } else {
      node.children().forEach(child -> addRead(child, found));
    }
  }

  /** Names, in lower case, that stand anywhere in a tree. */
  static Set<String> identifiers(Node root) {
    var found = new HashSet<String>();
    addIdentifiers(root, found);
    return found;
  }

  private static void addIdentifiers(Node node, Set<String> found) {
    if (node instanceof Identifier name) {
      found.add(name.text().toLowerCase(Locale.ROOT));
    }
    node.children().forEach(child -> addIdentifiers(child, found));
  }
}
