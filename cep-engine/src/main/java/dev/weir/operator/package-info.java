/**
 * The contract of an operator (row, watermark, snapshot, restore), the generated parts that
 * operators call, and the ordering operator. Enter at {@link dev.weir.operator.Operator}.
 */
package dev.weir.operator;
