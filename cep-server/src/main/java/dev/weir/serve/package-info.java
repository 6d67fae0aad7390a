/**
 * A directory of rule files as one running engine: reads the files, finds all their mistakes, brings what they say into an
 * order in which it can be executed, and keeps the latest rows of rules for those who ask.
 */
package dev.weir.serve;
