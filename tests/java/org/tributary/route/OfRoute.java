package org.tributary.route;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** The test drives the routes of these files. */
@Retention(RetentionPolicy.RUNTIME)
@interface OfRoute {

  String[] value();
}
