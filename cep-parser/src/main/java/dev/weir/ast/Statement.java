package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/** One statement, without its semicolon. */
public sealed interface Statement extends Node {
  /** Which record this is. */
  enum Kind {
    QUERY,
    INSERT,
    CREATE_RELATION,
    CREATE_VIEW,
    CREATE_RULE,
    CREATE_FUNCTION,
    DROP,
    ALTER_RULE,
    SHOW,
    SHOW_DEAD_LETTERS,
    SHOW_CREATE,
    DESCRIBE,
    EXPLAIN,
    SET
  }

  /** Which record this is. */
  Kind kind();

  /** How a {@code CREATE} treats a thing of the same name. */
  enum IfExists {
    /** It is an error. */
    FAIL,
    /** {@code IF NOT EXISTS}: the old one stays. */
    KEEP,
    /** {@code OR REPLACE}: the new one takes its place. */
    REPLACE
  }

  /** A query that stands alone: its rows go to the user. */
  record QueryStatement(Query query, Span span) implements Statement {
    @Override
    public Kind kind() {
      return Kind.QUERY;
    }

    @Override
    public List<Node> children() {
      return Children.of(query);
    }
  }

  /** {@code INSERT INTO target [(columns)] query}; no columns means all, in order of declaration. */
  record Insert(QualifiedName target, List<Identifier> columns, Query query, Span span)
      implements Statement {
    /** Copies the columns. */
    public Insert {
      columns = List.copyOf(columns);
    }

    @Override
    public Kind kind() {
      return Kind.INSERT;
    }

    @Override
    public List<Node> children() {
      return Children.of(target, columns, query);
    }
  }

  /** {@code CREATE STREAM} or {@code CREATE TABLE}; {@code object} says which. */
  record CreateRelation(
      ObjectKind object,
      QualifiedName name,
      IfExists ifExists,
      List<TableElement> elements,
      List<Option> options,
      Span span)
      implements Statement {
    /** Copies the lists. */
    public CreateRelation {
      if (object != ObjectKind.STREAM && object != ObjectKind.TABLE) {
        throw new IllegalArgumentException(object + " has no column definitions");
      }
      elements = List.copyOf(elements);
      options = List.copyOf(options);
    }

    @Override
    public Kind kind() {
      return Kind.CREATE_RELATION;
    }

    @Override
    public List<Node> children() {
      return Children.of(name, elements, options);
    }
  }

  /** {@code CREATE [MATERIALIZED] VIEW name [(columns)] [WITH (options)] AS query}. */
  record CreateView(
      boolean materialized,
      QualifiedName name,
      IfExists ifExists,
      List<Identifier> columns,
      List<Option> options,
      Query query,
      Span span)
      implements Statement {
    /** Copies the lists. */
    public CreateView {
      columns = List.copyOf(columns);
      options = List.copyOf(options);
    }

    @Override
    public Kind kind() {
      return Kind.CREATE_VIEW;
    }

    @Override
    public List<Node> children() {
      return Children.of(name, columns, options, query);
    }
  }

  /**
   * {@code CREATE RULE name [WITH (options)] AS body}.
   *
   * @param body an {@link Insert} or a {@link QueryStatement}
   */
  record CreateRule(
      QualifiedName name, IfExists ifExists, List<Option> options, Statement body, Span span)
      implements Statement {
    /** Copies the options. */
    public CreateRule {
      options = List.copyOf(options);
      requireRuleBody(body);
    }

    @Override
    public Kind kind() {
      return Kind.CREATE_RULE;
    }

    @Override
    public List<Node> children() {
      return Children.of(name, options, body);
    }
  }

  /** {@code CREATE FUNCTION name AS 'class'}. */
  record CreateFunction(
      QualifiedName name, IfExists ifExists, String className, Span classSpan, Span span)
      implements Statement {
    @Override
    public Kind kind() {
      return Kind.CREATE_FUNCTION;
    }

    @Override
    public List<Node> children() {
      return Children.of(name);
    }
  }

  /** {@code DROP kind [IF EXISTS] name}. */
  record Drop(ObjectKind object, QualifiedName name, boolean ifExists, Span span)
      implements Statement {
    @Override
    public Kind kind() {
      return Kind.DROP;
    }

    @Override
    public List<Node> children() {
      return Children.of(name);
    }
  }

  /** {@code ALTER RULE [IF EXISTS] name PAUSE | RESUME | AS body}; {@code body} is present exactly for {@code AS}. */
  record AlterRule(
      QualifiedName name, boolean ifExists, Action action, Optional<Statement> body, Span span)
      implements Statement {
    /** What happens to the rule. */
    public enum Action {
      PAUSE,
      RESUME,
      REPLACE
    }

    /** Checks the body. */
    public AlterRule {
      if (body.isPresent() != (action == Action.REPLACE)) {
        throw new IllegalArgumentException(action + " with body: " + body.isPresent());
      }
      body.ifPresent(Statement::requireRuleBody);
    }

    @Override
    public Kind kind() {
      return Kind.ALTER_RULE;
    }

    @Override
    public List<Node> children() {
      return Children.of(name, body);
    }
  }

  /**
   * {@code SHOW STREAMS | TABLES | VIEWS | MATERIALIZED VIEWS | RULES | FUNCTIONS [LIKE 'pattern']}.
   *
   * @param like the SQL pattern that names must fit
   */
  record Show(ObjectKind object, Optional<String> like, Span span) implements Statement {
    @Override
    public Kind kind() {
      return Kind.SHOW;
    }

    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /** {@code SHOW DEAD LETTERS [FOR name] [LIMIT count]}. */
  record ShowDeadLetters(Optional<QualifiedName> of, Optional<Expression> limit, Span span)
      implements Statement {
    @Override
    public Kind kind() {
      return Kind.SHOW_DEAD_LETTERS;
    }

    @Override
    public List<Node> children() {
      return Children.of(of, limit);
    }
  }

  /** {@code SHOW CREATE kind name}: the statement that would make it again. */
  record ShowCreate(ObjectKind object, QualifiedName name, Span span) implements Statement {
    @Override
    public Kind kind() {
      return Kind.SHOW_CREATE;
    }

    @Override
    public List<Node> children() {
      return Children.of(name);
    }
  }

  /** {@code DESCRIBE [kind] name}; without a kind whatever has that name. */
  record Describe(Optional<ObjectKind> object, QualifiedName name, Span span) implements Statement {
    @Override
    public Kind kind() {
      return Kind.DESCRIBE;
    }

    @Override
    public List<Node> children() {
      return Children.of(name);
    }
  }

  /** {@code EXPLAIN [ANALYZE | REWRITE | CODE] statement [FORMAT TEXT | DOT | JSON]}. */
  record Explain(Mode mode, Statement statement, Format format, Span span) implements Statement {
    /** What is shown. */
    public enum Mode {
      PLAN,
      ANALYZE,
      REWRITE,
      CODE
    }

    /** How it is shown. */
    public enum Format {
      TEXT,
      DOT,
      JSON
    }

    @Override
    public Kind kind() {
      return Kind.EXPLAIN;
    }

    @Override
    public List<Node> children() {
      return Children.of(statement);
    }
  }

  /** {@code SET 'key' = 'value'}. */
  record Set(Option option, Span span) implements Statement {
    @Override
    public Kind kind() {
      return Kind.SET;
    }

    @Override
    public List<Node> children() {
      return Children.of(option);
    }
  }

  private static void requireRuleBody(Statement body) {
    if (!(body instanceof Insert) && !(body instanceof QueryStatement)) {
      throw new IllegalArgumentException("a rule is an INSERT or a query, not " + body.kind());
    }
  }
}
