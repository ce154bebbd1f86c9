package org.tributary.store;

/** A store did not do what was asked. The message names the operation, never a key or a body. */
public final class StoreException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why, and so whose move it is. */
  public enum Reason {
    /** There is no such object (404). */
    NOT_FOUND,
    /** The object is another one than was listed (412 on a read). */
    CHANGED,
    /** We have no right to it (403). */
    FORBIDDEN,
    /** It is archived and cannot be read (InvalidObjectState). */
    ARCHIVED,
    /** What arrived is not what the store holds; like UNAVAILABLE, the next look tries again. */
    DIFFERENT_BYTES,
    /** The store is away or answered nonsense; the next look tries again. */
    UNAVAILABLE
  }

  static final String DIFFERENT = "the bytes that arrived are not those that the store holds";

  private final Reason reason;
  private final boolean areaMissing;
  private final String area;

  /** What was read is not what the store holds. */
  public static StoreException differentBytes() {
    return new StoreException(Reason.DIFFERENT_BYTES, DIFFERENT);
  }

  public StoreException(Reason reason, String operation) {
    super(operation + ": " + reason);
    this.reason = reason;
    this.areaMissing = false;
    this.area = "";
  }

  public StoreException(Reason reason, String operation, Throwable cause) {
    super(operation + ": " + reason, cause);
    this.reason = reason;
    this.areaMissing = false;
    this.area = "";
  }

  private StoreException(StoreException failure, boolean areaMissing, String area) {
    super(failure.getMessage(), failure.getCause());
    setStackTrace(failure.getStackTrace());
    this.reason = failure.reason;
    this.areaMissing = areaMissing;
    this.area = area;
  }

  /** The same: the bucket itself is not there, which no object's absence should be taken for. */
  public StoreException ofMissingArea() {
    return new StoreException(this, true, area);
  }

  /** The same, of an area as an operator knows it: {@code uploads (bucket fons-uploads)}. */
  public StoreException at(String named) {
    return new StoreException(this, areaMissing, named);
  }

  /** Whether the bucket itself is not there. */
  public boolean isAreaMissing() {
    return areaMissing;
  }

  /** Which area it is of; empty where nobody said. */
  public String area() {
    return area;
  }

  public Reason reason() {
    return reason;
  }
}
