package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A data type as written; what it means is decided later. */
public sealed interface DataTypeNode extends Node {
  /** Which record this is. */
  enum Kind {
    NAMED,
    ARRAY,
    MAP,
    ROW,
    INTERVAL
  }

  /** Which record this is. */
  Kind kind();

  /**
   * {@code NAME}, {@code NAME(p)} or {@code NAME(p, s)}.
   *
   * @param name in upper case and one word: {@code DOUBLE PRECISION} is {@code DOUBLE}, {@code CHARACTER VARYING} is {@code
   *     VARCHAR}, {@code BINARY VARYING} is {@code VARBINARY}, {@code TIMESTAMP WITH LOCAL TIME ZONE} is {@code
   *     TIMESTAMP_LTZ}, {@code WITHOUT TIME ZONE} vanishes. Any other name stands as written: whether it exists is not decided here.
   */
  record Named(String name, List<Integer> parameters, Span span) implements DataTypeNode {
    /** Copies the parameters. */
    public Named {
      name = name.toUpperCase(Locale.ROOT);
      parameters = List.copyOf(parameters);
    }

    @Override
    public Kind kind() {
      return Kind.NAMED;
    }

    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /** {@code ARRAY<T>}, {@code T ARRAY} or {@code T[]}. */
  record Array(DataTypeNode element, Span span) implements DataTypeNode {
    @Override
    public Kind kind() {
      return Kind.ARRAY;
    }

    @Override
    public List<Node> children() {
      return Children.of(element);
    }
  }

  /** {@code MAP<K, V>}. */
  record Map(DataTypeNode key, DataTypeNode value, Span span) implements DataTypeNode {
    @Override
    public Kind kind() {
      return Kind.MAP;
    }

    @Override
    public List<Node> children() {
      return Children.of(key, value);
    }
  }

  /** {@code ROW<name T, ...>} or {@code ROW(name T, ...)}. */
  record Row(List<Field> fields, Span span) implements DataTypeNode {
    /** One field. */
    public record Field(Identifier name, DataTypeNode type, boolean notNull) {}

    /** Copies the fields. */
    public Row {
      fields = List.copyOf(fields);
    }

    @Override
    public Kind kind() {
      return Kind.ROW;
    }

    @Override
    public List<Node> children() {
      var nodes = new ArrayList<Node>();
      for (Field field : fields) {
        nodes.add(field.name());
        nodes.add(field.type());
      }
      return nodes;
    }
  }

  /** {@code INTERVAL}, {@code INTERVAL DAY} or {@code INTERVAL DAY TO SECOND}; {@code to} only with {@code from}. */
  record Interval(Optional<IntervalUnit> from, Optional<IntervalUnit> to, Span span)
      implements DataTypeNode {
    @Override
    public Kind kind() {
      return Kind.INTERVAL;
    }

    @Override
    public List<Node> children() {
      return List.of();
    }
  }
}
