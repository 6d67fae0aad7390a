package dev.weir.ast;

/** Prints what stands in a FROM clause. */
final class RelationPrinter {
  final PatternPrinter patterns;
  private final Out out;
  private final QueryPrinter queries;

  RelationPrinter(Out out, QueryPrinter queries) {
    this.out = out;
    this.queries = queries;
    this.patterns = new PatternPrinter(out, queries);
  }

  void relation(Relation relation) {
    switch (relation.kind()) {
      case NAMED -> {
        var named = (Relation.Named) relation;
        out.name(named.name());
        named
            .systemTime()
            .ifPresent(
                time -> queries.expressions.value(out.text(" FOR SYSTEM_TIME AS OF "), time));
      }
      case SUBQUERY -> {
        var subquery = (Relation.Subquery) relation;
        out.text(subquery.lateral() ? "LATERAL " : "");
        queries.nested(subquery.query());
      }
      case WINDOW -> window((Relation.Window) relation);
      case LATE -> out.text("LATE(").name(((Relation.Late) relation).name()).text(")");
      case MERGE -> {
        out.text("MERGE(");
        queries.each(((Relation.Merge) relation).inputs(), this::relation);
        out.text(")");
      }
      case UNNEST -> {
        var unnest = (Relation.Unnest) relation;
        out.text("UNNEST(");
        queries.each(unnest.collections(), collection -> queries.expressions.any(out, collection));
        out.text(unnest.withOrdinality() ? ") WITH ORDINALITY" : ")");
      }
      case FUNCTION -> {
        var function = (Relation.Function) relation;
        out.name(function.name()).text("(");
        queries.each(
            function.arguments(),
            argument -> queries.expressions.argument(argument, ExpressionPrinter.ANY));
        out.text(")");
      }
      case ALIASED -> {
        var aliased = (Relation.Aliased) relation;
        item(aliased.relation());
        out.text(" AS ").name(aliased.alias().name());
        if (!aliased.alias().columns().isEmpty()) {
          out.text(" (").names(aliased.alias().columns()).text(")");
        }
      }
      case JOIN -> join((Join) relation);
      case MATCH_RECOGNIZE -> {
        var match = (MatchRecognize) relation;
        item(match.input());
        patterns.clauses(match);
      }
    }
  }

  /** A relation that something is attached to: joins in parentheses. */
  private void item(Relation relation) {
    if (relation instanceof Join) {
      out.text("(");
      relation(relation);
      out.text(")");
    } else {
      relation(relation);
    }
  }

  private void join(Join join) {
    relation(join.left());
    out.line();
    if (join.condition().isPresent() && join.condition().get() instanceof Join.Natural) {
      out.text("NATURAL ");
    }
    out.text(join.type() == Join.Type.INNER ? "JOIN " : join.type().name() + " JOIN ");
    item(join.right());
    join.condition()
        .ifPresent(
            condition -> {
              if (condition instanceof Join.On on) {
                queries.expressions.any(out.text(" ON "), on.condition());
              } else if (condition instanceof Join.Using using) {
                out.text(" USING (").names(using.columns()).text(")");
              }
            });
  }

  private void window(Relation.Window window) {
    out.text(window.window().name()).text("(");
    table(window.input());
    queries.expressions.partition(window.partitionBy());
    window.timeColumn().ifPresent(column -> out.text(", DESCRIPTOR(").name(column).text(")"));
    window.step().ifPresent(step -> queries.expressions.any(out.text(", "), step));
    queries.expressions.any(out.text(", "), window.size());
    window.offset().ifPresent(offset -> queries.expressions.any(out.text(", "), offset));
    window.timeZone().ifPresent(zone -> queries.expressions.value(out.text(", TIME ZONE "), zone));
    out.text(")");
  }

  /** A relation as an argument: {@code TABLE t}, {@code TABLE (query)}. */
  void table(Relation relation) {
    out.text("TABLE ");
    relation(relation);
  }
}
