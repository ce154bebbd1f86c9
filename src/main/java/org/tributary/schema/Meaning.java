package org.tributary.schema;

/** What a code stands for, in words for people and for the years in which they are the words. */
public record Meaning(String words, Validity validity) {}
