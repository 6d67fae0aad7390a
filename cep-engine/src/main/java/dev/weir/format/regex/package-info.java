/** The format {@code regex}: lines of text taken apart by a pattern with named groups. */
package dev.weir.format.regex;
