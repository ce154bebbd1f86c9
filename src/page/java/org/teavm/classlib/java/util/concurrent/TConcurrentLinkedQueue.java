package org.teavm.classlib.java.util.concurrent;

import java.util.AbstractQueue;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;

/** {@link java.util.concurrent.ConcurrentLinkedQueue} where there is one thread. */
public class TConcurrentLinkedQueue<E> extends AbstractQueue<E> {

  private final Queue<E> all = new ArrayDeque<>();

  @Override
  public Iterator<E> iterator() {
    return all.iterator();
  }

  @Override
  public int size() {
    return all.size();
  }

  @Override
  public boolean offer(E element) {
    return all.offer(element);
  }

  @Override
  public E poll() {
    return all.poll();
  }

  @Override
  public E peek() {
    return all.peek();
  }
}
