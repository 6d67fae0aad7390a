package dev.weir.parser;

import dev.weir.ast.Expression;
import dev.weir.ast.Identifier;
import dev.weir.ast.QualifiedName;
import dev.weir.ast.Relation;
import dev.weir.diagnostic.Diagnostic;
import dev.weir.diagnostic.Span;
import dev.weir.grammar.WeirParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sorts out the arguments of window table functions, by place or by name. */
final class WindowBuilder {
  private final Reading reading;

  WindowBuilder(Reading reading) {
    this.reading = reading;
  }

  /** The window function of that name. */
  static Optional<Relation.WindowKind> kind(QualifiedName name) {
    for (Relation.WindowKind kind : Relation.WindowKind.values()) {
      if (RelationBuilder.isWord(name, kind.name())) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** What has been said so far. */
  private static final class Parts {
    Relation input;
    List<Expression> partitionBy = List.of();
    Identifier timeColumn;
    Expression step;
    Expression size;
    Expression offset;
    Expression timeZone;
  }

  Relation build(Relation.WindowKind kind, WeirParser.CallContext ctx, Span span) {
    var parts = new Parts();
    var lengths = new ArrayList<WeirParser.ExpressionContext>();
    for (WeirParser.ArgumentContext argument : ctx.argument()) {
      read(kind, argument, parts, lengths);
    }
    int next = 0;
    if (kind.hasStep() && parts.step == null && next < lengths.size()) {
      parts.step = reading.expressions.build(lengths.get(next++));
    }
    if (parts.size == null && next < lengths.size()) {
      parts.size = reading.expressions.build(lengths.get(next++));
    }
    if (parts.offset == null && next < lengths.size()) {
      parts.offset = reading.expressions.build(lengths.get(next++));
    }
    String missing =
        parts.input == null
            ? "a stream or table"
            : kind.hasStep() && parts.step == null
                ? "a " + kind.stepName()
                : parts.size == null ? "a " + kind.sizeName() : null;
    if (missing != null || next < lengths.size()) {
      String headline =
          missing != null ? kind + " lacks " + missing : kind + " has an argument too many";
      Span place = missing != null ? span : reading.span(lengths.get(next));
      reading.report(
          Diagnostic.error(SyntaxCode.TABLE_FUNCTION, place, headline).note(usage(kind)).build());
      return RelationBuilder.nothing(span);
    }
    return new Relation.Window(
        kind,
        parts.input,
        parts.partitionBy,
        Optional.ofNullable(parts.timeColumn),
        Optional.ofNullable(parts.step),
        parts.size,
        Optional.ofNullable(parts.offset),
        Optional.ofNullable(parts.timeZone),
        span);
  }

  private void read(
      Relation.WindowKind kind,
      WeirParser.ArgumentContext argument,
      Parts parts,
      List<WeirParser.ExpressionContext> lengths) {
    WeirParser.ArgumentValueContext value = argument.argumentValue();
    Span span = reading.span(argument);
    if (value instanceof WeirParser.DescriptorArgumentContext descriptor) {
      if (parts.timeColumn != null || descriptor.identifier().size() != 1) {
        reading.error(
            SyntaxCode.TABLE_FUNCTION, span, kind + " takes one time column: DESCRIPTOR(ts)");
      }
      parts.timeColumn = reading.identifier(descriptor.identifier(0));
    } else if (value instanceof WeirParser.TimeZoneArgumentContext zone) {
      if (parts.timeZone != null) {
        reading.error(SyntaxCode.TABLE_FUNCTION, span, "the time zone is said twice");
      }
      parts.timeZone = reading.expressions.value(zone.value());
    } else if (value instanceof WeirParser.TableArgumentContext table) {
      input(parts, reading.relations.of(table), table.expression(), span);
    } else if (value instanceof WeirParser.ValueArgumentContext plain) {
      if (plain.identifier() != null) {
        reading.error(
            SyntaxCode.TABLE_FUNCTION,
            reading.span(plain.identifier()),
            "only arguments of MERGE have an alias");
      }
      if (argument.identifier() != null) {
        named(kind, argument, plain, parts);
      } else if (parts.input == null || plain.PARTITION() != null) {
        input(parts, reading.relations.of(plain.expression(0)), plain.expression(1), span);
      } else {
        lengths.add(plain.expression(0));
      }
    } else {
      reading.error(SyntaxCode.TABLE_FUNCTION, span, kind + " takes no *");
    }
  }

  private void input(
      Parts parts, Relation input, WeirParser.ExpressionContext partition, Span span) {
    if (parts.input != null) {
      reading.error(
          SyntaxCode.TABLE_FUNCTION,
          span,
          "a window has one input; put several together with MERGE or UNION ALL");
    }
    parts.input = input;
    parts.partitionBy = partition == null ? List.of() : reading.relations.partition(partition);
  }

  private void named(
      Relation.WindowKind kind,
      WeirParser.ArgumentContext argument,
      WeirParser.ValueArgumentContext plain,
      Parts parts) {
    String name = reading.identifier(argument.identifier()).text();
    String word = name.toLowerCase(Locale.ROOT);
    if (word.equals("data") || word.equals("input")) {
      input(
          parts,
          reading.relations.of(plain.expression(0)),
          plain.expression(1),
          reading.span(argument));
      return;
    }
    Expression length = reading.expressions.build(plain.expression(0));
    if (word.equals(kind.sizeName())) {
      parts.size = length;
    } else if (kind.hasStep() && word.equals(kind.stepName())) {
      parts.step = length;
    } else if (word.equals("offset")) {
      parts.offset = length;
    } else {
      var names = new ArrayList<>(List.of("data", "timecol", kind.sizeName(), "offset"));
      if (kind.hasStep()) {
        names.add(kind.stepName());
      }
      reading.report(
          Diagnostic.error(
                  SyntaxCode.TABLE_FUNCTION,
                  reading.span(argument.identifier()),
                  kind + " has no argument \"" + name + "\"")
              .suggest(name, names)
              .note(usage(kind))
              .build());
    }
  }

  /** How the function is called, for messages. */
  private static String usage(Relation.WindowKind kind) {
    String partition =
        kind == Relation.WindowKind.SESSION || kind.ofRows()
            ? "[TABLE] t [PARTITION BY k]"
            : "[TABLE] t";
    String time = kind.ofRows() ? "" : ", [DESCRIPTOR(ts),]";
    String step = kind.hasStep() ? ", " + kind.stepName() : "";
    String usage = kind + "(" + partition + time + step + ", " + kind.sizeName() + " [, offset])";
    return "usage: " + usage.replace(",], ", ",] ");
  }
}
