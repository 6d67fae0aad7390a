/**
 * The contract of connectors and formats: a {@link dev.weir.connector.Source} reads rows from
 * somewhere and knows its position, a {@link dev.weir.connector.Sink} writes them. Implementations
 * are found by {@link java.util.ServiceLoader} through {@link dev.weir.connector.Connector}.
 */
package dev.weir.connector;
