package dev.weir.window;

import dev.weir.event.Event;
import dev.weir.operator.Projection;
import dev.weir.state.KeyReader;

/**
 * The parts of an operator that gives out the rows of windows.
 *
 * @param keyReader reads what windows are formed by (sessions, windows of rows, SLIDE); windows of a
 *     grid are formed over all rows and take a reader without columns
 * @param keyPrototype any event of the class that the key reader's {@code keyOf} makes
 * @param rowPrototype any event of the class of the input rows
 * @param columns makes an output row: the input's columns, then window_start, window_end and
 *     window_time, all three {@code long}
 * @param inputColumns the number of columns that {@code columns} fills
 */
public record WindowRows(
    KeyReader keyReader,
    Event keyPrototype,
    Event rowPrototype,
    Projection columns,
    int inputColumns) {}
