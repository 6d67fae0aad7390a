/**
 * The fast matcher for patterns without gaps whose conditions are all local: a deterministic automaton
 * over lists of states in order of preference, built while rows come. Enter at {@link
 * dev.weir.pattern.local.LocalMatcher}.
 */
package dev.weir.pattern.local;
