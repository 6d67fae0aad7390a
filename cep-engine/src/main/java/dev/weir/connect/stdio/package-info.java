/** The connectors {@code stdin} and {@code stdout}: the program's own input and output. */
package dev.weir.connect.stdio;
