package dev.weir.ast;

import java.util.List;
import java.util.function.Consumer;

/** Prints queries and their clauses. */
final class QueryPrinter {
  /** A subquery up to this long stays in its line. */
  private static final int FLAT_MAX = 72;

  final ExpressionPrinter expressions;
  final RelationPrinter relations;
  private final Out out;

  QueryPrinter(Out out) {
    this.out = out;
    this.expressions = new ExpressionPrinter(out, this);
    this.relations = new RelationPrinter(out, this);
  }

  /** Any node that is no statement. */
  void node(Node node) {
    if (node instanceof Query query) {
      query(query);
    } else if (node instanceof QueryBody body) {
      body(body);
    } else if (node instanceof Expression expression) {
      expressions.any(out, expression);
    } else if (node instanceof Relation relation) {
      relations.relation(relation);
    } else if (node instanceof RowPattern pattern) {
      relations.patterns.pattern(pattern);
    } else if (node instanceof DataTypeNode type) {
      expressions.type(type);
    } else if (node instanceof SelectItem item) {
      selectItem(item);
    } else if (node instanceof SortItem item) {
      sortItem(item);
    } else if (node instanceof GroupingElement element) {
      grouping(element);
    } else if (node instanceof Over over) {
      expressions.over(over);
    } else if (node instanceof Argument argument) {
      expressions.argument(argument, ExpressionPrinter.ANY);
    } else if (node instanceof Emit emit) {
      emit(emit);
    } else if (node instanceof Identifier name) {
      out.name(name);
    } else if (node instanceof QualifiedName name) {
      out.name(name);
    } else {
      throw new IllegalArgumentException("no text of its own: " + node.getClass().getSimpleName());
    }
  }

  /** A query in parentheses, in one line if it is short. */
  void nested(Query query) {
    if (out.isFlat()) {
      out.text("(");
      query(query);
      out.text(")");
      return;
    }
    String flat = SqlPrinter.printFlat(query);
    if (flat.length() <= FLAT_MAX) {
      out.text("(").text(flat).text(")");
      return;
    }
    out.text("(").indent().line();
    query(query);
    out.outdent().line().text(")");
  }

  void query(Query query) {
    if (!query.with().isEmpty()) {
      out.text(query.recursive() ? "WITH RECURSIVE " : "WITH ");
      each(
          query.with(),
          table -> {
            out.name(table.name());
            if (!table.columns().isEmpty()) {
              out.text(" (").names(table.columns()).text(")");
            }
            out.text(" AS ");
            nested(table.query());
          });
      out.line();
    }
    body(query.body());
    if (!query.orderBy().isEmpty()) {
      out.line().text("ORDER BY ");
      each(query.orderBy(), this::sortItem);
    }
    if (!query.withTies()) {
      query.limit().ifPresent(limit -> expressions.value(out.line().text("LIMIT "), limit));
    }
    query.offset().ifPresent(offset -> expressions.value(out.line().text("OFFSET "), offset));
    if (query.withTies()) {
      query.limit().ifPresent(limit -> expressions.value(out.line().text("FETCH FIRST "), limit));
      out.text(" ROWS WITH TIES");
    }
    query
        .emit()
        .ifPresent(
            emit -> {
              out.line();
              emit(emit);
            });
    options(query.options());
  }

  void options(List<Option> options) {
    if (!options.isEmpty()) {
      out.text(" WITH (");
      each(options, option -> out.string(option.key()).text(" = ").string(option.value()));
      out.text(")");
    }
  }

  private void emit(Emit emit) {
    out.text("EMIT");
    emit.mode().ifPresent(mode -> out.text(" ").text(mode.name().replace('_', ' ')));
    emit.every().ifPresent(every -> expressions.value(out.text(" "), every));
    emit.allowedLateness()
        .ifPresent(lateness -> expressions.value(out.text(" ALLOW LATENESS "), lateness));
  }

  private void body(QueryBody body) {
    switch (body.kind()) {
      case SELECT -> select((QueryBody.Select) body);
      case VALUES -> {
        out.text("VALUES ");
        each(
            ((QueryBody.Values) body).rows(),
            row -> {
              out.text("(");
              each(row.values(), value -> expressions.any(out, value));
              out.text(")");
            });
      }
      case TABLE -> out.text("TABLE ").name(((QueryBody.Table) body).name());
      case SET_OPERATION -> setOperation((QueryBody.SetOperation) body);
      case NESTED -> nested(((QueryBody.Nested) body).query());
    }
  }

  private void setOperation(QueryBody.SetOperation operation) {
    for (int i = 0; i < operation.inputs().size(); i++) {
      if (i > 0) {
        out.line().text(operation.operator().name()).text(operation.all() ? " ALL" : "").line();
      }
      QueryBody input = operation.inputs().get(i);
      boolean bindsTighter =
          input instanceof QueryBody.SetOperation inner
              && inner.operator() == QueryBody.SetOperation.Operator.INTERSECT
              && operation.operator() != QueryBody.SetOperation.Operator.INTERSECT;
      if (input instanceof QueryBody.SetOperation && !bindsTighter) {
        nested(Query.of(input));
      } else {
        body(input);
      }
    }
  }

  private void select(QueryBody.Select select) {
    out.text(select.distinct() ? "SELECT DISTINCT " : "SELECT ");
    each(select.items(), this::selectItem);
    if (!select.from().isEmpty()) {
      out.line().text("FROM ");
      each(select.from(), relations::relation);
    }
    select.where().ifPresent(where -> expressions.any(out.line().text("WHERE "), where));
    if (!select.groupBy().isEmpty()) {
      out.line().text(select.groupDistinct() ? "GROUP BY DISTINCT " : "GROUP BY ");
      each(select.groupBy(), this::grouping);
    }
    select.having().ifPresent(having -> expressions.any(out.line().text("HAVING "), having));
    if (!select.windows().isEmpty()) {
      out.line().text("WINDOW ");
      each(
          select.windows(),
          window -> {
            out.name(window.name()).text(" AS ");
            expressions.over(window.window());
          });
    }
    select.qualify().ifPresent(qualify -> expressions.any(out.line().text("QUALIFY "), qualify));
  }

  private void selectItem(SelectItem item) {
    if (item instanceof SelectItem.Value value) {
      expressions.any(out, value.value());
      value.alias().ifPresent(alias -> out.text(" AS ").name(alias));
    } else if (item instanceof SelectItem.AllColumns all) {
      all.qualifier().ifPresent(qualifier -> out.name(qualifier).text("."));
      out.text("*");
    }
  }

  void sortItem(SortItem item) {
    expressions.any(out, item.key());
    out.text(item.descending() ? " DESC" : "");
    item.nulls().ifPresent(nulls -> out.text(" NULLS ").text(nulls.name()));
  }

  private void grouping(GroupingElement element) {
    switch (element.kind()) {
      case COLUMNS -> {
        List<Expression> columns = ((GroupingElement.Columns) element).columns();
        out.text(columns.size() == 1 ? "" : "(");
        each(columns, column -> expressions.any(out, column));
        out.text(columns.size() == 1 ? "" : ")");
      }
      case ROLLUP -> groupingList("ROLLUP (", ((GroupingElement.Rollup) element).parts());
      case CUBE -> groupingList("CUBE (", ((GroupingElement.Cube) element).parts());
      case SETS -> groupingList("GROUPING SETS (", ((GroupingElement.Sets) element).sets());
    }
  }

  private void groupingList(String words, List<? extends GroupingElement> elements) {
    out.text(words);
    each(elements, this::grouping);
    out.text(")");
  }

  /** Prints each with a comma between two. */
  <T> void each(List<? extends T> nodes, Consumer<T> printer) {
    for (int i = 0; i < nodes.size(); i++) {
      out.text(i == 0 ? "" : ", ");
      printer.accept(nodes.get(i));
    }
  }
}
