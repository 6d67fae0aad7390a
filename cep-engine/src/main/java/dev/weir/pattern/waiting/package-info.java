/**
 * A matcher for rows that follow one another at any distance, {@code A -> B -> C}: what waits for one
 * row waits in one heap, ordered by what the row must exceed, so that a row touches only the runs that
 * it advances.
 */
package dev.weir.pattern.waiting;
