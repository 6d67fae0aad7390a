/** The three streams of the process and how rows, messages and exit codes leave by them: on a terminal, in a pipe, in a file. */
package dev.weir.terminal;
