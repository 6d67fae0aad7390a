/**
 * Throughput of standing queries beside a hand-written loop over arrays, which is the limit, and
 * beside other engines. Enter at {@link dev.weir.benchmark.Throughput}.
 */
package dev.weir.benchmark;
