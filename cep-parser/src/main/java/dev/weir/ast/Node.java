package dev.weir.ast;

import dev.weir.diagnostic.Span;
import java.util.List;

/** Anything in a syntax tree. Immutable; {@code equals} ignores where things were written. */
public sealed interface Node
    permits Alias,
        Argument,
        CommonTable,
        DataTypeNode,
        Emit,
        Expression,
        Frame,
        Frame.Bound,
        GroupingElement,
        Identifier,
        Join.Condition,
        NamedWindow,
        Option,
        Over,
        QualifiedName,
        Query,
        QueryBody,
        Relation,
        RowPattern,
        RowPattern.Gap,
        RowPattern.Step,
        SelectItem,
        SortItem,
        Statement,
        TableElement,
        MatchRecognize.Define,
        MatchRecognize.Measure,
        MatchRecognize.Skip,
        MatchRecognize.Subset {
  /** Where this was written; {@link Span#NONE} for what a program built. */
  Span span();

  /** The nodes directly below, in the order of the text. */
  List<Node> children();
}
