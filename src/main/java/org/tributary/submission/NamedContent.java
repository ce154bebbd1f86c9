package org.tributary.submission;

/**
 * What the name of a file says that it holds, where each file tells of one child.
 *
 * @param identifier the child's, in upper case; it stands in no report, log or published name
 * @param table of the schema
 */
public record NamedContent(String identifier, String table) {

  @Override
  public String toString() {
    return "NamedContent[" + table + "]";
  }
}
