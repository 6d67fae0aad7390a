package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/** A row pattern: what stands in the parentheses of {@code PATTERN (...)}. */
public sealed interface RowPattern extends Node {
  /** Which record this is. */
  enum Kind {
    VARIABLE,
    SEQUENCE,
    ALTERNATION,
    REPEAT,
    PERMUTE,
    EXCLUSION,
    ANCHOR_START,
    ANCHOR_END,
    EMPTY,
    ABSENT,
    WITHIN
  }

  /** Which record this is. */
  Kind kind();

  /** {@code A}: one row. */
  record Variable(Identifier name, Span span) implements RowPattern {
    @Override
    public Kind kind() {
      return Kind.VARIABLE;
    }

    @Override
    public List<Node> children() {
      return Children.of(name);
    }
  }

  /**
   * What may lie between a step and the one before it.
   *
   * @param limit {@code ->[<= interval]}: the longest time from the last row before to the first row after; not for {@link Kind#NEXT_ROW}
   */
  record Gap(Kind kind, Optional<Expression> limit, Span span) implements Node {
    /** How strictly steps follow each other. */
    public enum Kind {
      /** {@code A B}: the very next row. */
      NEXT_ROW,
      /** {@code A -> B}: the first later row that fits (skip till next match). */
      NEXT_MATCH,
      /** {@code A ->> B}: any later row that fits (skip till any match). */
      ANY_MATCH
    }

    /** The very next row. */
    public static final Gap NONE = new Gap(Kind.NEXT_ROW, Optional.empty(), Span.NONE);

    /** Checks the limit. */
    public Gap {
      if (kind == Kind.NEXT_ROW && limit.isPresent()) {
        throw new IllegalArgumentException("limit on adjacent rows");
      }
    }

    @Override
    public List<Node> children() {
      return Children.of(limit);
    }
  }

  /** A part of a sequence with the gap before it. */
  record Step(Gap gap, RowPattern pattern, Span span) implements Node {
    @Override
    public List<Node> children() {
      return Children.of(gap, pattern);
    }
  }

  /**
   * {@code A B -> C ->> D}: parts one after another. Juxtaposition and arrows bind alike, tighter than {@code |}. The first step
   * has a gap other than {@link Gap.Kind#NEXT_ROW} only in a group that begins with an arrow, {@code (-> B)+}: then it stands between the
   * rounds of the loop and before the first. A sequence of one step exists only with such an arrow. A step that is itself a
   * sequence has such an arrow too: others are joined into one list.
   */
  record Sequence(List<Step> steps, Span span) implements RowPattern {
    /** Copies and checks the steps. */
    public Sequence {
      steps = List.copyOf(steps);
      if (steps.isEmpty()
          || (steps.size() == 1 && steps.get(0).gap().kind() == Gap.Kind.NEXT_ROW)) {
        throw new IllegalArgumentException("a sequence of " + steps.size());
      }
    }

    @Override
    public Kind kind() {
      return Kind.SEQUENCE;
    }

    @Override
    public List<Node> children() {
      return Children.of(steps);
    }
  }

  /** {@code A | B | C}, the first is preferred; two or more. */
  record Alternation(List<RowPattern> options, Span span) implements RowPattern {
    /** Copies the options. */
    public Alternation {
      options = List.copyOf(options);
      if (options.size() < 2) {
        throw new IllegalArgumentException("fewer than two alternatives");
      }
    }

    @Override
    public Kind kind() {
      return Kind.ALTERNATION;
    }

    @Override
    public List<Node> children() {
      return Children.of(options);
    }
  }

  /**
   * A quantified part: {@code * + ? {n,m}}, each with a {@code ?} behind it if reluctant.
   *
   * @param min at least so often
   * @param max at most so often; empty means any number
   * @param reluctant as few as possible are preferred
   */
  record Repeat(RowPattern body, int min, Optional<Integer> max, boolean reluctant, Span span)
      implements RowPattern {
    @Override
    public Kind kind() {
      return Kind.REPEAT;
    }

    @Override
    public List<Node> children() {
      return Children.of(body);
    }
  }

  /** {@code PERMUTE(A, B, ...)}: all orders, preferred in the order of the standard. */
  record Permute(List<RowPattern> parts, Span span) implements RowPattern {
    /** Copies the parts. */
    public Permute {
      parts = List.copyOf(parts);
    }

    @Override
    public Kind kind() {
      return Kind.PERMUTE;
    }

    @Override
    public List<Node> children() {
      return Children.of(parts);
    }
  }

  /** <code>{- pattern -}</code>: matched, but not among the rows of {@code ALL ROWS PER MATCH}. */
  record Exclusion(RowPattern body, Span span) implements RowPattern {
    @Override
    public Kind kind() {
      return Kind.EXCLUSION;
    }

    @Override
    public List<Node> children() {
      return Children.of(body);
    }
  }

  /** {@code ^}: before the first row of the partition. */
  record AnchorStart(Span span) implements RowPattern {
    @Override
    public Kind kind() {
      return Kind.ANCHOR_START;
    }

    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /** {@code $}: behind the last row of the partition. */
  record AnchorEnd(Span span) implements RowPattern {
    @Override
    public Kind kind() {
      return Kind.ANCHOR_END;
    }

    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /** {@code ()}: no row. */
  record Empty(Span span) implements RowPattern {
    @Override
    public Kind kind() {
      return Kind.EMPTY;
    }

    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /**
   * {@code !N [FOR duration]} or {@code !(M | N)}: no row that satisfies one of the variables.
   *
   * @param duration how long at the start or end of a pattern; in a gap there is none
   */
  record Absent(List<Identifier> variables, Optional<Expression> duration, Span span)
      implements RowPattern {
    /** Copies the variables; there is at least one. */
    public Absent {
      variables = List.copyOf(variables);
      if (variables.isEmpty()) {
        throw new IllegalArgumentException("absence of nothing");
      }
    }

    @Override
    public Kind kind() {
      return Kind.ABSENT;
    }

    @Override
    public List<Node> children() {
      return Children.of(variables, duration);
    }
  }

  /** {@code (pattern) WITHIN limit}: the time from the first row of the group to its last. */
  record Within(RowPattern body, Expression limit, Span span) implements RowPattern {
    @Override
    public Kind kind() {
      return Kind.WITHIN;
    }

    @Override
    public List<Node> children() {
      return Children.of(body, limit);
    }
  }
}
