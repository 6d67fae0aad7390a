/**
 * Places in source text and messages about them: {@link dev.weir.diagnostic.Source}, {@link dev.weir.diagnostic.Span},
 * {@link dev.weir.diagnostic.Diagnostic} and its rendering with a caret. Uses only the JDK.
 */
package dev.weir.diagnostic;
