/**
 * The general matcher: per start an ordered list of runs through the automaton, the most preferred
 * first, each with the rows its conditions still read. Every pattern, condition, skip and output mode.
 * Enter at {@link dev.weir.pattern.ordered.OrderedMatcher}.
 */
package dev.weir.pattern.ordered;
