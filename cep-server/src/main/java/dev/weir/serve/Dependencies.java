package dev.weir.serve;

import dev.weir.ast.CommonTable;
import dev.weir.ast.Node;
import dev.weir.ast.Query;
import dev.weir.ast.QueryBody;
import dev.weir.ast.Relation;
import dev.weir.ast.Statement;
import dev.weir.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which streams and views are made of which, by the names in their texts. */
final class Dependencies {
  private final Map<String, Statement> definitions = new LinkedHashMap<>();
  private final List<Diagnostic> found;
  private final Set<String> reported = new HashSet<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final Map<String, Statement> ordered = new LinkedHashMap<>();

  /** @param found where circles are reported */
  Dependencies(List<Statement> statements, List<Diagnostic> found) {
    this.found = found;
    for (var statement : statements) {
      var name = definedBy(statement);
      if (name != null) {
        definitions.put(name, statement);
      }
    }
  }

  /** The stream or view that a statement makes, in lower case, or null. */
  static String definedBy(Statement statement) {
    if (statement instanceof Statement.CreateRelation relation) {
      return RuleFiles.key(relation.name().last().text());
    }
    return statement instanceof Statement.CreateView view
        ? RuleFiles.key(view.name().last().text())
        : null;
  }

  /** Streams and views, each behind those that it is made of; those in a circle are reported and left out. */
  List<Statement> definitions() {
    definitions.keySet().forEach(this::visit);
    return List.copyOf(ordered.values());
  }

  /** Returns false for one that can't be made. */
  private boolean visit(String name) {
    var definition = definitions.get(name);
    if (definition == null || ordered.containsKey(name)) {
      return true;
    }
    if (!open.add(name)) {
      report(name, definition);
      return false;
    }
    boolean possible = true;
    for (var used : relationsIn(definition)) {
      possible &= visit(used);
    }
    open.remove(name);
    if (possible) {
      ordered.put(name, definition);
    }
    return possible;
  }

  private void report(String name, Statement definition) {
    var circle = new ArrayList<>(open);
    var path = circle.subList(circle.indexOf(name), circle.size());
    boolean isKnown = path.stream().anyMatch(reported::contains);
    reported.addAll(path);
    if (!isKnown) {
      found.add(
          Diagnostic.error(
                  RuleFileError.VIEW_CIRCLE,
                  definition.span(),
                  "views are made of each other: " + String.join(" -> ", path) + " -> " + name)
              .build());
    }
  }

  /** The names that stand where relations do and are no common tables, in lower case. */
  static Set<String> relationsIn(Statement statement) {
    var names = new LinkedHashSet<String>();
    collect(statement, Set.of(), names);
    return names;
  }

  private static void collect(Node node, Set<String> common, Set<String> names) {
    if (node instanceof Relation.Named named) {
      add(named.name().last().text(), common, names);
    } else if (node instanceof Relation.Late late) {
      add(late.name().last().text(), common, names);
    } else if (node instanceof QueryBody.Table table) {
      add(table.name().last().text(), common, names);
    }
    var visible = common;
    if (node instanceof Query) {
      visible = new HashSet<>(common);
    }
    for (var child : node.children()) {
      collect(child, visible, names);
      if (child instanceof CommonTable table) {
        // Known from here on: the common tables come first among the children of a query.
        visible.add(RuleFiles.key(table.name().text()));
      }
    }
  }

  private static void add(String name, Set<String> common, Set<String> names) {
    var key = RuleFiles.key(name);
    if (!common.contains(key)) {
      names.add(key);
    }
  }
}
