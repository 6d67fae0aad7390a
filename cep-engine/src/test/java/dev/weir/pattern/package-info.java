/**
 * The proof of row patterns: brute force written from the definition of the language alone, and random
 * queries that the engine must answer in the same way.
 */
package dev.weir.pattern;
