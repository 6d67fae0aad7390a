/**
 * The connector {@code file}: reads files that are whole, compressed, many, or still growing; writes
 * a file that appears when it is whole. Enter at {@link dev.weir.connect.file.FileConnector}.
 */
package dev.weir.connect.file;
