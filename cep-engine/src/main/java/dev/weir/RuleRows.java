package dev.weir;

import dev.weir.expression.Expression;
import dev.weir.plan.LogicalPlan;
import dev.weir.type.Column;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import java.util.ArrayList;

/** The rows of a rule that inserts nowhere: its name comes first. */
final class RuleRows {
  private RuleRows() {}

  static LogicalPlan withName(String rule, LogicalPlan plan) {
    var expressions = new ArrayList<Expression>();
    expressions.add(new Expression.Literal(rule, DataType.VARCHAR));
    var columns = plan.schema().columns();
    for (int i = 0; i < columns.size(); i++) {
      var column = columns.get(i);
      expressions.add(new Expression.Column(i, column.type(), column.nullable(), column.name()));
    }
    var name = new Column("rule", DataType.VARCHAR, false, Column.Role.PLAIN);
    return new LogicalPlan.Project(plan, expressions, Schema.of(name).concat(plan.schema()));
  }
}
