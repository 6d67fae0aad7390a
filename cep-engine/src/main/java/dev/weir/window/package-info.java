/**
 * Windows over rows in time order: aggregates per window and key, the rows of a window, and OVER.
 * Enter at {@link dev.weir.window.Windows}.
 */
package dev.weir.window;
