package dev.weir.parser;

import dev.weir.ast.DataTypeNode;
import dev.weir.ast.IntervalUnit;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.grammar.WeirParser;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Builds data types and interval units. */
final class TypeBuilder {
  private static final BigInteger PARAMETER_MAX = BigInteger.valueOf(Integer.MAX_VALUE);

  private final Reading reading;

  TypeBuilder(Reading reading) {
    this.reading = reading;
  }

  DataTypeNode build(WeirParser.DataTypeContext ctx) {
    DataTypeNode type = head(ctx.dataTypeHead());
    int suffixes = ctx.dataTypeSuffix().size();
    if (!reading.down(suffixes, reading.span(ctx))) {
      suffixes = 0;
    }
    for (int i = 0; i < suffixes; i++) {
      type =
          new DataTypeNode.Array(
              type, reading.span(ctx.getStart(), ctx.dataTypeSuffix(i).getStop()));
    }
    reading.up(ctx.dataTypeSuffix().size());
    return type;
  }

  private DataTypeNode head(WeirParser.DataTypeHeadContext ctx) {
    Span span = reading.span(ctx);
    if (ctx instanceof WeirParser.NamedTypeContext named) {
      return named(named, span);
    }
    if (ctx instanceof WeirParser.ArrayTypeContext array) {
      return new DataTypeNode.Array(build(array.dataType()), span);
    }
    if (ctx instanceof WeirParser.MapTypeContext map) {
      return new DataTypeNode.Map(build(map.dataType(0)), build(map.dataType(1)), span);
    }
    if (ctx instanceof WeirParser.RowTypeContext row) {
      return new DataTypeNode.Row(Reading.each(row.rowField(), this::field), span);
    }
    if (ctx instanceof WeirParser.IntervalTypeContext interval) {
      return new DataTypeNode.Interval(
          Optional.ofNullable(interval.from).flatMap(unit -> IntervalUnit.named(unit.getText())),
          Optional.ofNullable(interval.to).flatMap(unit -> IntervalUnit.named(unit.getText())),
          span);
    }
    throw new AssertionError(ctx.getClass());
  }

  private DataTypeNode.Row.Field field(WeirParser.RowFieldContext ctx) {
    return new DataTypeNode.Row.Field(
        reading.identifier(ctx.identifier()), build(ctx.dataType()), ctx.NOT() != null);
  }

  private DataTypeNode named(WeirParser.NamedTypeContext ctx, Span span) {
    String name = reading.identifier(ctx.identifier()).text().toUpperCase(Locale.ROOT);
    if (ctx.VARYING() != null) {
      name = name.equals("BINARY") ? "VARBINARY" : "VARCHAR";
    }
    if (ctx.TIME() != null) {
      boolean zoned = ctx.WITH() != null;
      if (!name.equals("TIMESTAMP") && (zoned || !name.equals("TIME"))) {
        reading.error(SyntaxCode.TYPE, span, "only TIMESTAMP can be WITH TIME ZONE, not " + name);
      } else if (zoned) {
        name = "TIMESTAMP_LTZ";
      }
    }
    var parameters = new ArrayList<Integer>(2);
    for (TerminalNode number : ctx.INTEGER()) {
      parameters.add(parameter(number));
    }
    return new DataTypeNode.Named(name, List.copyOf(parameters), span);
  }

  private int parameter(TerminalNode number) {
    var value = new BigInteger(number.getText());
    if (value.compareTo(PARAMETER_MAX) > 0) {
      reading.error(
          SyntaxCode.TYPE,
          reading.span(number.getSymbol()),
          "the number " + value + " is too large for a type");
      return Integer.MAX_VALUE;
    }
    return value.intValue();
  }

  /** The unit of that name; reported if there is none. */
  Optional<IntervalUnit> unit(WeirParser.IdentifierContext ctx) {
    String word = reading.identifier(ctx).text();
    Optional<IntervalUnit> unit = IntervalUnit.named(word);
    if (unit.isEmpty()) {
      reading.report(
          Diagnostic.error(
                  SyntaxCode.UNIT, reading.span(ctx), "there is no unit of time \"" + word + "\"")
              .suggest(word, UNITS)
              .note(
                  "units: MILLISECOND, SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, YEAR, each also with an S")
              .build());
    }
    return unit;
  }

  private static final List<String> UNITS =
      List.of(
          "MILLISECOND",
          "SECOND",
          "MINUTE",
          "HOUR",
          "DAY",
          "WEEK",
          "MONTH",
          "YEAR",
          "MILLISECONDS",
          "SECONDS",
          "MINUTES",
          "HOURS",
          "DAYS",
          "WEEKS",
          "MONTHS",
          "YEARS");
}
