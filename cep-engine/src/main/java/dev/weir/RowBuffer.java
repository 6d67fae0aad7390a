package dev.weir;

import java.util.ArrayDeque;

/**
 * Results between the engine's thread and one that takes them. Thread-safe; holds at most {@code capacity} elements.
 *
 * @param <E> rows or objects
 */
final class RowBuffer<E> {
  private final int capacity;
  private final WhenFull whenFull;
  private final Thread producer = Thread.currentThread();
  private final ArrayDeque<E> elements = new ArrayDeque<>();
  private boolean ended;
  private boolean abandoned;
  private long dropped;

  /** Made by the engine's thread. */
  RowBuffer(int capacity, WhenFull whenFull) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a buffer holds at least one row, not " + capacity);
    }
    this.capacity = capacity;
    this.whenFull = whenFull;
  }

  synchronized void add(E element) {
    if (ended || abandoned) {
      return;
    }
    if (elements.size() == capacity && !makeRoom()) {
      return;
    }
    elements.add(element);
    notifyAll();
  }

  /** Whether the element is to be added. */
  private boolean makeRoom() {
    switch (whenFull) {
      case BLOCK -> {
        while (elements.size() == capacity && !abandoned) {
          try {
            wait();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            dropped++;
            throw new BufferFullException(capacity);
          }
        }
        return !abandoned;
      }
      case DROP_NEWEST -> {
        dropped++;
        return false;
      }
      case DROP_OLDEST -> {
        dropped++;
        elements.remove();
        return true;
      }
      case FAIL -> {
        dropped++;
        throw new BufferFullException(capacity);
      }
    }
    throw new AssertionError(whenFull);
  }

  /** Nothing more comes. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** Nobody takes anything any more: what is there and what comes is thrown away. */
  synchronized void abandon() {
    abandoned = true;
    elements.clear();
    notifyAll();
  }

  /** Whether the calling thread is the one that adds, which must not wait for itself. */
  boolean isProducer() {
    return Thread.currentThread() == producer;
  }

  /** The next element, or null if there is none now. */
  synchronized E poll() {
    var element = elements.poll();
    if (element != null) {
      notifyAll();
    }
    return element;
  }

  /** Waits for the next element; null if there is none any more. @throws InterruptedException if interrupted while waiting */
  synchronized E take() throws InterruptedException {
    while (elements.isEmpty() && !ended && !abandoned) {
      wait();
    }
    return poll();
  }

  synchronized boolean isEmpty() {
    return elements.isEmpty();
  }

  synchronized long dropped() {
    return dropped;
  }
}
