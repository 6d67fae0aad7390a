/**
 * The operator of MATCH_RECOGNIZE: partitions, timers, lookahead, and what a matcher and its output
 * agree on.
 */
package dev.weir.pattern.match;
