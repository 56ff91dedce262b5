package io.counterfoil.printing.brand;

import io.counterfoil.access.Providers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Jobs;
import io.counterfoil.platform.Transactions;
import java.time.Duration;
import java.util.Optional;

/** Draws the pictures of logos for mails that were kept before mails had any. */
public final class LogoPictures {
    private static final String JOB = "draw-logos";
    private static final Duration PAUSE = Duration.ofHours(1);

    private final Transactions transactions;
    private final Providers providers;

    /** Pictures of the logos of {@code providers}. */
    public LogoPictures(Transactions transactions, Providers providers) {
        this.transactions = transactions;
        this.providers = providers;
    }

    /** Has {@code jobs} look again and again. */
    public void drawEvery(Jobs jobs) {
        jobs.every(JOB, PAUSE, this::draw);
    }

    /** Draws all that are missing. */
    void draw() {
        providers.each(JOB, (provider, caller) -> draw(caller));
    }

    private void draw(Caller caller) {
        transactions
                .read(caller, tx -> new BrandRepository(tx).logoToDraw())
                .ifPresent(
                        logo -> {
                            Optional<byte[]> png = LogoPicture.of(logo);
                            transactions.write(
                                    caller, tx -> new BrandRepository(tx).addPicture(png));
                        });
    }
}
