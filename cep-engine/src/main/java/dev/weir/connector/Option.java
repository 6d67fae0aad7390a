package dev.weir.connector;

/**
 * An option of a connector or format.
 *
 * @param name as written in {@code WITH}
 * @param required whether it must be given
 * @param defaultText what holds if it is not given, for the documentation; may be empty
 * @param description one line
 */
public record Option(String name, boolean required, String defaultText, String description) {}
