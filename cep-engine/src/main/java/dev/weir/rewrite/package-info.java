/**
 * From a statement to one that means the same in standard SQL, as far as there is such a one: what EXPLAIN REWRITE shows.
 * Syntax trees in, syntax trees out; what depends on definitions is asked from {@link
 * dev.weir.rewrite.Resolved}. Enter at {@link dev.weir.rewrite.StandardSql}.
 */
package dev.weir.rewrite;
