package org.tributary.browser;

import org.teavm.classlib.ResourceSupplier;
import org.teavm.classlib.ResourceSupplierContext;

/** What the programme in a browser reads beside its classes. */
// What is to take its place is not said yet.
@SuppressWarnings("deprecation")
public final class Resources implements ResourceSupplier {

  @Override
  public String[] supplyResources(ResourceSupplierContext context) {
    return new String[] {"org/tributary/page/page.css"};
  }
}
