package dev.weir.cli;

import dev.weir.diagnostic.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The texts that a command line names: files, {@code -} for standard input, and {@code -c} texts. */
final class Scripts {
  private Scripts() {}

  /** In the order of the command line. @throws UsageException if there is none, or one cannot be read */
  static List<Source> read(String command, Arguments arguments, InputStream standardInput) {
    var scripts = new ArrayList<Source>();
    long texts = arguments.items().stream().filter(item -> "-c".equals(item.option())).count();
    int text = 0;
    for (var item : arguments.items()) {
      if ("-c".equals(item.option())) {
        text++;
        scripts.add(Source.of(texts == 1 ? "<-c>" : "<-c " + text + ">", item.value()));
      } else if (item.option() == null) {
        scripts.add(item.value().equals("-") ? standardInput(standardInput) : file(item.value()));
      }
    }
    if (scripts.isEmpty()) {
      throw new UsageException(
          "\"weir " + command + "\" needs a file or -c \"SQL\" (weir help " + command + ")");
    }
    return scripts;
  }

  private static Source standardInput(InputStream in) {
    try {
      return Source.of("<stdin>", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UsageException("cannot read standard input: " + e.getMessage());
    }
  }

  static Source file(String name) {
    try {
      return Source.of(name, Files.readString(Path.of(name), StandardCharsets.UTF_8));
    } catch (IOException | InvalidPathException e) {
      throw new UsageException("cannot read " + name + ": " + reason(e));
    }
  }

  /** Why a file cannot be read or written, in few words. */
  static String reason(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof CharacterCodingException) {
      return "it is not UTF-8 text";
    }
    return e.getMessage();
  }
}
