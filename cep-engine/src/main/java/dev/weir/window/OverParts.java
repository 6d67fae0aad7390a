package dev.weir.window;

import dev.weir.event.Event;
import dev.weir.operator.Projection;
import dev.weir.operator.RowErrors;
import dev.weir.operator.RowOrder;
import dev.weir.state.KeyReader;
import java.util.List;

/**
 * The parts of an OVER operator.
 *
 * @param keyReader reads the partition of an input row
 * @param keyPrototype any event of the class that the key reader's {@code keyOf} makes
 * @param rowPrototype any event of the class of the input rows
 * @param columns makes an output row: the input's columns first, then room for the functions' fields
 * @param order the ORDER BY of a finished partition; null if it has none, then all rows are peers. For
 *     {@link Over#streaming}: who are peers among rows of equal times, which come in this order; null
 *     if all are
 * @param errors where rows whose results do not fit are reported, with the output row
 */
public record OverParts(
    KeyReader keyReader,
    Event keyPrototype,
    Event rowPrototype,
    Projection columns,
    List<OverFunction> functions,
    RowOrder order,
    RowErrors errors) {
  public OverParts {
    functions = List.copyOf(functions);
  }
}
