/** The connector {@code datagen}: makes rows up, the same ones for the same seed. */
package dev.weir.connect.datagen;
