/**
 * From syntax tree to plan: names, types, functions and the rules of time are decided here, once.
 * Every error after syntax is born here, with its place. Enter at {@link dev.weir.bind.Binder}.
 */
package dev.weir.bind;
