package dev.weir.pattern;

/** A row of a match, the variable that it is mapped to, and whether it stands in an exclusion. */
record Taken(OracleRow row, int label, boolean excluded) {}
