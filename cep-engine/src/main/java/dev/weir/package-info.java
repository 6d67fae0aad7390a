/**
 * Weir's public face: a complex event processing engine with an SQL-like query language. Enter at
 * {@link dev.weir.Engine}.
 */
package dev.weir;
