package dev.weir.bind;

import dev.weir.ast.DataTypeNode;
import dev.weir.ast.IntervalUnit;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.type.DataType;
import java.util.ArrayList;
import java.util.List;

/** Types as written to types as meant. */
final class TypeNames {
  private static final List<String> KNOWN =
      List.of(
          "BOOLEAN",
          "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "REAL",
          "DOUBLE",
          "DECIMAL",
          "VARCHAR",
          "CHAR",
          "STRING",
          "VARBINARY",
          "BYTES",
          "DATE",
          "TIME",
          "TIMESTAMP",
          "TIMESTAMP_LTZ",
          "INTERVAL",
          "ARRAY",
          "MAP",
          "ROW",
          "JSON");

  private final Problems problems;

  TypeNames(Problems problems) {
    this.problems = problems;
  }

  /** The type, or the NULL type if it was reported that there is none. */
  DataType resolve(DataTypeNode node) {
    return switch (node.kind()) {
      case NAMED -> named((DataTypeNode.Named) node);
      case ARRAY -> DataType.array(resolve(((DataTypeNode.Array) node).element()));
      case MAP -> {
        var map = (DataTypeNode.Map) node;
        yield DataType.map(resolve(map.key()), resolve(map.value()));
      }
      case ROW -> {
        var names = new ArrayList<String>();
        var types = new ArrayList<DataType>();
        for (var field : ((DataTypeNode.Row) node).fields()) {
          if (names.stream().anyMatch(field.name().text()::equalsIgnoreCase)) {
            problems.error(
                BindError.NAME_TWICE,
                field.name().span(),
                "field \"" + field.name().text() + "\" is declared twice");
          }
          names.add(field.name().text());
          types.add(resolve(field.type()));
        }
        yield DataType.row(names, types);
      }
      case INTERVAL -> {
        var interval = (DataTypeNode.Interval) node;
        boolean months =
            interval.from().filter(u -> u.months() > 0).isPresent()
                && interval.to().filter(u -> u.months() == 0).isEmpty();
        if (interval.from().filter(u -> u.months() > 0).isPresent() && !months) {
          problems.error(
              BindError.TYPE_NOT_FOUND,
              node.span(),
              "an interval has either years and months or days and smaller, not both",
              "INTERVAL YEAR TO MONTH or INTERVAL DAY TO SECOND");
        }
        yield months ? DataType.INTERVAL_YEAR_MONTH : DataType.INTERVAL_DAY_TIME;
      }
    };
  }

  static boolean isMonths(IntervalUnit unit) {
    return unit.months() > 0;
  }

  private DataType named(DataTypeNode.Named node) {
    List<Integer> given = node.parameters();
    int first = given.isEmpty() ? DataType.UNBOUNDED : given.get(0);
    int most =
        switch (node.name()) {
          case "DECIMAL", "NUMERIC", "DEC" -> 2;
          case "VARCHAR",
              "CHAR",
              "CHARACTER",
              "VARBINARY",
              "BINARY",
              "TIME",
              "TIMESTAMP",
              "TIMESTAMP_LTZ" ->
              1;
          case "FLOAT" -> 1;
          default -> 0;
        };
    DataType type =
        switch (node.name()) {
          case "BOOLEAN", "BOOL" -> DataType.BOOLEAN;
          case "TINYINT" -> DataType.TINYINT;
          case "SMALLINT", "INT2" -> DataType.SMALLINT;
          case "INTEGER", "INT", "INT4" -> DataType.INTEGER;
          case "BIGINT", "INT8" -> DataType.BIGINT;
          case "REAL", "FLOAT4" -> DataType.REAL;
          case "DOUBLE", "FLOAT8" -> DataType.DOUBLE;
          case "FLOAT" ->
              first != DataType.UNBOUNDED && first <= 24 ? DataType.REAL : DataType.DOUBLE;
          case "DECIMAL", "NUMERIC", "DEC" -> decimal(node);
          case "VARCHAR" -> length(node, DataType.varchar(first));
          case "CHAR", "CHARACTER" ->
              length(node, DataType.character(first == DataType.UNBOUNDED ? 1 : first));
          case "STRING", "TEXT" -> DataType.VARCHAR;
          case "VARBINARY", "BINARY", "BYTES", "BYTEA" -> DataType.VARBINARY;
          case "DATE" -> DataType.DATE;
          case "TIME" -> DataType.time(fraction(node));
          case "TIMESTAMP" -> DataType.timestamp(fraction(node));
          case "TIMESTAMP_LTZ", "TIMESTAMPTZ" -> DataType.timestampLtz(fraction(node));
          case "JSON" -> DataType.JSON;
          default -> null;
        };
    if (type == null) {
      problems.add(
          Diagnostic.error(
                  BindError.TYPE_NOT_FOUND,
                  node.span(),
                  "type \"" + node.span().text() + "\" does not exist")
              .suggest(node.name(), KNOWN)
              .note("types: " + String.join(", ", KNOWN)));
      return DataType.NULL;
    }
    if (given.size() > most) {
      problems.error(
          BindError.OUT_OF_RANGE,
          node.span(),
          "type "
              + node.name()
              + " takes "
              + (most == 0 ? "no parameters" : "at most " + most + " parameters"));
    }
    return type;
  }

  private DataType decimal(DataTypeNode.Named node) {
    List<Integer> given = node.parameters();
    int precision = given.isEmpty() ? DataType.MAX_DECIMAL_PRECISION : given.get(0);
    int scale = given.size() > 1 ? given.get(1) : given.isEmpty() ? 10 : 0;
    if (precision < 1
        || precision > DataType.MAX_DECIMAL_PRECISION
        || scale < 0
        || scale > precision) {
      problems.error(
          BindError.OUT_OF_RANGE,
          node.span(),
          "DECIMAL has 1 to "
              + DataType.MAX_DECIMAL_PRECISION
              + " digits, of which 0 to all after the point");
      return DataType.decimal(DataType.MAX_DECIMAL_PRECISION, 10);
    }
    return DataType.decimal(precision, scale);
  }

  private DataType length(DataTypeNode.Named node, DataType type) {
    if (!node.parameters().isEmpty() && node.parameters().get(0) < 1) {
      problems.error(BindError.OUT_OF_RANGE, node.span(), "a length is at least 1");
      return DataType.VARCHAR;
    }
    return type;
  }

  private int fraction(DataTypeNode.Named node) {
    if (node.parameters().isEmpty()) {
      return 6;
    }
    int precision = node.parameters().get(0);
    if (precision > 6) {
      problems.error(
          BindError.OUT_OF_RANGE,
          node.span(),
          "times have at most 6 fraction digits (microseconds), not " + precision,
          node.name() + "(6)");
      return 6;
    }
    return precision;
  }
}
