package dev.weir.rewrite;

import dev.weir.ast.Expression;
import dev.weir.ast.Identifier;
import dev.weir.ast.QualifiedName;
import dev.weir.ast.Query;
import dev.weir.ast.QueryBody;
import dev.weir.ast.Relation;
import dev.weir.ast.SelectItem;
import dev.weir.diagnostic.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** MERGE as UNION ALL, with NULL for the columns that an input lacks. */
final class Merges {
  private Merges() {}

  /** Whether it is known what each input gives. */
  static boolean canBeUnion(Relation.Merge merge, Resolved resolved) {
    return merge.inputs().size() > 1
        && merge.inputs().stream().allMatch(input -> resolved.columns(input).isPresent());
  }

  /** @param origin one more column with the name of the input */
  static Relation union(Relation.Merge merge, Resolved resolved, Optional<Identifier> origin) {
    var all = new LinkedHashMap<String, String>();
    for (Relation input : merge.inputs()) {
      for (String column : resolved.columns(input).orElseThrow()) {
        all.putIfAbsent(column.toLowerCase(Locale.ROOT), column);
      }
    }
    var parts = new ArrayList<QueryBody>();
    for (Relation input : merge.inputs()) {
      parts.add(select(input, resolved, all, origin));
    }
    var union =
        new QueryBody.SetOperation(QueryBody.SetOperation.Operator.UNION, true, parts, Span.NONE);
    return new Relation.Subquery(false, Query.of(union), Span.NONE);
  }

  private static QueryBody select(
      Relation input, Resolved resolved, Map<String, String> all, Optional<Identifier> origin) {
    var own = new LinkedHashMap<String, String>();
    for (String column : resolved.columns(input).orElseThrow()) {
      own.put(column.toLowerCase(Locale.ROOT), column);
    }
    var items = new ArrayList<SelectItem>();
    all.forEach(
        (key, column) -> {
          boolean has = own.containsKey(key);
          Expression value =
              has
                  ? Navigation.column(Identifier.of(own.get(key)))
                  : new Expression.NullLiteral(Span.NONE);
          boolean sameName = has && own.get(key).equals(column);
          items.add(
              new SelectItem.Value(
                  value,
                  sameName ? Optional.empty() : Optional.of(Identifier.of(column)),
                  Span.NONE));
        });
    origin.ifPresent(
        column ->
            items.add(
                new SelectItem.Value(
                    new Expression.StringLiteral(nameOf(input), Span.NONE),
                    Optional.of(column),
                    Span.NONE)));
    return new QueryBody.Select(
        false,
        items,
        List.of(input),
        Optional.empty(),
        List.of(),
        false,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Span.NONE);
  }

  /** The name by which rows of an input are known. */
  private static String nameOf(Relation input) {
    if (input instanceof Relation.Aliased aliased) {
      return aliased.alias().name().text();
    } else if (input instanceof Relation.Named named) {
      return named.name().last().text();
    }
    return "";
  }

  /** The name of the input that {@code FROM stream} means. */
  static String nameOf(Relation.Merge merge, QualifiedName stream) {
    return merge.inputs().stream()
        .map(Merges::nameOf)
        .filter(stream.last()::matches)
        .findFirst()
        .orElse(stream.last().text());
  }
}
