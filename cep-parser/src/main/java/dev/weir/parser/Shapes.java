package dev.weir.parser;

import dev.weir.grammar.WeirParser;
import java.util.List;

/** Looks through the layers of the expression rules. */
final class Shapes {
  private Shapes() {}

  /** The primary that an expression consists of, or null if it has an operator. */
  static WeirParser.PrimaryContext primary(WeirParser.ExpressionContext ctx) {
    return ctx instanceof WeirParser.PredicatedContext predicated
            && predicated.predicate().isEmpty()
            && predicated.value() instanceof WeirParser.PlainValueContext plain
        ? plain.primary()
        : null;
  }

  /** The same without subscripts and fields behind it, if it is no name and no call. */
  static WeirParser.PrimaryHeadContext head(WeirParser.ExpressionContext ctx) {
    return primary(ctx) instanceof WeirParser.PlainPrimaryContext plain && plain.postfix().isEmpty()
        ? plain.primaryHead()
        : null;
  }

  /** What stands between the parentheses of {@code (a, b)}; empty if the expression is not of that form. */
  static List<WeirParser.ExpressionContext> parenthesized(WeirParser.ExpressionContext ctx) {
    return head(ctx) instanceof WeirParser.ParenthesizedContext parenthesized
        ? parenthesized.expression()
        : List.of();
  }
}
