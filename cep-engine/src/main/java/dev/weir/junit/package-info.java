/**
 * Tests of rules with JUnit 5: a test asks for an engine whose time it moves itself. Enter at {@link
 * dev.weir.junit.WeirTest}. Needs {@code junit-jupiter-api}, which is an optional dependency.
 */
package dev.weir.junit;
