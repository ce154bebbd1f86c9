/**
 * What every page for people has in common: the layout, the one style sheet, and numbers and days
 * as people read them. A page is a record, and a template of the same name under {@code
 * src/main/jte} that shows it.
 */
@NullMarked
package org.tributary.page;

import org.jspecify.annotations.NullMarked;
