package dev.weir.pattern.ordered;

/**
 * A step that takes a row.
 *
 * @param condition what is not local of the variable's condition; null if there is nothing
 * @param opens the groups with WITHIN that begin with the row
 * @param continues the groups that the row lies in and that began before
 * @param onlyFirst whether the row must be the first of its partition
 * @param quietBefore the number of what must not have come before, or -1
 * @param entry where it leads
 */
record Take(
    int label,
    long bit,
    Condition condition,
    int[] opens,
    int[] continues,
    boolean onlyFirst,
    int quietBefore,
    Entry entry) {}
