package org.tributary.output;

/**
 * An authority that rows of an output are handed over to.
 *
 * @param code as its data is filed ({@code 822}, {@code HAC})
 * @param giasCode its code in the register of schools; names its outputs
 */
public record Recipient(String code, String giasCode, String name) {}
