/** The connector {@code blackhole}: takes rows and forgets them. */
package dev.weir.connect.blackhole;
