package org.tributary.hub;

/** What travels through the hub's routes in place of a {@link Release}: ids only. */
public record ReleaseTicket(String attempt, String useCase) {}
