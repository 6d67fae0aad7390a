/** The event contract: one object per event, and the change kinds of rows on an edge. */
package dev.weir.event;
