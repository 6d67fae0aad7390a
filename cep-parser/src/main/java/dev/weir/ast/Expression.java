package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What has a value. Parentheses leave no node: the tree itself says what binds to what. */
public sealed interface Expression extends Node {
  /** Which record this is. */
  enum Kind {
    COLUMN,
    STRING,
    INTEGER,
    DECIMAL,
    DOUBLE,
    BOOLEAN,
    NULL,
    BYTES,
    DATE_TIME,
    INTERVAL,
    PARAMETER,
    NEGATION,
    BINARY,
    CONCATENATION,
    AND,
    OR,
    NOT,
    BETWEEN,
    IN_LIST,
    IN_QUERY,
    LIKE,
    IS_NULL,
    IS_TRUTH,
    IS_DISTINCT,
    EXISTS,
    QUANTIFIED,
    SUBQUERY,
    CASE,
    CAST,
    AT_TIME_ZONE,
    EXTRACT,
    ROUND_TIME,
    ARRAY,
    MAP,
    ROW,
    SUBSCRIPT,
    FIELD,
    JSON,
    CALL
  }

  /** Which record this is. */
  Kind kind();

  /** Types of literals with a type name in front. */
  enum DateTimeType {
    DATE,
    TIME,
    TIMESTAMP,
    TIMESTAMP_LTZ
  }

  /** Languages of patterns for text. */
  enum LikeKind {
    LIKE("LIKE"),
    ILIKE("ILIKE"),
    SIMILAR_TO("SIMILAR TO");

    private final String sql;

    LikeKind(String sql) {
      this.sql = sql;
    }

    /** The keywords. */
    public String sql() {
      return sql;
    }
  }

  /** The three values of logic. */
  enum Truth {
    TRUE,
    FALSE,
    UNKNOWN
  }

  /** Whether {@code LAG} and its like see NULLs. */
  enum NullTreatment {
    RESPECT,
    IGNORE
  }

  /** Whether a measure sees the match up to the row at hand, or all of it. */
  enum Navigation {
    RUNNING,
    FINAL
  }

  /** The JSON functions with a syntax of their own. */
  enum JsonKind {
    JSON_VALUE,
    JSON_QUERY,
    JSON_EXISTS
  }

  /** Whether {@code JSON_QUERY} puts what it finds into an array. */
  enum JsonWrapper {
    WITHOUT("WITHOUT ARRAY WRAPPER"),
    CONDITIONAL("WITH CONDITIONAL ARRAY WRAPPER"),
    UNCONDITIONAL("WITH UNCONDITIONAL ARRAY WRAPPER");

    private final String sql;

    JsonWrapper(String sql) {
      this.sql = sql;
    }

    /** The keywords. */
    public String sql() {
      return sql;
    }
  }

  /** What a JSON function gives {@code ON EMPTY} or {@code ON ERROR}; {@code value} is present exactly for {@code DEFAULT}. */
  record JsonFallback(Kind kind, Optional<Expression> value) {
    /** What it gives. */
    public enum Kind {
      NULL,
      ERROR,
      TRUE,
      FALSE,
      UNKNOWN,
      EMPTY_ARRAY,
      EMPTY_OBJECT,
      DEFAULT
    }

    /** Checks the value. */
    public JsonFallback {
      if (value.isPresent() != (kind == Kind.DEFAULT)) {
        throw new IllegalArgumentException(kind + " with value: " + value.isPresent());
      }
    }
  }

  /** A name of a column, {@code price}, {@code t.price}; or of a field in it, {@code t.address.city}: which is decided by what exists. */
  record Column(QualifiedName name, Span span) implements Expression {
    @Override
    public Kind kind() {
      return Kind.COLUMN;
    }

    @Override
    public List<Node> children() {
      return Children.of(name);
    }
  }

  /** {@code 'text'}, without quotes and with escapes resolved. */
  record StringLiteral(String value, Span span) implements Expression {
    @Override
    public Kind kind() {
      return Kind.STRING;
    }

    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /** {@code 42}: digits only, of any length; never negative. */
  record IntegerLiteral(BigInteger value, Span span) implements Expression {
    /** Refuses a sign: that is a {@link Negation}. */
    public IntegerLiteral {
      if (value.signum() < 0) {
        throw new IllegalArgumentException("negative literal " + value);
      }
    }

    @Override
    public Kind kind() {
      return Kind.INTEGER;
    }

    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /** {@code 1.50}: digits with a point, as exact as written; never negative. */
  record DecimalLiteral(BigDecimal value, Span span) implements Expression {
    /** Refuses a sign: that is a {@link Negation}. */
    public DecimalLiteral {
      if (value.signum() < 0 || value.scale() < 0) {
        throw new IllegalArgumentException("decimal literal " + value);
      }
    }

    @Override
    public Kind kind() {
      return Kind.DECIMAL;
    }

    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /** {@code 1e3}: digits with an exponent; finite, never negative. */
  record DoubleLiteral(double value, Span span) implements Expression {
    /** Refuses a sign and what is no number. */
    public DoubleLiteral {
      if (!(value >= 0) || Double.isInfinite(value)) {
        throw new IllegalArgumentException("double literal " + value);
      }
    }

    @Override
    public Kind kind() {
      return Kind.DOUBLE;
    }

    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /** {@code TRUE} or {@code FALSE}. */
  record BooleanLiteral(boolean value, Span span) implements Expression {
    @Override
    public Kind kind() {
      return Kind.BOOLEAN;
    }

    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /** {@code NULL}. */
  record NullLiteral(Span span) implements Expression {
    @Override
    public Kind kind() {
      return Kind.NULL;
    }

    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /** {@code X'0AFF'}: pairs of hexadecimal digits, in upper case. */
  record BytesLiteral(String hex, Span span) implements Expression {
    /** To upper case. */
    public BytesLiteral {
      hex = hex.toUpperCase(Locale.ROOT);
    }

    @Override
    public Kind kind() {
      return Kind.BYTES;
    }

    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /** {@code DATE '...'}, {@code TIME '...'}, {@code TIMESTAMP '...'} or {@code TIMESTAMP_LTZ '...'}; the text as written. */
  record DateTimeLiteral(DateTimeType type, String text, Span span) implements Expression {
    @Override
    public Kind kind() {
      return Kind.DATE_TIME;
    }

    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /**
   * {@code INTERVAL '1:30' MINUTE TO SECOND} or, unquoted, {@code INTERVAL 500 MILLISECONDS}.
   *
   * @param text the amount as written, with its sign
   * @param to the smaller unit of a range, only when quoted
   * @param value what it comes to
   */
  record IntervalLiteral(
      String text,
      boolean quoted,
      IntervalUnit from,
      Optional<IntervalUnit> to,
      IntervalValue value,
      Span span)
      implements Expression {
    @Override
    public Kind kind() {
      return Kind.INTERVAL;
    }

    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /**
   * {@code ?} or {@code :name}.
   *
   * @param position for {@code ?}: its number among them in the statement, from 1; for {@code :name} 0
   */
  record Parameter(Optional<String> name, int position, Span span) implements Expression {
    @Override
    public Kind kind() {
      return Kind.PARAMETER;
    }

    @Override
    public List<Node> children() {
      return List.of();
    }
  }

  /** {@code -x}. A {@code +x} leaves no node. */
  record Negation(Expression operand, Span span) implements Expression {
    @Override
    public Kind kind() {
      return Kind.NEGATION;
    }

    @Override
    public List<Node> children() {
      return Children.of(operand);
    }
  }

  /** Arithmetic and comparison of two operands. Towers of these are bounded in height by the parser. */
  record Binary(BinaryOperator operator, Expression left, Expression right, Span span)
      implements Expression {
    @Override
    public Kind kind() {
      return Kind.BINARY;
    }

    @Override
    public List<Node> children() {
      return Children.of(left, right);
    }
  }

  /** {@code a || b || c}: two or more operands, none of which is itself one in first place. */
  record Concatenation(List<Expression> operands, Span span) implements Expression {
    /** Copies the operands. */
    public Concatenation {
      operands = chain(operands);
    }

    @Override
    public Kind kind() {
      return Kind.CONCATENATION;
    }

    @Override
    public List<Node> children() {
      return Children.of(operands);
    }
  }

  /** {@code a AND b AND c}: two or more operands. A first operand that is itself an {@code And} is part of this one. */
  record And(List<Expression> operands, Span span) implements Expression {
    /** Copies the operands. */
    public And {
      operands = chain(operands);
    }

    @Override
    public Kind kind() {
      return Kind.AND;
    }

    @Override
    public List<Node> children() {
      return Children.of(operands);
    }
  }

  /** {@code a OR b OR c}: two or more operands. A first operand that is itself an {@code Or} is part of this one. */
  record Or(List<Expression> operands, Span span) implements Expression {
    /** Copies the operands. */
    public Or {
      operands = chain(operands);
    }

    @Override
    public Kind kind() {
      return Kind.OR;
    }

    @Override
    public List<Node> children() {
      return Children.of(operands);
    }
  }

  /** {@code NOT x}. */
  record Not(Expression operand, Span span) implements Expression {
    @Override
    public Kind kind() {
      return Kind.NOT;
    }

    @Override
    public List<Node> children() {
      return Children.of(operand);
    }
  }

  /** {@code value [NOT] BETWEEN [SYMMETRIC] low AND high}. */
  record Between(
      Expression value,
      Expression low,
      Expression high,
      boolean symmetric,
      boolean negated,
      Span span)
      implements Expression {
    @Override
    public Kind kind() {
      return Kind.BETWEEN;
    }

    @Override
    public List<Node> children() {
      return Children.of(value, low, high);
    }
  }

  /** {@code value [NOT] IN (a, b, ...)}. */
  record InList(Expression value, List<Expression> options, boolean negated, Span span)
      implements Expression {
    /** Copies the options. */
    public InList {
      options = List.copyOf(options);
    }

    @Override
    public Kind kind() {
      return Kind.IN_LIST;
    }

    @Override
    public List<Node> children() {
      return Children.of(value, options);
    }
  }

  /** {@code value [NOT] IN (query)}. */
  record InQuery(Expression value, Query query, boolean negated, Span span) implements Expression {
    @Override
    public Kind kind() {
      return Kind.IN_QUERY;
    }

    @Override
    public List<Node> children() {
      return Children.of(value, query);
    }
  }

  /** {@code value [NOT] LIKE | ILIKE | SIMILAR TO pattern [ESCAPE character]}. */
  record Like(
      LikeKind like,
      Expression value,
      Expression pattern,
      Optional<Expression> escape,
      boolean negated,
      Span span)
      implements Expression {
    @Override
    public Kind kind() {
      return Kind.LIKE;
    }

    @Override
    public List<Node> children() {
      return Children.of(value, pattern, escape);
    }
  }

  /** {@code value IS [NOT] NULL}. */
  record IsNull(Expression value, boolean negated, Span span) implements Expression {
    @Override
    public Kind kind() {
      return Kind.IS_NULL;
    }

    @Override
    public List<Node> children() {
      return Children.of(value);
    }
  }

  /** {@code value IS [NOT] TRUE | FALSE | UNKNOWN}. */
  record IsTruth(Expression value, Truth truth, boolean negated, Span span) implements Expression {
    @Override
    public Kind kind() {
      return Kind.IS_TRUTH;
    }

    @Override
    public List<Node> children() {
      return Children.of(value);
    }
  }

  /** {@code left IS [NOT] DISTINCT FROM right}. */
  record IsDistinct(Expression left, Expression right, boolean negated, Span span)
      implements Expression {
    @Override
    public Kind kind() {
      return Kind.IS_DISTINCT;
    }

    @Override
    public List<Node> children() {
      return Children.of(left, right);
    }
  }

  /** {@code EXISTS (query)}. */
  record Exists(Query query, Span span) implements Expression {
    @Override
    public Kind kind() {
      return Kind.EXISTS;
    }

    @Override
    public List<Node> children() {
      return Children.of(query);
    }
  }

  /** {@code value = ANY (query)}, {@code value > ALL (query)}; {@code SOME} is {@code ANY}. */
  record Quantified(BinaryOperator operator, Expression value, boolean all, Query query, Span span)
      implements Expression {
    /** Checks the operator. */
    public Quantified {
      if (!operator.isComparison()) {
        throw new IllegalArgumentException(operator + " ANY");
      }
    }

    @Override
    public Kind kind() {
      return Kind.QUANTIFIED;
    }

    @Override
    public List<Node> children() {
      return Children.of(value, query);
    }
  }

  /** {@code (query)} as a value. */
  record Subquery(Query query, Span span) implements Expression {
    @Override
    public Kind kind() {
      return Kind.SUBQUERY;
    }

    @Override
    public List<Node> children() {
      return Children.of(query);
    }
  }

  /** {@code CASE [operand] WHEN ... THEN ... [ELSE ...] END}. */
  record Case(
      Optional<Expression> operand, List<When> branches, Optional<Expression> otherwise, Span span)
      implements Expression {
    /** Copies the branches; there is at least one. */
    public Case {
      branches = List.copyOf(branches);
      if (branches.isEmpty()) {
        throw new IllegalArgumentException("CASE without WHEN");
      }
    }

    /** {@code WHEN condition THEN result}. */
    public record When(Expression condition, Expression result) {}

    @Override
    public Kind kind() {
      return Kind.CASE;
    }

    @Override
    public List<Node> children() {
      return caseChildren(this);
    }
  }

  /** {@code CAST(value AS type)}, {@code value::type}; with {@code safe} {@code TRY_CAST}, which gives NULL where a cast would fail. */
  record Cast(Expression value, DataTypeNode type, boolean safe, Span span) implements Expression {
    @Override
    public Kind kind() {
      return Kind.CAST;
    }

    @Override
    public List<Node> children() {
      return Children.of(value, type);
    }
  }

  /** {@code value AT TIME ZONE zone}. */
  record AtTimeZone(Expression value, Expression zone, Span span) implements Expression {
    @Override
    public Kind kind() {
      return Kind.AT_TIME_ZONE;
    }

    @Override
    public List<Node> children() {
      return Children.of(value, zone);
    }
  }

  /** {@code EXTRACT(field FROM source)}. */
  record Extract(Identifier field, Expression source, Span span) implements Expression {
    @Override
    public Kind kind() {
      return Kind.EXTRACT;
    }

    @Override
    public List<Node> children() {
      return Children.of(field, source);
    }
  }

  /** {@code FLOOR(value TO unit)}, with {@code up} {@code CEIL(value TO unit)}. */
  record RoundTime(boolean up, Expression value, Identifier unit, Span span) implements Expression {
    @Override
    public Kind kind() {
      return Kind.ROUND_TIME;
    }

    @Override
    public List<Node> children() {
      return Children.of(value, unit);
    }
  }

  /** {@code ARRAY[a, b]}. */
  record ArrayOf(List<Expression> elements, Span span) implements Expression {
    /** Copies the elements. */
    public ArrayOf {
      elements = List.copyOf(elements);
    }

    @Override
    public Kind kind() {
      return Kind.ARRAY;
    }

    @Override
    public List<Node> children() {
      return Children.of(elements);
    }
  }

  /** {@code MAP[key, value, key, value]}: keys and values by turns. */
  record MapOf(List<Expression> entries, Span span) implements Expression {
    /** Copies the entries; their number is even. */
    public MapOf {
      entries = List.copyOf(entries);
      if (entries.size() % 2 != 0) {
        throw new IllegalArgumentException("a key without a value");
      }
    }

    @Override
    public Kind kind() {
      return Kind.MAP;
    }

    @Override
    public List<Node> children() {
      return Children.of(entries);
    }
  }

  /** {@code ROW(a, b)} or {@code (a, b)}. */
  record RowOf(List<Expression> fields, Span span) implements Expression {
    /** Copies the fields. */
    public RowOf {
      fields = List.copyOf(fields);
    }

    @Override
    public Kind kind() {
      return Kind.ROW;
    }

    @Override
    public List<Node> children() {
      return Children.of(fields);
    }
  }

  /** {@code base[index]}: an element of an array, from 1, or the value of a key of a map. */
  record Subscript(Expression base, Expression index, Span span) implements Expression {
    @Override
    public Kind kind() {
      return Kind.SUBSCRIPT;
    }

    @Override
    public List<Node> children() {
      return Children.of(base, index);
    }
  }

  /** {@code (base).field}, where {@code base} is no plain name: those are a {@link Column}. */
  record Field(Expression base, Identifier field, Span span) implements Expression {
    /** Refuses a plain name. */
    public Field {
      if (base instanceof Column) {
        throw new IllegalArgumentException("a name of more parts");
      }
    }

    @Override
    public Kind kind() {
      return Kind.FIELD;
    }

    @Override
    public List<Node> children() {
      return Children.of(base, field);
    }
  }

  /** {@code JSON_VALUE}, {@code JSON_QUERY} or {@code JSON_EXISTS} with the clauses of the standard. */
  record JsonFunction(
      JsonKind function,
      Expression input,
      Expression path,
      Optional<DataTypeNode> returning,
      Optional<JsonWrapper> wrapper,
      Optional<JsonFallback> onEmpty,
      Optional<JsonFallback> onError,
      Span span)
      implements Expression {
    @Override
    public Kind kind() {
      return Kind.JSON;
    }

    @Override
    public List<Node> children() {
      return jsonChildren(this);
    }
  }

  /**
   * A call of a function by name: scalar, aggregate, window function, or row pattern navigation.
   *
   * <p>Also what the standard spells with keywords inside the parentheses: {@code SUBSTRING(s FROM a FOR n)} is {@code substring(s, a, n)}, {@code
   * POSITION(a IN s)} is {@code position(a, s)}, {@code OVERLAY(s PLACING r FROM a FOR n)} is {@code overlay(s, r, a, n)}, {@code
   * TRIM(LEADING c FROM s)} is {@code ltrim(s, c)} ({@code TRAILING} {@code rtrim}, {@code BOTH} {@code btrim}). {@code
   * CURRENT_TIMESTAMP} and its like are calls without arguments, or with their precision.
   *
   * @param distinct {@code COUNT(DISTINCT x)}
   * @param orderBy {@code ARRAY_AGG(x ORDER BY y)}
   * @param withinGroup {@code PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x)}
   * @param filter {@code FILTER (WHERE condition)}
   * @param nulls {@code RESPECT NULLS} or {@code IGNORE NULLS}
   * @param navigation {@code RUNNING} or {@code FINAL} in front
   * @param over {@code OVER ...}
   */
  record Call(
      QualifiedName name,
      List<Argument> arguments,
      boolean distinct,
      List<SortItem> orderBy,
      List<SortItem> withinGroup,
      Optional<Expression> filter,
      Optional<NullTreatment> nulls,
      Optional<Navigation> navigation,
      Optional<Over> over,
      Span span)
      implements Expression {
    /** Copies the lists. */
    public Call {
      arguments = List.copyOf(arguments);
      orderBy = List.copyOf(orderBy);
      withinGroup = List.copyOf(withinGroup);
    }

    /** A call of values and nothing more. */
    public static Call of(QualifiedName name, List<Expression> values, Span span) {
      return new Call(
          name,
          values.stream()
              .map(value -> (Argument) new Argument.Value(Optional.empty(), value, value.span()))
              .toList(),
          false,
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          span);
    }

    /** The arguments that are plain values, in order. */
    public List<Expression> values() {
      var values = new ArrayList<Expression>(arguments.size());
      for (Argument argument : arguments) {
        if (argument instanceof Argument.Value value) {
          values.add(value.value());
        }
      }
      return values;
    }

    @Override
    public Kind kind() {
      return Kind.CALL;
    }

    @Override
    public List<Node> children() {
      return Children.of(name, arguments, orderBy, withinGroup, filter, over);
    }
  }

  private static List<Expression> chain(List<Expression> operands) {
    if (operands.size() < 2) {
      throw new IllegalArgumentException("a chain of " + operands.size());
    }
    return List.copyOf(operands);
  }

  private static List<Node> caseChildren(Case node) {
    List<Node> nodes = Children.of(node.operand());
    for (Case.When branch : node.branches()) {
      nodes.add(branch.condition());
      nodes.add(branch.result());
    }
    node.otherwise().ifPresent(nodes::add);
    return nodes;
  }

  private static List<Node> jsonChildren(JsonFunction node) {
    List<Node> nodes = Children.of(node.input(), node.path(), node.returning());
    node.onEmpty().flatMap(JsonFallback::value).ifPresent(nodes::add);
    node.onError().flatMap(JsonFallback::value).ifPresent(nodes::add);
    return nodes;
  }
}
