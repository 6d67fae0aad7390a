/**
 * Logical plans become running operators: streams as hubs, sources that feed them, queries that
 * subscribe, dead letters, checkpoints of the whole. Enter at {@link dev.weir.runtime.Dataflow}.
 */
package dev.weir.runtime;
