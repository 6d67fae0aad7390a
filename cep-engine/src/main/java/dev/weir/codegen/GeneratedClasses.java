package dev.weir.codegen;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Defines generated classes for one engine.
 *
 * <p>Event classes are shared by everything that handles events of their layout, so they live as
 * long as the engine, in one loader. Every other class has a small loader of its own below it and
 * is held weakly here: it unloads with the last object of its shape. Thread-safe.
 */
final class GeneratedClasses {
  private static final String PACKAGE = "dev/weir/generated/";

  /** Layouts up to this length are part of the class name as they are. */
  private static final int MAX_LAYOUT_IN_NAME = 40;

  private final EventLoader eventLoader = new EventLoader(GeneratedClasses.class.getClassLoader());
  private final Map<String, Class<?>> eventClasses = new ConcurrentHashMap<>();

  // Not Caffeine: a map of weak references is all it takes, and loading Caffeine's classes is a
  // third of the time from start to the first generated class.
  private final Map<Object, ShapeReference> byShape = new HashMap<>();
  private final ReferenceQueue<Class<?>> unloaded = new ReferenceQueue<>();

  /** The class of a layout; see {@link dev.weir.event.Event}. */
  Class<?> eventClass(String layout) {
    return eventClasses.computeIfAbsent(layout, eventLoader::defineEvent);
  }

  /** The internal name of {@link #eventClass}, which is defined if need be. */
  String eventName(String layout) {
    return eventClass(layout).getName().replace('.', '/');
  }

  /**
   * The class of a shape, written if none is alive.
   *
   * @param shape equal for equal classes
   * @param name the kind of class, for its name
   * @param linked classes that the written class names and that need not be visible to Weir's own
   *     loader, such as those of user-defined functions
   * @param writer given the internal name, writes the class
   */
  synchronized Class<?> ofShape(
      Object shape, String name, Iterable<Class<?>> linked, Function<String, byte[]> writer) {
    forgetUnloaded();
    var known = byShape.get(shape);
    Class<?> type = known == null ? null : known.get();
    if (type == null) {
      type = new ShapeLoader(eventLoader, linked).define(writer.apply(PACKAGE + name));
      byShape.put(shape, new ShapeReference(shape, type, unloaded));
    }
    return type;
  }

  /** Drops the shapes whose classes are gone. */
  private void forgetUnloaded() {
    for (var gone = unloaded.poll(); gone != null; gone = unloaded.poll()) {
      byShape.remove(((ShapeReference) gone).shape, gone);
    }
  }

  /** The number of shapes that are kept, for tests. */
  synchronized int shapes() {
    forgetUnloaded();
    return byShape.size();
  }

  private static final class ShapeReference extends WeakReference<Class<?>> {
    private final Object shape;

    ShapeReference(Object shape, Class<?> type, ReferenceQueue<Class<?>> queue) {
      super(type, queue);
      this.shape = shape;
    }
  }

  private static final class EventLoader extends ClassLoader {
    static {
      registerAsParallelCapable();
    }

    private int longLayouts;

    EventLoader(ClassLoader parent) {
      super(parent);
    }

    synchronized Class<?> defineEvent(String layout) {
      String suffix =
          layout.length() <= MAX_LAYOUT_IN_NAME ? layout : layout.length() + "_" + ++longLayouts;
      byte[] content = EventClassWriter.write(PACKAGE + "Event_" + suffix, layout);
      return defineClass(null, content, 0, content.length);
    }
  }

  private static final class ShapeLoader extends ClassLoader {
    private final Map<String, Class<?>> linked = new HashMap<>();

    ShapeLoader(ClassLoader parent, Iterable<Class<?>> linked) {
      super(parent);
      linked.forEach(type -> this.linked.put(type.getName(), type));
    }

    Class<?> define(byte[] content) {
      return defineClass(null, content, 0, content.length);
    }

    /**
     * A function named by the class wins over a class of the same name elsewhere: two versions of a
     * user's library may be in use at once.
     */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      var known = linked.get(name);
      return known != null ? known : super.loadClass(name, resolve);
    }
  }
}
