package dev.weir.connect.file;

import io.airlift.compress.zstd.ZstdInputStream;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How a file's bytes are compressed, told by its suffix. */
enum Compression {
  NONE,
  GZIP,
  ZSTD;

  private static final int BUFFER = 1 << 16;

  static Compression of(Path path) {
    return of(path.toString());
  }

  private static Compression of(String path) {
    var lower = path.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".gz") || lower.endsWith(".gzip")) {
      return GZIP;
    }
    return lower.endsWith(".zst") || lower.endsWith(".zstd") ? ZSTD : NONE;
  }

  static String withoutSuffix(String path) {
    return of(path) == NONE ? path : path.substring(0, path.lastIndexOf('.'));
  }

  /** The uncompressed bytes. */
  InputStream open(InputStream in) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(in, BUFFER);
      case ZSTD -> new ZstdInputStream(in);
    };
  }

  OutputStream open(OutputStream out) throws IOException {
    return switch (this) {
      case NONE -> out;
      // With flushes that make what was written readable.
      case GZIP -> new GZIPOutputStream(out, BUFFER, true);
      case ZSTD -> new ZstdOutputStream(out);
    };
  }
}
