package dev.weir.connect.file;

import dev.weir.connector.ConnectorException;
import dev.weir.connector.Format;
import dev.weir.connector.Source;
import dev.weir.connector.SourceContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/*
 * A file is known by its identity (the inode), not by its name, so that
 *   - a file renamed and made anew is read to its end, and then the new one from its start;
 *   - a renamed file that still matches the glob is not read twice;
 *   - a file cut short (copied away and truncated) is read from its start again. One that has grown
 *     past the old length since is told by the checksum of its first bytes.
 * A file that has vanished is held open for a while, because its writer may not have noticed yet.
 */
/** Reads files that grow, and those that come to match a glob. It never ends by itself. */
final class FollowSource implements Source {
  private static final long VANISHED_NANOS_MAX = 10_000_000_000L;

  private final PathPattern pattern;
  private final Format format;
  private final SourceContext context;
  private final List<Tail> tails = new ArrayList<>();
  private long bytesBefore;

  FollowSource(PathPattern pattern, Format format, SourceContext context) {
    this.pattern = pattern;
    this.format = format;
    this.context = context;
    if (!pattern.isGlob()) {
      // A glob may match nothing yet; a name that is not there is more likely a slip.
      pattern.requireFiles();
    }
    discover();
  }

  @Override
  public Status poll(int maxRows) {
    int rows = readAll(maxRows);
    if (rows < maxRows && discover()) {
      return Status.READY;
    }
    return rows > 0 ? Status.READY : Status.IDLE;
  }

  private int readAll(int maxRows) {
    int rows = 0;
    for (int i = 0; i < tails.size() && rows < maxRows; i++) {
      rows += tails.get(i).read(maxRows - rows);
    }
    return rows;
  }

  /** Looks what has become of the files, now that all were read to their ends. */
  private boolean discover() {
    var now = new HashMap<Path, Object>();
    var files = pattern.files();
    for (var file : files) {
      Tail.identityOf(file).ifPresent(identity -> now.put(file, identity));
    }
    boolean changed = settle(now);
    var known = new HashSet<>();
    tails.forEach(tail -> known.add(tail.identity()));
    for (var file : files) {
      if (now.containsKey(file) && known.add(now.get(file))) {
        tails.add(new Tail(file, now.get(file), format, context));
        changed = true;
      }
    }
    return changed;
  }

  /** Finds known files again under old or new names; ends those that were replaced or are gone. */
  private boolean settle(HashMap<Path, Object> now) {
    var names = new HashMap<Object, Path>();
    now.forEach((path, identity) -> names.put(identity, path));
    boolean changed = false;
    for (var tails = this.tails.listIterator(); tails.hasNext(); ) {
      var tail = tails.next();
      var name = names.get(tail.identity());
      if (name != null) {
        tail.foundAt(name);
      } else {
        boolean replaced = now.containsKey(tail.path());
        if (replaced || tail.goneFor(context.clock().nanoTime()) > VANISHED_NANOS_MAX) {
          tail.finish();
          bytesBefore += tail.bytesRead();
          tails.remove();
          changed = true;
        }
      }
    }
    return changed;
  }

  /** One line per file. */
  @Override
  public String position() {
    return tails.stream().map(Tail::position).collect(Collectors.joining("\n"));
  }

  @Override
  public void seek(String position) {
    close();
    tails.clear();
    if (!position.isEmpty()) {
      for (var line : position.split("\n")) {
        tails.add(find(Tail.Saved.parse(line)));
      }
    }
    discover();
  }

  /** A file by its first bytes: under its old name, or under the one it was given since. */
  private Tail find(Tail.Saved saved) {
    var candidates = new ArrayList<Path>();
    candidates.add(saved.path());
    candidates.addAll(pattern.files());
    candidates.addAll(siblings(saved.path()));
    for (var candidate : candidates) {
      if (Files.isRegularFile(candidate) && saved.isBeginningOf(candidate)) {
        var identity = Tail.identityOf(candidate);
        if (identity.isPresent()) {
          var tail = new Tail(candidate, identity.get(), format, context);
          tail.seek(saved);
          return tail;
        }
      }
    }
    throw new ConnectorException(
        "the stream \""
            + context.stream()
            + "\" was read up to a file that is gone: "
            + saved.path());
  }

  /** Files whose names begin like that one's: {@code app.log.1} for {@code app.log}. */
  private static List<Path> siblings(Path path) {
    var name = path.getFileName().toString();
    try (var entries =
        Files.newDirectoryStream(
            path.getParent(), e -> e.getFileName().toString().startsWith(name))) {
      var found = new ArrayList<Path>();
      entries.forEach(found::add);
      Collections.sort(found);
      return found;
    } catch (java.io.IOException e) {
      throw new ConnectorException(
          "cannot look for files in " + path.getParent() + ": " + PathPattern.reason(e), e);
    }
  }

  @Override
  public long progress() {
    return bytesBefore + tails.stream().mapToLong(Tail::bytesRead).sum();
  }

  @Override
  public void close() {
    tails.forEach(Tail::close);
  }
}
