package org.tributary.proof;

import java.util.Optional;
import org.tributary.store.ObjectStore;

/** The areas that a proof may read; each is absent where the operator has no right to it. */
public record ProofStores(
    Optional<ObjectStore> shared,
    Optional<ObjectStore> uploadWorkspace,
    Optional<ObjectStore> outputs,
    Optional<ObjectStore> hubWorkspace) {}
