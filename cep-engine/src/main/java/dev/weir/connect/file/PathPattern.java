package dev.weir.connect.file;

import dev.weir.connector.ConnectorException;
import dev.weir.diagnostic.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that a path means: itself, or those that match if it is a glob. */
final class PathPattern {
  private final Path path;
  private final Path root;
  private final boolean isGlob;

  /** @param path absolute or relative to the working directory, perhaps with glob characters */
  PathPattern(Path path) {
    this.path = path.toAbsolutePath().normalize();
    this.isGlob =
        hasGlob(this.path.toString()) && !Files.exists(this.path, LinkOption.NOFOLLOW_LINKS);
    this.root = isGlob ? rootOf(this.path) : this.path;
  }

  private static boolean hasGlob(String text) {
    return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
  }

  /** The deepest directory above the first name with a glob character. */
  private static Path rootOf(Path path) {
    var root = path.getRoot();
    for (var name : path) {
      if (hasGlob(name.toString())) {
        break;
      }
      root = root.resolve(name);
    }
    return root;
  }

  boolean isGlob() {
    return isGlob;
  }

  /** The only file, which need not be there. */
  Path path() {
    return path;
  }

  /**
   * The files that are there now, sorted by path. Hidden files match only a name that begins with a
   * dot itself.
   *
   * @throws ConnectorException if a directory cannot be read
   */
  List<Path> files() {
    if (!isGlob) {
      return Files.exists(path) ? List.of(path) : List.of();
    }
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    boolean anyDepth = path.toString().contains("**");
    boolean takesHidden = path.getFileName().toString().startsWith(".");
    int depth = anyDepth ? Integer.MAX_VALUE : path.getNameCount() - root.getNameCount();
    var matcher = path.getFileSystem().getPathMatcher("glob:" + path);
    try (var found =
        Files.find(
            root,
            depth,
            (file, attributes) ->
                !attributes.isDirectory()
                    && matcher.matches(file)
                    && (takesHidden || !file.getFileName().toString().startsWith(".")))) {
      return found.sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new ConnectorException("cannot look for files in " + root + ": " + reason(e), e);
    }
  }

  /**
   * The files, of which there must be at least one.
   *
   * @throws ConnectorException saying what is there instead
   */
  List<Path> requireFiles() {
    var files = files();
    if (!isGlob) {
      requireFile();
    } else if (files.isEmpty()) {
      throw new ConnectorException(
          "no file matches " + path + (Files.isDirectory(root) ? "" : ": " + missing(root)));
    }
    return files;
  }

  private void requireFile() {
    if (!Files.exists(path)) {
      throw new ConnectorException(missing(path));
    }
    if (Files.isDirectory(path)) {
      throw new ConnectorException(
          path
              + " is a directory; for its files write a glob such as '"
              + path.resolve("*.csv")
              + "'");
    }
    if (!Files.isReadable(path)) {
      throw new ConnectorException("the file " + path + " may not be read: permission denied");
    }
  }

  /** Says which part of a path is not there, and what is near it. */
  private static String missing(Path path) {
    var part = path;
    while (part.getParent() != null && !Files.exists(part.getParent())) {
      part = part.getParent();
    }
    var kind = part.equals(path) ? "the file " : "the directory ";
    var name = part.getFileName() == null ? part.toString() : part.getFileName().toString();
    var near =
        Names.suggest(name, siblings(part.getParent()))
            .map(found -> ", did you mean \"" + found + "\"?")
            .orElse("");
    return kind + part + " does not exist" + near;
  }

  private static List<String> siblings(Path directory) {
    var names = new ArrayList<String>();
    if (directory != null) {
      try (var entries = Files.newDirectoryStream(directory)) {
        entries.forEach(entry -> names.add(entry.getFileName().toString()));
      } catch (IOException e) {
        // Without a look at the directory there is no suggestion; the message stands without it.
        return List.of();
      }
    }
    names.sort(null);
    return names;
  }

  /** Why an input or output failed, in few words. */
  static String reason(Exception failure) {
    var cause = failure instanceof UncheckedIOException unchecked ? unchecked.getCause() : failure;
    if (cause instanceof java.nio.file.AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof java.nio.file.NoSuchFileException) {
      return "it does not exist";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
