/**
 * What the formats share: single values between their text, their JSON and a column of an event.
 * Formats stand below it, one package each.
 */
package dev.weir.format;
