package dev.weir.connector;

/** How records are told apart. */
public enum Framing {
  /** Records follow each other in one stream of bytes; the format itself says where one ends. */
  STREAM,
  /** Each message holds one record (or several), whole; nothing precedes or separates messages. */
  MESSAGE
}
