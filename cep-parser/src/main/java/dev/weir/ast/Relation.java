package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/** What may stand in a {@code FROM} clause. */
public sealed interface Relation extends Node
    permits Join,
        MatchRecognize,
        Relation.Aliased,
        Relation.Function,
        Relation.Late,
        Relation.Merge,
        Relation.Named,
        Relation.Subquery,
        Relation.Unnest,
        Relation.Window {
  /** Which record this is. */
  enum Kind {
    NAMED,
    SUBQUERY,
    WINDOW,
    LATE,
    MERGE,
    UNNEST,
    FUNCTION,
    ALIASED,
    JOIN,
    MATCH_RECOGNIZE
  }

  /** Which record this is. */
  Kind kind();

  /** A stream, table, view or named query; {@code FOR SYSTEM_TIME AS OF systemTime} for a version of a table. */
  record Named(QualifiedName name, Optional<Expression> systemTime, Span span) implements Relation {
    @Override
    public Kind kind() {
      return Kind.NAMED;
    }

    @Override
    public List<Node> children() {
      return Children.of(name, systemTime);
    }
  }

  /** {@code [LATERAL] (query)}, {@code (VALUES ...)} included. */
  record Subquery(boolean lateral, Query query, Span span) implements Relation {
    @Override
    public Kind kind() {
      return Kind.SUBQUERY;
    }

    @Override
    public List<Node> children() {
      return Children.of(query);
    }
  }

  /** The window table functions, with the names of what they take. */
  enum WindowKind {
    TUMBLE,
    HOP,
    CUMULATE,
    SESSION,
    SLIDE,
    TUMBLE_ROWS,
    HOP_ROWS;

    /** Whether there is a second length: the slide of HOP and HOP_ROWS, the step of CUMULATE. */
    public boolean hasStep() {
      return this == HOP || this == CUMULATE || this == HOP_ROWS;
    }

    /** Whether windows are counted in rows. */
    public boolean ofRows() {
      return this == TUMBLE_ROWS || this == HOP_ROWS;
    }

    /** How the second length is called in messages and as a named argument. */
    public String stepName() {
      return this == CUMULATE ? "step" : "slide";
    }

    /** How the length is called in messages and as a named argument. */
    public String sizeName() {
      return this == SESSION ? "gap" : "size";
    }
  }

  /**
   * A window table function, such as {@code HOP(TABLE t PARTITION BY k, DESCRIPTOR(ts), slide, size, offset)}.
   *
   * @param timeColumn from {@code DESCRIPTOR}; empty means the event time of the input
   * @param step the slide or step; present exactly if {@link WindowKind#hasStep}
   * @param size the size, or the gap of a session, or a number of rows
   * @param offset a shift of all windows
   * @param timeZone in which days and longer are counted
   */
  record Window(
      WindowKind window,
      Relation input,
      List<Expression> partitionBy,
      Optional<Identifier> timeColumn,
      Optional<Expression> step,
      Expression size,
      Optional<Expression> offset,
      Optional<Expression> timeZone,
      Span span)
      implements Relation {
    /** Copies the list and checks the step. */
    public Window {
      partitionBy = List.copyOf(partitionBy);
      if (step.isPresent() != window.hasStep()) {
        throw new IllegalArgumentException(window + " with step: " + step.isPresent());
      }
    }

    @Override
    public Kind kind() {
      return Kind.WINDOW;
    }

    @Override
    public List<Node> children() {
      return Children.of(input, partitionBy, timeColumn, step, size, offset, timeZone);
    }
  }

  /** {@code LATE(stream)}: the events of a stream that came behind its watermark. */
  record Late(QualifiedName name, Span span) implements Relation {
    @Override
    public Kind kind() {
      return Kind.LATE;
    }

    @Override
    public List<Node> children() {
      return Children.of(name);
    }
  }

  /** {@code MERGE(a, b, ...)}: rows of several relations in one order of time, columns by name. */
  record Merge(List<Relation> inputs, Span span) implements Relation {
    /** Copies the inputs. */
    public Merge {
      inputs = List.copyOf(inputs);
    }

    @Override
    public Kind kind() {
      return Kind.MERGE;
    }

    @Override
    public List<Node> children() {
      return Children.of(inputs);
    }
  }

  /** {@code UNNEST(array, ...) [WITH ORDINALITY]}. */
  record Unnest(List<Expression> collections, boolean withOrdinality, Span span)
      implements Relation {
    /** Copies the list. */
    public Unnest {
      collections = List.copyOf(collections);
    }

    @Override
    public Kind kind() {
      return Kind.UNNEST;
    }

    @Override
    public List<Node> children() {
      return Children.of(collections);
    }
  }

  /** Any other table function, {@code f(...)}, {@code TABLE(f(...))} or {@code LATERAL TABLE(f(...))}; it may see relations to its left. */
  record Function(QualifiedName name, List<Argument> arguments, Span span) implements Relation {
    /** Copies the arguments. */
    public Function {
      arguments = List.copyOf(arguments);
    }

    @Override
    public Kind kind() {
      return Kind.FUNCTION;
    }

    @Override
    public List<Node> children() {
      return Children.of(name, arguments);
    }
  }

  /** {@code relation AS alias}. Never around a join's sides without parentheses, never around another alias. */
  record Aliased(Relation relation, Alias alias, Span span) implements Relation {
    /** Refuses an alias of an alias. */
    public Aliased {
      if (relation instanceof Aliased) {
        throw new IllegalArgumentException("alias of an alias");
      }
    }

    @Override
    public Kind kind() {
      return Kind.ALIASED;
    }

    @Override
    public List<Node> children() {
      return Children.of(relation, alias);
    }
  }
}
