/** Runs every sample and every transcript of the pages as a user would. */
package dev.weir.samples;
