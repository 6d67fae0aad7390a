/**
 * The query console: statements typed at a prompt, or read from a pipe, run one after the other in an engine of its own.
 * Enter at {@link dev.weir.repl.Repl}.
 */
package dev.weir.repl;
