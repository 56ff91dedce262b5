package io.counterfoil.printing.bureau;

import io.counterfoil.printing.layout.BureauProfile;
import java.util.UUID;

/**
 * The bureau that prints a run, with its wishes as they were when the run was ordered.
 *
 * @param bureau its id
 * @param name its name
 * @param profile how it wants the volumes
 * @param dataFormat which data file it prints from
 */
public record BureauOfRun(
        UUID bureau, String name, BureauProfile profile, DataFormat dataFormat) {}
