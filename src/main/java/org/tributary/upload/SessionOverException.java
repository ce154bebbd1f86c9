package org.tributary.upload;

/** Another file ended the session, so nothing more is done for this one. Nothing failed here. */
public final class SessionOverException extends Exception {

  private static final long serialVersionUID = 1L;
}
