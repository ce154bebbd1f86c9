package org.tributary.publish;

import java.util.List;
import org.tributary.store.StoreException;

/** Is told of every deletion before it happens; if it fails, nothing is deleted. */
@FunctionalInterface
public interface DeletionLog {

  void aboutToDelete(Area area, List<String> keys) throws StoreException;
}
