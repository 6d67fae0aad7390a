/**
 * The HTTP seat of the server: statements, events, rules and live rows as JSON, on the loopback interface. Enter at {@link
 * dev.weir.http.HttpSeat}. Nothing here waits on the engine's thread: whoever reads too slowly is dropped.
 */
package dev.weir.http;
