package io.counterfoil;

import io.counterfoil.codes.ServerKey;
import io.counterfoil.platform.EventLog;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Transactions;
import io.counterfoil.web.Messages;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * What every feature stands on. There is one of each.
 *
 * @param transactions the way to the database
 * @param events what happened to things, append-only
 * @param jobs what is done later, or again and again
 * @param ids names of what is new
 * @param serverKey the secret that others are derived from
 * @param clock what time it is
 * @param random what nobody can guess
 * @param messages what pages and papers say in each language
 */
record Ground(
        Transactions transactions,
        EventLog events,
        Jobs jobs,
        Ids ids,
        ServerKey serverKey,
        InstantSource clock,
        SecureRandom random,
        Messages messages) {}
