/** The {@code weir} command: what the arguments ask for, exit codes, output. Enter at {@link Main}. */
package dev.weir.cli;
