package dev.weir.bind;

import dev.weir.ast.Identifier;
import dev.weir.type.Column;
import dev.weir.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The columns that names can mean, in order of {@code *}.
 *
 * @param open whether every name is accepted, because the relation is broken and that has been said
 */
record Scope(List<Item> items, boolean open) {
  Scope {
    items = List.copyOf(items);
  }

  /**
   * A column by its names.
   *
   * @param qualifier the relation's name or alias, empty if it has none
   * @param index in the schema of the relation's plan
   */
  record Item(String qualifier, Column column, int index) {}

  static Scope of(String qualifier, Schema schema) {
    var items = new ArrayList<Item>();
    for (int i = 0; i < schema.size(); i++) {
      items.add(new Item(qualifier, schema.column(i), i));
    }
    return new Scope(items, false);
  }

  /** The same columns under one new name; an alias hides what was before. */
  Scope named(String qualifier) {
    return new Scope(
        items.stream().map(i -> new Item(qualifier, i.column(), i.index())).toList(), open);
  }

  List<String> names() {
    return items.stream().map(i -> i.column().name()).distinct().toList();
  }

  List<String> qualifiers() {
    return items.stream().map(Item::qualifier).filter(q -> !q.isEmpty()).distinct().toList();
  }

  boolean hasQualifier(Identifier name) {
    return qualifiers().stream().anyMatch(name::matches);
  }

  Scope under(Identifier qualifier) {
    return new Scope(items.stream().filter(i -> qualifier.matches(i.qualifier())).toList(), open);
  }

  /** The columns that a name fits; among several spellings the exact one counts. */
  List<Item> find(Identifier name) {
    List<Item> fit = items.stream().filter(i -> name.matches(i.column().name())).toList();
    if (fit.size() > 1) {
      List<Item> exact = fit.stream().filter(i -> i.column().name().equals(name.text())).toList();
      if (exact.size() == 1) {
        return exact;
      }
    }
    return fit;
  }

  /** The relation's name for messages: {@code stream "orders"}; empty if there are none or several. */
  Optional<String> onlyQualifier() {
    List<String> all = qualifiers();
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }
}
