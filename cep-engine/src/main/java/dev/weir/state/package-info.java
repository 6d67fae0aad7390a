/** Keyed state: key groups, key tables, and the versioned binary form of snapshots. */
package dev.weir.state;
