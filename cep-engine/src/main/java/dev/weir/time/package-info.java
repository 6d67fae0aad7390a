/** Clocks, watermarks and idleness. The only package that reads the machine's clock. */
package dev.weir.time;
