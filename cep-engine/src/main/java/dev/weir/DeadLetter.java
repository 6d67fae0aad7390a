package dev.weir;

/**
 * A row that could not be read or evaluated.
 *
 * @param stream the stream it belongs to
 * @param location where it came from: file and line, or the query that could not evaluate it
 * @param rawText the row as it came; long texts are cut
 * @param reason what is wrong, in the user's words
 * @param atMicros when it was found, by the engine's clock, microseconds since 1970
 */
public record DeadLetter(
    String stream, String location, String rawText, String reason, long atMicros) {}
