package io.counterfoil.activation;

import io.counterfoil.access.Provider;
import io.counterfoil.catalog.Product;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * Holds a sale against the limits of its till, as they were around the moment of the sale: now, or
 * when the shop says that it sold while the till could not ask. That moment is the shop's claim, so
 * what is entered later has a bound of its own by our clock.
 */
final class TillLimits {
    private static final Duration DAY = Duration.ofHours(24);

    private TillLimits() {}

    /**
     * Which limit a sale breaks, in words for the shop; empty: none. The till's other requests wait
     * until the transaction ends.
     */
    static Optional<Text> broken(
            Tx tx,
            Terminal terminal,
            Optional<Instant> soldAt,
            Product product,
            Provider provider,
            TillRules rules) {
        Instant moment = soldAt.orElse(tx.now());
        int mostPace = terminal.limits().activations().orElse(provider.activationLimit());
        boolean bounded = soldAt.isPresent() && rules.enteredSales() > 0;
        return LimitRules.broken(
                new LimitRules.Figures(
                        terminal.limits()
                                .hours()
                                .map(hours -> hours.isOpen(moment, provider.zone()))
                                .orElse(true),
                        mostPace == 0 ? 0 : pace(tx, terminal.id(), moment),
                        mostPace,
                        terminal.limits().dayValue().isEmpty()
                                ? 0
                                : ofDay(tx, terminal.id(), moment, provider)
                                        + product.price().minor(),
                        terminal.limits().dayValue(),
                        bounded ? entered(tx, terminal.id()) + 1 : 0,
                        rules.enteredSales()),
                soldAt.isPresent());
    }

    private static int pace(Tx tx, UUID terminal, Instant moment) {
        return LimitRules.pace(
                new TillRepository(tx)
                        .madeBetween(
                                terminal,
                                moment.minus(LimitRules.WITHIN),
                                moment.plus(LimitRules.WITHIN)),
                moment);
    }

    private static int entered(Tx tx, UUID terminal) {
        return new TillRepository(tx).enteredSince(terminal, tx.now().minus(DAY));
    }

    /** What the till sold on the day of a moment, in minor units. */
    private static long ofDay(Tx tx, UUID terminal, Instant moment, Provider provider) {
        LocalDate day = LocalDate.ofInstant(moment, provider.zone());
        return new TillRepository(tx)
                .valueBetween(
                        terminal,
                        day.atStartOfDay(provider.zone()).toInstant(),
                        day.plusDays(1).atStartOfDay(provider.zone()).toInstant());
    }
}
