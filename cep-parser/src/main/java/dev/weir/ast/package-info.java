/**
 * The syntax tree of Weir SQL: statements, queries, relations, expressions and row patterns as sealed interfaces with
 * records, each with the {@link dev.weir.diagnostic.Span} it was written at, and the printer that turns them back into text.
 *
 * <p>Enter at {@link dev.weir.ast.Statement}. Trees are values: immutable, and equal when they mean the same text, because
 * all spans are equal. What the grammar writes in several ways has one form here: parentheses leave no node, {@code x::T} is a
 * {@link dev.weir.ast.Expression.Cast}, {@code SUBSTRING(s FROM 2)} a plain call, chains of {@code AND}, {@code OR},
 * {@code ||} and of set operations are lists, not towers.
 */
package dev.weir.ast;
