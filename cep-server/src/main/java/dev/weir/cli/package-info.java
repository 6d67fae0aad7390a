/**
 * The command {@code weir}: its arguments, exit codes and output on a terminal, in a pipe and in a file. Enter at {@link
 * dev.weir.cli.Main}.
 *
 * <p>A short run must end in a fraction of a second, most of which is the loading of classes: this package reads its few
 * arguments by hand (an annotation-driven parser measured 0.1 s), and touches nothing that a command does not need.
 */
package dev.weir.cli;
