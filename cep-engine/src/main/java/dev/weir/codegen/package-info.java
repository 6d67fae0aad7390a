/**
 * Turns typed expressions, event layouts and fused filter-and-project stages into classes at run
 * time, with ASM and without JVM flags. Enter at {@link dev.weir.codegen.CodeGenerator}.
 */
package dev.weir.codegen;
