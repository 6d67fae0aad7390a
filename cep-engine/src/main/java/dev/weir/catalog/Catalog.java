package dev.weir.catalog;

import dev.weir.ast.Identifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What has been defined: streams, views, rules, and the settings of the session. Streams and views share one space of names, rules
 * have their own. Two names that differ in case only are one name; each keeps the spelling of its declaration, and a quoted
 * identifier finds it only in that spelling. Holds definitions only, nothing that runs. Not thread-safe.
 */
public final class Catalog {
  private final Map<String, StreamPlan> streams = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, View> views = new LinkedHashMap<>();
  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private final Map<String, Integer> ruleVersions = new TreeMap<>();
  private final Map<String, String> settings = new TreeMap<>();

  /** The same definitions in a catalog of their own. O(number of definitions), the definitions are shared. */
  public Catalog copy() {
    var copy = new Catalog();
    copy.streams.putAll(streams);
    copy.texts.putAll(texts);
    copy.views.putAll(views);
    copy.rules.putAll(rules);
    copy.ruleVersions.putAll(ruleVersions);
    copy.settings.putAll(settings);
    return copy;
  }

  public Optional<StreamPlan> stream(Identifier name) {
    return Optional.ofNullable(streams.get(key(name.text())))
        .filter(s -> name.matches(s.stream().name()));
  }

  /** The stream of that name, whatever the case. */
  public Optional<StreamPlan> stream(String name) {
    return Optional.ofNullable(streams.get(key(name)));
  }

  public Optional<View> view(Identifier name) {
    return Optional.ofNullable(views.get(key(name.text()))).filter(v -> name.matches(v.name()));
  }

  public Optional<Rule> rule(Identifier name) {
    return Optional.ofNullable(rules.get(key(name.text()))).filter(r -> name.matches(r.name()));
  }

  /** Whether a stream or view has that name but for case. */
  public boolean hasRelation(String name) {
    return streams.containsKey(key(name)) || views.containsKey(key(name));
  }

  /** In order of declaration. */
  public List<StreamPlan> streams() {
    return List.copyOf(streams.values());
  }

  /** In order of declaration. */
  public List<View> views() {
    return List.copyOf(views.values());
  }

  /** In order of declaration. */
  public List<Rule> rules() {
    return List.copyOf(rules.values());
  }

  /** The names of streams and views, for suggestions. */
  public List<String> relationNames() {
    var names = new ArrayList<String>();
    streams.values().forEach(s -> names.add(s.stream().name()));
    views.values().forEach(v -> names.add(v.name()));
    return names;
  }

  /**
   * Adds a stream; one of the same name is replaced and keeps its place.
   *
   * @param text the statement that made it
   */
  public void put(StreamPlan stream, String text) {
    String key = key(stream.stream().name());
    views.remove(key);
    streams.put(key, stream);
    texts.put(key, text);
  }

  /** The statement that made a stream. */
  public Optional<String> text(String stream) {
    return Optional.ofNullable(texts.get(key(stream)));
  }

  /** Puts what is better known of a stream in the place of its definition. */
  public void update(StreamPlan stream) {
    streams.replace(key(stream.stream().name()), stream);
  }

  /** Adds a view; one of the same name is replaced and keeps its place. */
  public void put(View view) {
    streams.remove(key(view.name()));
    views.put(key(view.name()), view);
  }

  /** Adds a rule; one of the same name is replaced and keeps its place. */
  public void put(Rule rule) {
    rules.put(key(rule.name()), rule);
    ruleVersions.put(key(rule.name()), rule.version());
  }

  /** The version of the next rule of that name: it goes on counting when a rule was dropped. */
  public int nextRuleVersion(String name) {
    return ruleVersions.getOrDefault(key(name), 0) + 1;
  }

  public void removeRelation(String name) {
    streams.remove(key(name));
    views.remove(key(name));
  }

  public void removeRule(String name) {
    rules.remove(key(name));
  }

  /** What would break if a stream or view were gone: {@code view "v"}, {@code rule "r"}. */
  public List<String> usersOf(String name) {
    var users = new ArrayList<String>();
    for (View view : views.values()) {
      if (view.uses().stream().anyMatch(name::equalsIgnoreCase)) {
        users.add("view \"" + view.name() + "\"");
      }
    }
    for (Rule rule : rules.values()) {
      if (rule.uses().stream().anyMatch(name::equalsIgnoreCase)
          || rule.target().filter(name::equalsIgnoreCase).isPresent()) {
        users.add("rule \"" + rule.name() + "\"");
      }
    }
    return users;
  }

  /** The settings made with SET, by lower-case name. */
  public Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  public Optional<String> setting(String name) {
    return Optional.ofNullable(settings.get(key(name)));
  }

  public void set(String name, String value) {
    settings.put(key(name), value);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
