/** Data types, their values at run time, and schemas. */
package dev.weir.type;
