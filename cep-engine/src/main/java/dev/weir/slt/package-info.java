/**
 * Golden tests in plain text: reads {@code .slt} files, runs each case in several variants that must not make a
 * difference (batch sizes, order of arrival, restarts), compares rows and messages, and rewrites expectations. Enter at
 * {@link dev.weir.slt.SltFile#read} and {@link dev.weir.slt.SltRunner}. Stands on the public engine alone.
 */
package dev.weir.slt;
