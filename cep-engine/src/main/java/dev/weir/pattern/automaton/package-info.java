/**
 * From a row pattern to the automaton that all matchers run: states with ordered steps, without empty
 * moves. Also what class of predicate each condition is of, and the automaton as text and as a graph.
 */
package dev.weir.pattern.automaton;
