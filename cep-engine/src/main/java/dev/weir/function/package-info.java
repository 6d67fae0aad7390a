/**
 * Functions: their signatures, the registry that resolves names and argument types, and the
 * built-in scalar and aggregate functions.
 */
package dev.weir.function;
