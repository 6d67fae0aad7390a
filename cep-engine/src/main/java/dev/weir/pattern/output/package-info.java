/** From a match to rows of the result: measures, and which rows each output mode gives. */
package dev.weir.pattern.output;
