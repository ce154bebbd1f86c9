package org.tributary.publish;

/**
 * One file of a published state: its name among the others, the object that holds it, its SHA-256
 * in lower-case hex, its size in bytes and its number of data rows.
 */
public record PublishedFile(String name, String key, String sha256, long bytes, long rows) {}
