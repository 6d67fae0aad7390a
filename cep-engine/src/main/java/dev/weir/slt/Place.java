package dev.weir.slt;

/**
 * Where a block begins.
 *
 * @param line from 1
 * @param binding the values of the {@code foreach} names around it, such as {@code unit=DAY}, or empty
 */
record Place(int line, String binding) {}
