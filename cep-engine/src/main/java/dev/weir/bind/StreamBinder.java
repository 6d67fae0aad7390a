package dev.weir.bind;

import dev.weir.ast.BinaryOperator;
import dev.weir.ast.Identifier;
import dev.weir.ast.Option;
import dev.weir.ast.Statement;
import dev.weir.ast.TableElement;
import dev.weir.catalog.StreamDefinition;
import dev.weir.catalog.StreamPlan;
import dev.weir.connector.ConnectorException;
import dev.weir.connector.Connectors;
import dev.weir.connector.Options;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.expression.Expression;
import dev.weir.plan.ConstantFolding;
import dev.weir.plan.Expressions;
import dev.weir.plan.LogicalPlan;
import dev.weir.type.Column;
import dev.weir.type.Column.Role;
import dev.weir.type.DataType;
import dev.weir.type.Schema;
import dev.weir.type.TypeKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** CREATE STREAM: columns, computed columns, watermark, options. */
final class StreamBinder {
  private final Binding context;
  private final Problems problems;
  private final Statement.CreateRelation statement;
  private final List<Column> columns = new ArrayList<>();
  private final List<Column> physical = new ArrayList<>();
  private final List<Expression> values = new ArrayList<>();

  StreamBinder(Binding context, Statement.CreateRelation statement) {
    this.context = context;
    this.problems = context.problems;
    this.statement = statement;
  }

  /** The stream; meaningless if mistakes were reported. */
  StreamPlan bind() {
    for (TableElement element : statement.elements()) {
      if (element instanceof TableElement.Column column) {
        physical(column);
      }
    }
    declared();
    Optional<StreamDefinition.Watermark> watermark = watermark();
    if (physical.isEmpty()) {
      problems.error(
          BindError.COLUMN_COUNT,
          statement.name().span(),
          "stream \"" + statement.name() + "\" has no column to read",
          "CREATE STREAM " + statement.name() + " (message VARCHAR)");
    }
    var given = new LinkedHashMap<String, String>();
    for (Option option : statement.options()) {
      if (given.keySet().stream().anyMatch(option.key()::equalsIgnoreCase)) {
        problems.error(
            BindError.NAME_TWICE, option.keySpan(), "option '" + option.key() + "' is given twice");
      }
      given.put(option.key(), option.value());
    }
    var options = new Options(given);
    boolean bounded = options(options);
    var definition =
        new StreamDefinition(
            statement.name().last().text(), new Schema(columns), watermark, options, bounded);
    return new StreamPlan(definition, new Schema(physical), values);
  }

  // ---- columns

  private void physical(TableElement.Column column) {
    DataType type = context.types.resolve(column.type());
    if (column.primaryKey()) {
      problems.error(
          BindError.NOT_POSSIBLE,
          column.span(),
          "a stream has no PRIMARY KEY, a table has; tables are not built yet");
    }
    column.defaultValue().ifPresent(d -> problems.notBuilt(d, "DEFAULT of a column"));
    physical.add(new Column(column.name().text(), type, !column.notNull(), Role.PLAIN));
  }

  /** All columns in order of declaration; a computed one may use those declared before it. */
  private void declared() {
    int read = 0;
    for (TableElement element : statement.elements()) {
      if (element instanceof TableElement.Column column) {
        checkName(column.name());
        Column c = physical.get(read);
        columns.add(c);
        values.add(new Expression.Column(read, c.type(), c.nullable(), c.name()));
        read++;
      } else if (element instanceof TableElement.ComputedColumn computed) {
        checkName(computed.name());
        Expression value = computed(computed);
        Role role =
            value instanceof Expression.Call call && call.function().name().equals("PROCTIME")
                ? Role.PROCESSING_TIME
                : Role.PLAIN;
        columns.add(new Column(computed.name().text(), value.type(), value.nullable(), role));
        values.add(value);
      } else if (element instanceof TableElement.PrimaryKey key) {
        problems.error(
            BindError.NOT_POSSIBLE,
            key.span(),
            "a stream has no PRIMARY KEY, a table has; tables are not built yet");
      }
    }
  }

  private void checkName(Identifier name) {
    if (columns.stream().anyMatch(c -> c.name().equalsIgnoreCase(name.text()))) {
      problems.error(
          BindError.NAME_TWICE, name.span(), "column \"" + name.text() + "\" is declared twice");
    }
  }

  /** Over the physical columns: columns computed before are replaced by what computes them. */
  private Expression computed(TableElement.ComputedColumn computed) {
    var visible = new ArrayList<Scope.Item>();
    var all = new ArrayList<>(columns);
    for (int i = 0; i < columns.size(); i++) {
      visible.add(new Scope.Item(statement.name().last().text(), columns.get(i), i));
    }
    var inlined = new ArrayList<>(values);
    int next = 0;
    for (Column column : physical) {
      // Physical columns that are declared after this one are known too.
      if (columns.stream().noneMatch(c -> c.name().equals(column.name()))) {
        visible.add(new Scope.Item(statement.name().last().text(), column, all.size()));
        all.add(column);
        inlined.add(new Expression.Column(next, column.type(), column.nullable(), column.name()));
      }
      next++;
    }
    var rel = Rel.of(new LogicalPlan.Values(new Schema(all), List.of()), new Scope(visible, false));
    int before = problems.count();
    Expression value =
        new ExpressionBinder(new RowEnvironment(context, rel, "a computed column", true))
            .bind(computed.value());
    if (problems.count() > before) {
      return Binding.BROKEN;
    }
    Expression solid =
        Coercion.isNull(value) ? new Expression.Literal(null, DataType.VARCHAR) : value;
    return ConstantFolding.fold(Expressions.inline(solid, inlined));
  }

  // ---- time

  private Optional<StreamDefinition.Watermark> watermark() {
    StreamDefinition.Watermark found = null;
    for (TableElement element : statement.elements()) {
      if (element instanceof TableElement.Watermark watermark) {
        if (found != null) {
          problems.error(
              BindError.WATERMARK,
              watermark.span(),
              "a stream has one WATERMARK, this is the second");
          continue;
        }
        found = watermark(watermark);
      }
    }
    return Optional.ofNullable(found);
  }

  private StreamDefinition.Watermark watermark(TableElement.Watermark node) {
    int column = -1;
    for (int i = 0; i < columns.size(); i++) {
      column = node.column().matches(columns.get(i).name()) ? i : column;
    }
    List<String> names = columns.stream().map(Column::name).toList();
    if (column < 0) {
      problems.add(
          Diagnostic.error(
                  BindError.COLUMN_NOT_FOUND,
                  node.column().span(),
                  "column \""
                      + node.column().text()
                      + "\" does not exist in stream \""
                      + statement.name()
                      + "\"")
              .suggest(node.column().text(), names)
              .note("columns: " + String.join(", ", names)));
      return null;
    }
    Column c = columns.get(column);
    if (!c.type().kind().isTimestamp() || c.role() == Role.PROCESSING_TIME) {
      if (c.type().kind() != TypeKind.NULL) {
        problems.error(
            BindError.TIME_COLUMN,
            node.column().span(),
            c.role() == Role.PROCESSING_TIME
                ? "processing time has no WATERMARK"
                : "the time column \""
                    + c.name()
                    + "\" is "
                    + c.type()
                    + ", it must be a TIMESTAMP",
            c.role() == Role.PROCESSING_TIME
                ? "leave the WATERMARK out"
                : c.type().kind().isNumeric()
                    ? "event_time AS TO_TIMESTAMP("
                        + c.name()
                        + "), WATERMARK FOR event_time AS event_time - INTERVAL '5' SECOND"
                    : c.name() + " TIMESTAMP(3)");
      }
      return null;
    }
    columns.set(column, new Column(c.name(), c.type(), false, Role.EVENT_TIME));
    return bound(node, c.name())
        .map(b -> new StreamDefinition.Watermark(at(c.name()), b))
        .orElse(null);
  }

  private int at(String name) {
    return new Schema(columns).indexOf(name);
  }

  /** The disorder that {@code c - INTERVAL ...} waits for; {@code c} alone is none. */
  private Optional<Long> bound(TableElement.Watermark node, String column) {
    if (isColumn(node.value(), node.column())) {
      return Optional.of(0L);
    }
    if (node.value() instanceof dev.weir.ast.Expression.Binary minus
        && minus.operator() == BinaryOperator.SUBTRACT
        && isColumn(minus.left(), node.column())) {
      var nothing = Rel.of(Rel.failed().plan(), new Scope(List.of(), false));
      Optional<Object> bound =
          new ExpressionBinder(new RowEnvironment(context, nothing, "WATERMARK"))
              .constant(minus.right(), DataType.INTERVAL_DAY_TIME, "the bound of a WATERMARK");
      if (bound.isPresent() && (Long) bound.get() < 0) {
        problems.error(
            BindError.WATERMARK, minus.right().span(), "the bound of a WATERMARK is not negative");
        return Optional.empty();
      }
      return bound.map(b -> (Long) b);
    }
    problems.error(
        BindError.WATERMARK,
        node.value().span(),
        "a WATERMARK is its column minus an interval",
        "WATERMARK FOR " + column + " AS " + column + " - INTERVAL '5' SECOND");
    return Optional.empty();
  }

  private static boolean isColumn(dev.weir.ast.Expression e, Identifier column) {
    return e instanceof dev.weir.ast.Expression.Column c
        && c.name().isSimple()
        && (c.name().last().matches(column.text()) || column.matches(c.name().last().text()));
  }

  // ---- options

  /** Checks the WITH clause. @return whether the stream comes to an end by itself */
  private boolean options(Options options) {
    if (statement.options().isEmpty()) {
      return false;
    }
    boolean inEngine =
        options.find("connector").isEmpty()
            && statement.options().stream()
                .allMatch(
                    o ->
                        Connectors.COMMON.stream()
                            .anyMatch(c -> c.name().equalsIgnoreCase(o.key())));
    if (inEngine) {
      return false;
    }
    List<Connectors.Problem> found = context.connectors.check(options);
    for (Connectors.Problem problem : found) {
      var diagnostic = Diagnostic.error(code(problem), place(problem), problem.message());
      problem.suggestion().ifPresent(s -> diagnostic.label("did you mean '" + s + "'?"));
      if (problem.option().equals("connector")) {
        diagnostic.note(
            "connectors: " + String.join(", ", context.connectors.connectors().keySet()));
      } else if (problem.option().equals("format")) {
        diagnostic.note("formats: " + String.join(", ", context.connectors.formats().keySet()));
      }
      problems.add(diagnostic);
    }
    if (!found.isEmpty()) {
      return false;
    }
    try {
      return context.connectors.connector(options.require("connector")).isBounded(options);
    } catch (ConnectorException e) {
      problems.error(BindError.OPTION_VALUE, optionSpan(e.getMessage()), e.getMessage());
      return false;
    }
  }

  private static BindError code(Connectors.Problem problem) {
    if (problem.isMissing()) {
      return BindError.OPTION_VALUE;
    }
    return problem.option().equals("connector")
        ? BindError.CONNECTOR_NOT_FOUND
        : BindError.OPTION_NOT_KNOWN;
  }

  private Span place(Connectors.Problem problem) {
    boolean value = problem.option().equals("connector") || problem.option().equals("format");
    for (Option option : statement.options()) {
      if (option.key().equalsIgnoreCase(problem.option())) {
        return value ? option.valueSpan() : option.keySpan();
      }
    }
    return statement
        .options()
        .get(0)
        .span()
        .to(statement.options().get(statement.options().size() - 1).span());
  }

  /** The option that a message names. */
  private Span optionSpan(String message) {
    for (Option option : statement.options()) {
      if (message.contains("'" + option.key() + "'")) {
        return option.span();
      }
    }
    return statement.name().span();
  }
}
