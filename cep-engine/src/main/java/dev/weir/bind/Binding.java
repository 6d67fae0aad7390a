package dev.weir.bind;

import dev.weir.catalog.Catalog;
import dev.weir.connector.Connectors;
import dev.weir.expression.Expression;
import dev.weir.rewrite.Resolved;
import dev.weir.type.DataType;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What all parts of the binder share while one statement is bound. */
final class Binding {
  /** What stands for an expression that could not be bound: its type goes with every other, so that one mistake gives one message. */
  static final Expression BROKEN = new Expression.Literal(null, DataType.NULL);

  final Catalog catalog;
  final Functions functions;
  final Connectors connectors;
  final PatternCheck patternCheck;
  final Problems problems = new Problems();
  final TypeNames types = new TypeNames(problems);

  /** What EXPLAIN REWRITE needs to know. */
  final Resolved resolved = new Resolved();

  /** Whether an EMIT clause was refused that would have made an unbounded result possible. */
  boolean emitRefused;

  /** The streams and views that the statement reads, in their own spelling. */
  final Set<String> uses = new LinkedHashSet<>();

  /** The rule that is being bound: what RULE_NAME() and RULE_VERSION() give. */
  Optional<RuleName> rule = Optional.empty();

  /** What stands for the parameters of a prepared statement. */
  Parameters parameters = Parameters.NONE;

  /** A rule by name and version. */
  record RuleName(String name, int version) {}

  Binding(Catalog catalog, Functions functions, Connectors connectors, PatternCheck patternCheck) {
    this.catalog = catalog;
    this.functions = functions;
    this.connectors = connectors;
    this.patternCheck = patternCheck;
  }

  /** {@code "stream "} or {@code "view "} if the name is that of one, else nothing: it is an alias then. */
  String kindOf(String qualifier) {
    if (catalog.stream(qualifier).isPresent()) {
      return "stream ";
    }
    return catalog.views().stream().anyMatch(view -> view.name().equals(qualifier)) ? "view " : "";
  }
}
