package dev.weir.bind;

import dev.weir.ast.Expression.Call;
import dev.weir.ast.GroupingElement;
import dev.weir.ast.QueryBody.Select;
import dev.weir.ast.SelectItem;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.expression.Expression;
import dev.weir.plan.ExpressionText;
import dev.weir.type.DataType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The GROUP BY of a SELECT: distinct keys over the input's rows, and the grouping sets as indexes of keys. ROLLUP and
 * CUBE are spelled out; a plain GROUP BY has one set of all keys.
 */
final class Grouping {
  /** CUBE of more keys than this has more sets than anybody means. */
  private static final int CUBE_MAX = 12;

  /** Where the index of the grouping set is found over the groups. */
  static final int SET_INDEX = (1 << 18) + 3;

  private final Select select;
  private final Environment rows;
  private final Problems problems;
  private final ExpressionBinder binder;
  private final List<Expression> keys = new ArrayList<>();
  private final Set<dev.weir.ast.Expression.Kind> kinds =
      EnumSet.noneOf(dev.weir.ast.Expression.Kind.class);
  private List<Set<Integer>> sets = new ArrayList<>();
  private boolean broken;

  Grouping(Select select, Environment rows) {
    this.select = select;
    this.rows = rows;
    this.problems = rows.context.problems;
    this.binder = new ExpressionBinder(rows);
    sets.add(new TreeSet<>());
    for (GroupingElement element : select.groupBy()) {
      sets = product(sets, sets(element));
    }
    if (select.groupDistinct()) {
      sets = new ArrayList<>(new LinkedHashSet<>(sets));
    }
  }

  List<Expression> keys() {
    return keys;
  }

  List<Set<Integer>> sets() {
    return sets;
  }

  /** Whether a mistake in a key was reported. */
  boolean isBroken() {
    return broken;
  }

  boolean isPlain() {
    return sets.size() == 1;
  }

  boolean hasKeyOfKind(dev.weir.ast.Expression.Kind kind) {
    return kinds.contains(kind);
  }

  private List<Set<Integer>> sets(GroupingElement element) {
    return switch (element.kind()) {
      case COLUMNS -> List.of(columns((GroupingElement.Columns) element));
      case ROLLUP -> {
        var parts = ((GroupingElement.Rollup) element).parts().stream().map(this::columns).toList();
        var all = new ArrayList<Set<Integer>>();
        for (int n = parts.size(); n >= 0; n--) {
          var set = new TreeSet<Integer>();
          parts.subList(0, n).forEach(set::addAll);
          all.add(set);
        }
        yield all;
      }
      case CUBE -> {
        var parts = ((GroupingElement.Cube) element).parts().stream().map(this::columns).toList();
        if (parts.size() > CUBE_MAX) {
          problems.error(
              BindError.OUT_OF_RANGE, element.span(), "CUBE takes at most " + CUBE_MAX + " keys");
          yield List.of(new TreeSet<>());
        }
        var all = new ArrayList<Set<Integer>>();
        for (int mask = (1 << parts.size()) - 1; mask >= 0; mask--) {
          var set = new TreeSet<Integer>();
          for (int i = 0; i < parts.size(); i++) {
            if ((mask >> (parts.size() - 1 - i) & 1) == 1) {
              set.addAll(parts.get(i));
            }
          }
          all.add(set);
        }
        yield all;
      }
      case SETS -> {
        var all = new ArrayList<Set<Integer>>();
        ((GroupingElement.Sets) element).sets().forEach(s -> all.addAll(sets(s)));
        yield all;
      }
    };
  }

  private static List<Set<Integer>> product(List<Set<Integer>> left, List<Set<Integer>> right) {
    var all = new ArrayList<Set<Integer>>();
    for (Set<Integer> l : left) {
      for (Set<Integer> r : right) {
        var set = new TreeSet<>(l);
        set.addAll(r);
        all.add(set);
      }
    }
    return all;
  }

  private Set<Integer> columns(GroupingElement.Columns element) {
    var set = new TreeSet<Integer>();
    for (var column : element.columns()) {
      var meant = meant(column);
      if (meant == null) {
        broken = true;
        continue;
      }
      kinds.add(meant.kind());
      int before = problems.count();
      Expression key = binder.bind(meant);
      if (problems.count() > before || Coercion.isNull(key)) {
        broken |= problems.count() > before;
        continue;
      }
      int at = keys.indexOf(key);
      if (at < 0) {
        at = keys.size();
        keys.add(key);
      }
      set.add(at);
    }
    return set;
  }

  /** An ordinal means an item of SELECT; a name that is no column of the input means an alias. */
  private dev.weir.ast.Expression meant(dev.weir.ast.Expression e) {
    if (e instanceof dev.weir.ast.Expression.IntegerLiteral literal) {
      int ordinal = literal.value().bitLength() < 31 ? literal.value().intValue() : 0;
      boolean plain = select.items().stream().allMatch(SelectItem.Value.class::isInstance);
      if (!plain || ordinal < 1 || ordinal > select.items().size()) {
        problems.error(
            BindError.ORDINAL,
            e.span(),
            plain
                ? "GROUP BY "
                    + literal.value()
                    + " is outside the SELECT list, which has "
                    + select.items().size()
                    + " items"
                : "an ordinal cannot be used with *");
        return null;
      }
      return ((SelectItem.Value) select.items().get(ordinal - 1)).value();
    }
    if (e instanceof dev.weir.ast.Expression.Column column && column.name().isSimple()) {
      if (problems.quietly(() -> rows.column(column)) == null) {
        for (SelectItem item : select.items()) {
          if (item instanceof SelectItem.Value value
              && value.alias().filter(a -> column.name().last().matches(a.text())).isPresent()) {
            return value.value();
          }
        }
      }
    }
    return e;
  }

  /** GROUPING(a, b): one bit per argument, 1 if the row's set does not group by it. */
  Expression function(Call call, Environment environment, Problems problems) {
    var at = new ArrayList<Integer>();
    for (var argument : call.values()) {
      int before = problems.count();
      Expression bound = new ExpressionBinder(environment).bind(argument);
      if (problems.count() > before) {
        return Binding.BROKEN;
      }
      int key = keys.indexOf(bound);
      if (key < 0) {
        problems.add(
            Diagnostic.error(
                    BindError.NOT_GROUPED,
                    argument.span(),
                    "GROUPING takes columns of GROUP BY only")
                .note("grouped: " + ExpressionText.of(keys)));
        return Binding.BROKEN;
      }
      at.add(key);
    }
    var conditions = new ArrayList<Expression>();
    var results = new ArrayList<Expression>();
    for (int i = 0; i < sets.size(); i++) {
      int bits = 0;
      for (int key : at) {
        bits = bits << 1 | (sets.get(i).contains(key) ? 0 : 1);
      }
      results.add(new Expression.Literal(bits, DataType.INTEGER));
      if (i < sets.size() - 1) {
        conditions.add(
            new Expression.Comparison(
                Expression.Comparison.Operator.EQUAL,
                new Expression.Column(SET_INDEX, DataType.INTEGER, false, "grouping_set"),
                new Expression.Literal(i, DataType.INTEGER)));
      }
    }
    return conditions.isEmpty() ? results.get(0) : ExpressionBinder.caseOf(conditions, results);
  }
}
