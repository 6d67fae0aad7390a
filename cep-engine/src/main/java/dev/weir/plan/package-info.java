/**
 * The logical plan: immutable records, a value that can be compared and printed and that has no
 * runtime inside; rewrite rules; the text of EXPLAIN.
 */
package dev.weir.plan;
