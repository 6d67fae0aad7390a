/** The format {@code csv}: separated values after RFC 4180, with or without a header. */
package dev.weir.format.csv;
