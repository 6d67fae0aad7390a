/**
 * The contract of connectors and formats. A {@link dev.weir.connector.Source} reads rows from
 * somewhere and knows its position, a {@link dev.weir.connector.Sink} writes them; what the bytes
 * mean is the matter of a {@link dev.weir.connector.Format}, whose {@link dev.weir.connector.Decoder}
 * and {@link dev.weir.connector.Encoder} serve files and brokers alike. Implementations are found by
 * {@link java.util.ServiceLoader}; enter at {@link dev.weir.connector.Connectors}.
 */
package dev.weir.connector;
