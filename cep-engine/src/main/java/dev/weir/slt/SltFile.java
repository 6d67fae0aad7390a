package dev.weir.slt;

import dev.weir.diagnostic.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A test file: its text and its cases. Immutable. */
public final class SltFile {
  private final Source source;
  private final Path directory;
  private final List<String> lines;
  private final List<SltCase> cases;

  private SltFile(Source source, Path directory) {
    this.source = source;
    this.directory = directory;
    this.lines = List.of(source.text().split("\r\n|\n|\r", -1));
    this.cases = new SltReader(source, lines).read();
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   * @throws SltSyntaxException if it is no test file
   */
  public static SltFile read(Path path) throws IOException {
    var directory = path.toAbsolutePath().getParent();
    return new SltFile(
        Source.of(path.toString(), Files.readString(path, StandardCharsets.UTF_8)), directory);
  }

  /**
   * A test file from a text.
   *
   * @param directory against which relative paths in its statements are resolved
   * @throws SltSyntaxException if it is no test file
   */
  public static SltFile parse(Source source, Path directory) {
    return new SltFile(source, directory);
  }

  /** The name that messages show. */
  public String name() {
    return source.name();
  }

  /** The tests of the file, in order; at least one. */
  public List<SltCase> cases() {
    return cases;
  }

  Path directory() {
    return directory;
  }

  List<String> lines() {
    return lines;
  }
}
