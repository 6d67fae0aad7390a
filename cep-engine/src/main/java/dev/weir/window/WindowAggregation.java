package dev.weir.window;

import dev.weir.event.Event;
import dev.weir.operator.Aggregator;
import dev.weir.operator.Projection;
import dev.weir.operator.RowErrors;
import dev.weir.state.KeyReader;

/**
 * The generated parts of a window aggregate.
 *
 * @param keyReader reads the key of an input row; with no key columns, every row has the same key
 * @param keyPrototype any event of the class that the key reader's {@code keyOf} makes
 * @param keyColumns makes an output row from a key event: its first fields are the keys, then come
 *     those of the aggregates, then window_start, window_end and window_time, all three {@code long}
 * @param keys the number of key columns
 * @param errors where results that do not fit are reported, with the output row
 */
public record WindowAggregation(
    KeyReader keyReader,
    Event keyPrototype,
    Projection keyColumns,
    Aggregator aggregator,
    int keys,
    RowErrors errors) {}
