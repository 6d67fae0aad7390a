package dev.weir.rewrite;

import dev.weir.ast.Expression;
import dev.weir.ast.Identifier;
import dev.weir.ast.IntervalUnit;
import dev.weir.ast.MatchRecognize;
import dev.weir.ast.Node;
import dev.weir.ast.Relation;
import dev.weir.ast.SqlPrinter;
import dev.weir.ast.Statement;
import dev.weir.ast.Trees;
import dev.weir.diagnostic.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Rewrites a statement so that what Weir's language has beyond SQL:2016 is said in the standard's words: the short forms
 * of window functions and of intervals, MERGE, and the gaps, limits and stream names of row patterns. What the
 * standard cannot say stays, and is named in a remark.
 *
 * <p>The rewritten statement gives the same rows. One thing is out of its reach: a row of a gap for which the condition of the row
 * that is waited for cannot be evaluated is skipped in the original and ends the search in the rewritten one.
 */
public final class StandardSql {
  private final Resolved resolved;
  private final Predicate<String> isAggregate;
  private final Set<String> taken;
  private final Set<String> remarks = new LinkedHashSet<>();

  private StandardSql(Resolved resolved, Predicate<String> isAggregate, Set<String> taken) {
    this.resolved = resolved;
    this.isAggregate = isAggregate;
    this.taken = taken;
  }

  /**
   * The statement as standard SQL, a line for each line, and behind it what is to be said of it as comments.
   *
   * @param resolved what is known of the nodes of this very statement
   * @param isAggregate whether a name is that of an aggregate function
   */
  public static List<String> lines(
      Statement statement, Resolved resolved, Predicate<String> isAggregate) {
    var rewrite = new StandardSql(resolved, isAggregate, PatternNames.identifiers(statement));
    Statement result = Trees.replace(statement, rewrite::standard);
    var lines = new ArrayList<>(SqlPrinter.print(result).lines().toList());
    rewrite.remarks.forEach(remark -> lines.add("-- " + remark));
    return lines;
  }

  private Optional<Node> standard(Node node) {
    if (node instanceof Relation.Window window) {
      return Optional.of(window(window));
    } else if (node instanceof Relation.Merge merge && Merges.canBeUnion(merge, resolved)) {
      return Optional.of(below(Merges.union(merge, resolved, Optional.empty())));
    } else if (node instanceof MatchRecognize match) {
      return Optional.of(match(match));
    } else if (node instanceof Expression.IntervalLiteral interval) {
      return interval(interval).map(Node.class::cast);
    }
    return Optional.empty();
  }

  /** What is below a node, rewritten; the node itself is not asked about again. */
  private <N extends Node> N below(N node) {
    return Trees.replace(node, child -> child == node ? Optional.empty() : standard(child));
  }

  private Relation.Window window(Relation.Window w) {
    return below(
        new Relation.Window(
            w.window(),
            w.input(),
            w.partitionBy(),
            w.timeColumn().or(() -> resolved.time(w).map(Identifier::of)),
            w.step(),
            w.size(),
            w.offset(),
            w.timeZone(),
            w.span()));
  }

  private Node match(MatchRecognize match) {
    var pattern = new StandardPattern(match, resolved, isAggregate, taken);
    MatchRecognize result = pattern.rewrite(match.input());
    remarks.addAll(pattern.remarks());
    Node kept = pattern.namesStreams() ? unaliased(match.input()) : result;
    return Trees.replace(
        result,
        child ->
            child == result
                ? Optional.empty()
                : child == kept ? Optional.of(below(child)) : standard(child));
  }

  private static Relation unaliased(Relation input) {
    return input instanceof Relation.Aliased aliased ? aliased.relation() : input;
  }

  /** An interval in quotes, of the standard's units; empty if it is so already. */
  private static Optional<Expression> interval(Expression.IntervalLiteral interval) {
    IntervalUnit from = interval.from();
    boolean standardUnit = from != IntervalUnit.WEEK && from != IntervalUnit.MILLISECOND;
    if (interval.to().isPresent() || (interval.quoted() && standardUnit)) {
      return Optional.empty();
    }
    String text = interval.text();
    IntervalUnit unit = from;
    if (!standardUnit) {
      var amount = new BigDecimal(text.trim());
      boolean weeks = from == IntervalUnit.WEEK;
      amount = weeks ? amount.multiply(BigDecimal.valueOf(7)) : amount.movePointLeft(3);
      text = amount.stripTrailingZeros().toPlainString();
      unit = weeks ? IntervalUnit.DAY : IntervalUnit.SECOND;
    }
    return Optional.of(
        new Expression.IntervalLiteral(
            text, true, unit, Optional.empty(), interval.value(), Span.NONE));
  }
}
