/** The format {@code json}: one JSON object per line or message. */
package dev.weir.format.json;
