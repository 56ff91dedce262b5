package io.counterfoil.printing;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Product;
import io.counterfoil.catalog.TermWords;
import io.counterfoil.codes.Gtin;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.bureau.BureauOfRun;
import io.counterfoil.printing.bureau.Bureaus;
import io.counterfoil.printing.bureau.DataFile;
import io.counterfoil.printing.layout.BureauProfile;
import io.counterfoil.printing.layout.Columns;
import io.counterfoil.printing.layout.Goods;
import io.counterfoil.printing.layout.Issuer;
import io.counterfoil.printing.layout.Prepared;
import io.counterfoil.printing.layout.PrintEngine;
import io.counterfoil.printing.layout.PrintJob;
import io.counterfoil.printing.layout.Volume;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the print engine what stands on the items of a run. */
public final class Press {
    private final PrintEngine engine;
    private final Catalog catalog;
    private final Providers providers;
    private final Bureaus bureaus;

    /**
     * Prints by {@code engine}, with products of {@code catalog} on the items, as {@code bureaus}
     * want it.
     */
    public Press(PrintEngine engine, Catalog catalog, Providers providers, Bureaus bureaus) {
        this.engine = engine;
        this.catalog = catalog;
        this.providers = providers;
        this.bureaus = bureaus;
    }

    /**
     * What all parts of a run have in common.
     *
     * @param id the run's id
     * @param ordered when the run was ordered
     * @param profile how the bureau wants its files; empty if no bureau of the provider prints it
     */
    record Imprint(
            UUID id,
            Product product,
            Provider provider,
            Instant ordered,
            Optional<BureauProfile> profile) {}

    /** What stands on items of this product; empty if the caller's provider has no such product. */
    Optional<Imprint> imprint(Tx tx, UUID run, UUID product, Optional<BureauProfile> profile) {
        return catalog.product(tx, product)
                .map(found -> new Imprint(run, found, providers.of(tx), tx.now(), profile));
    }

    /** The same for a run that exists. */
    Imprint imprint(Tx tx, PrintRun run) {
        return new Imprint(
                run.id(),
                catalog.product(tx, run.product()).orElseThrow(),
                providers.of(tx),
                run.orderedAt(),
                bureaus.ofRun(tx, run.id()).map(BureauOfRun::profile));
    }

    /** Whether a part can be printed, and how. */
    Prepared prepare(Imprint imprint, PrintPart part) {
        return engine.prepare(job(imprint, part));
    }

    /** The volume of a part that was found printable when it was ordered. */
    Volume volume(Imprint imprint, PrintPart part) {
        return ready(prepare(imprint, part));
    }

    /** The same with void codes. */
    Volume proof(Imprint imprint, PrintPart part) {
        return ready(engine.prepareProof(job(imprint, part)));
    }

    /**
     * Whether labels for what is no item can be printed, and how.
     *
     * @param id of the document
     * @param columns what differs from label to label
     */
    Prepared labels(UUID id, Provider provider, PrintPart part, Columns columns) {
        return engine.prepare(
                new PrintJob(
                        id,
                        part.layout(),
                        part.sheet(),
                        new Goods("Labels", "", "", Optional.empty()),
                        issuer(provider),
                        part.printer(),
                        part.placing(),
                        Optional.empty()),
                columns);
    }

    private static Volume ready(Prepared prepared) {
        return switch (prepared) {
            case Prepared.Ready ready -> ready.volume();
            case Prepared.Refused refused ->
                    throw new Refused(
                            ProblemType.CONFLICT,
                            "The layout or sheet was changed since the order: " + refused.reason());
        };
    }

    /** The items of a run as records, for a bureau that prints from data. */
    static DataFile data(Imprint imprint, SerialRange range) {
        return new DataFile(imprint.product().sku(), goods(imprint), issuer(imprint), range);
    }

    private static PrintJob job(Imprint imprint, PrintPart part) {
        PrintJob job =
                new PrintJob(
                        imprint.id(),
                        part.layout(),
                        part.sheet(),
                        goods(imprint),
                        issuer(imprint),
                        part.printer(),
                        part.placing(),
                        Optional.empty());
        return part.isForBureau()
                ? imprint.profile()
                        .map(profile -> job.forBureau(profile, imprint.ordered()))
                        .orElse(job)
                : job;
    }

    private static Goods goods(Imprint imprint) {
        Product product = imprint.product();
        return new Goods(
                product.name(),
                product.price().toString(),
                TermWords.of(product.term()),
                gtin(product.gtin()));
    }

    private static Issuer issuer(Imprint imprint) {
        return issuer(imprint.provider());
    }

    private static Issuer issuer(Provider provider) {
        return new Issuer(
                provider.name(), provider.webAddress(), provider.url() + "/redeem");
    }

    private static Optional<Gtin> gtin(@Nullable String digits) {
        if (digits == null) {
            return Optional.empty();
        }
        return switch (Gtin.parse(digits)) {
            case Gtin.Parsed.Valid valid -> Optional.of(valid.gtin());
            case Gtin.Parsed.Invalid invalid ->
                    throw new IllegalStateException("the product's GTIN: " + invalid.reason());
        };
    }
}
