package io.counterfoil.printing.brand;

import io.counterfoil.access.Audit;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.artwork.LogoCheck;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The logos of providers. What is ordered from now on shows the one of now; a run goes on to show
 * the one that it was ordered with, so that its files stay the same, byte for byte.
 */
public final class Logos {
    private final Transactions transactions;
    private final Audit audit;

    /** Logos kept through {@code transactions}; who changes one is named in {@code audit}. */
    public Logos(Transactions transactions, Audit audit) {
        this.transactions = transactions;
        this.audit = audit;
    }

    /** What is kept now. */
    public record KeptLogo(String mediaType, int bytes) {}

    /**
     * Keeps a logo in place of the one that was there.
     *
     * @throws Refused if it can't be printed
     */
    public KeptLogo put(Caller caller, Artwork.Kind kind, byte[] content) {
        return put(caller, artwork(kind, content));
    }

    /**
     * The same, where messages call it what the person calls it who sent it.
     *
     * @throws Refused if it can't be printed
     */
    KeptLogo put(Caller caller, Artwork logo) {
        Artwork.Kind kind = logo.kind();
        int bytes = logo.content().length;
        LogoCheck.fault(logo)
                .ifPresent(
                        fault -> {
                            throw Refused.field("logo", fault);
                        });
        Optional<byte[]> picture = LogoPicture.of(logo);
        return transactions.once(
                caller,
                KeptLogo.class,
                tx -> {
                    BrandRepository brand = new BrandRepository(tx);
                    brand.putLogo(logo);
                    brand.putPicture(picture);
                    record(
                            tx,
                            "logo.kept",
                            Map.of("media_type", kind.mediaType(), "bytes", bytes));
                    return new KeptLogo(kind.mediaType(), bytes);
                });
    }

    /**
     * Forgets the logo; the name stands in its place again.
     *
     * @throws Refused if there is none
     */
    public void delete(Caller caller) {
        transactions.write(
                caller,
                tx -> {
                    if (!new BrandRepository(tx).deleteLogo()) {
                        throw Refused.notFound("logo");
                    }
                    record(tx, "logo.deleted", Map.of());
                    return true;
                });
    }

    /** The logo of the caller's provider. */
    public Optional<Artwork> find(Caller caller) {
        return transactions.read(caller, tx -> new BrandRepository(tx).logo());
    }

    /** Since when the provider of the caller has a logo that browsers show: an SVG. */
    Optional<Instant> shownSince(Caller caller) {
        return transactions.read(caller, tx -> new BrandRepository(tx).shownSince());
    }

    /** A logo with the name that messages give it. */
    static Artwork artwork(Artwork.Kind kind, byte[] content) {
        return new Artwork("logo" + kind.extension(), kind, content);
    }

    private void record(Tx tx, String action, Map<String, ?> facts) {
        audit.record(tx, action, "provider:" + tx.provider(), facts);
    }
}
