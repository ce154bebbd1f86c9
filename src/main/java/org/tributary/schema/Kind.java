package org.tributary.schema;

/** How the text of a field is read. Written in lower case in the schema files. */
public enum Kind {
  STRING,
  CATEGORY,
  DATE,
  TIME,
  INTEGER,
  DECIMAL,
  AGE,
  POSTCODE
}
