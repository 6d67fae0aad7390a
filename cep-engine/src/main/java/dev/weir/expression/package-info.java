/** Typed, resolved expressions, and the plain interpreter that folds constants and serves as oracle. */
package dev.weir.expression;
