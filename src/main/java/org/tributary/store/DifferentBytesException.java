package org.tributary.store;

import java.io.IOException;

/** What arrived from a store is not what it holds. The message holds nothing of either. */
public final class DifferentBytesException extends IOException {

  private static final long serialVersionUID = 1L;

  public DifferentBytesException() {
    super(StoreException.DIFFERENT);
  }
}
