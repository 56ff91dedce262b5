package io.counterfoil.printing;

import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.catalog.Product;
import io.counterfoil.catalog.TermWords;
import io.counterfoil.codes.Gtin;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.brand.Brands;
import io.counterfoil.printing.bureau.BureauOfRun;
import io.counterfoil.printing.bureau.Bureaus;
import io.counterfoil.printing.bureau.DataFile;
import io.counterfoil.printing.layout.Brand;
import io.counterfoil.printing.layout.BureauProfile;
import io.counterfoil.printing.layout.Columns;
import io.counterfoil.printing.layout.Goods;
import io.counterfoil.printing.layout.Issuer;
import io.counterfoil.printing.layout.Prepared;
import io.counterfoil.printing.layout.PrintEngine;
import io.counterfoil.printing.layout.PrintJob;
import io.counterfoil.printing.layout.Volume;
import io.counterfoil.printing.templates.OwnTemplates;
import io.counterfoil.web.Download;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the print engine what stands on the items of a run. */
public final class Press {
    private static final int SAMPLE_ITEMS = 3;
    private static final Map<String, String> SAMPLE =
            Map.of(
                    "serial", "10000000000019",
                    "code", "VOID-VOID-VOID-VOID",
                    "sscc", "340063810000000018",
                    "serial_from", "10000000000019",
                    "serial_to", "10000000000202",
                    "without",
                            "Without 10000000000024-10000000000097, 10000000000137-10000000000168",
                    "retailer", "Sample shops",
                    "items", "20",
                    "outlet", "Main Street 1");

    private final OwnTemplates templates;
    private final Catalog catalog;
    private final Providers providers;
    private final Bureaus bureaus;

    /**
     * Prints in layouts and on sheets of {@code templates}, with products of {@code catalog} on the
     * items, as {@code bureaus} want it.
     */
    public Press(
            OwnTemplates templates, Catalog catalog, Providers providers, Bureaus bureaus) {
        this.templates = templates;
        this.catalog = catalog;
        this.providers = providers;
        this.bureaus = bureaus;
    }

    /**
     * What all parts of a run have in common.
     *
     * @param id the run's id
     * @param seller with the brand of the order
     * @param ordered when the run was ordered
     * @param profile how the bureau wants its files; empty if no bureau of the provider prints it
     */
    record Imprint(
            UUID id,
            Product product,
            Seller seller,
            Instant ordered,
            Optional<BureauProfile> profile) {
        Provider provider() {
            return seller.provider();
        }
    }

    /** Who sells what is printed, and how that looks. */
    public record Seller(Provider provider, Brand brand) {
        private Issuer issuer() {
            return new Issuer(
                    provider.name(), provider.webAddress(), provider.url() + "/redeem", brand);
        }
    }

    /** The caller's provider as it is now. */
    public Seller seller(Tx tx) {
        Provider provider = providers.of(tx);
        return new Seller(provider, Brands.now(tx, provider.colours()));
    }

    /** What stands on items of this product; empty if the caller's provider has no such product. */
    Optional<Imprint> imprint(Tx tx, UUID run, UUID product, Optional<BureauProfile> profile) {
        return catalog.product(tx, product)
                .map(found -> new Imprint(run, found, seller(tx), tx.now(), profile));
    }

    /** The same for a run that exists. */
    Imprint imprint(Tx tx, PrintRun run) {
        return new Imprint(
                run.id(),
                catalog.product(tx, run.product()).orElseThrow(),
                new Seller(providers.of(tx), Brands.of(tx, run.id())),
                run.orderedAt(),
                bureaus.ofRun(tx, run.id()).map(BureauOfRun::profile));
    }

    /** Which templates of these parts are the provider's own, who could delete them. */
    List<OwnTemplates.Needed> ownTemplates(List<PrintPart> parts) {
        return templates.needed(
                parts.stream().map(PrintPart::layout).toList(),
                parts.stream().map(PrintPart::sheet).toList());
    }

    /**
     * Keeps templates from being deleted until the transaction ends.
     *
     * @throws Refused if one is deleted already
     */
    void hold(Tx tx, List<OwnTemplates.Needed> needed) {
        templates.hold(tx, needed);
    }

    /** Whether a part can be printed, and how. */
    Prepared prepare(Imprint imprint, PrintPart part) {
        return engine(imprint.provider()).prepare(job(imprint, part));
    }

    /** The volume of a part that was found printable when it was ordered. */
    Volume volume(Imprint imprint, PrintPart part) {
        return ready(prepare(imprint, part));
    }

    /** The same with void codes. */
    Volume proof(Imprint imprint, PrintPart part) {
        return ready(engine(imprint.provider()).prepareProof(job(imprint, part)));
    }

    /**
     * Whether labels for what is no item can be printed, and how.
     *
     * @param id of the document
     * @param columns what differs from label to label
     */
    public Prepared labels(UUID id, Seller seller, PrintPart part, Columns columns) {
        return engine(seller.provider())
                .prepare(
                        new PrintJob(
                                id,
                                part.layout(),
                                part.sheet(),
                                new Goods("Labels", "", "", Optional.empty()),
                                seller.issuer(),
                                part.printer(),
                                part.placing(),
                                Optional.empty()),
                        columns);
    }

    /**
     * Void items with made-up values, to see what a layout looks like.
     *
     * @throws Refused if it can't be printed like this
     */
    Download sample(Seller seller, PrintPart part) {
        List<Map<String, String>> rows = Collections.nCopies(SAMPLE_ITEMS, SAMPLE);
        Columns columns = Columns.of(rows.iterator());
        Volume volume =
                drawn(engine(seller.provider()).prepareProof(sampleJob(seller, part), columns));
        return new Download(
                part.layout() + "-sample.pdf",
                Download.PDF,
                out -> volume.writeRows(out, rows.iterator()));
    }

    /**
     * One item of a layout that shows no code, as it is sold.
     *
     * @throws Refused if it can't be printed like this
     */
    Download specimen(Seller seller, PrintPart part) {
        Volume volume = drawn(prepareSpecimen(seller, part));
        return new Download(
                part.layout() + ".pdf",
                Download.PDF,
                out -> volume.writeRows(out, List.of(SAMPLE).iterator()));
    }

    /** Why a specimen can't be printed, in words; empty when it can. */
    Optional<String> fault(Seller seller, PrintPart part) {
        return switch (prepareSpecimen(seller, part)) {
            case Prepared.Refused refused -> Optional.of(refused.reason());
            case Prepared.Ready ready -> Optional.empty();
        };
    }

    private Prepared prepareSpecimen(Seller seller, PrintPart part) {
        Columns columns = Columns.of(List.of(SAMPLE).iterator());
        return engine(seller.provider()).prepare(sampleJob(seller, part), columns);
    }

    private static PrintJob sampleJob(Seller seller, PrintPart part) {
        Provider provider = seller.provider();
        return new PrintJob(
                provider.id(),
                part.layout(),
                part.sheet(),
                new Goods(
                        "Sample product",
                        "49.00 " + provider.currency().getCurrencyCode(),
                        "1 year",
                        gtin("04006381333931")),
                seller.issuer(),
                part.printer(),
                part.placing(),
                Optional.empty());
    }

    private static Volume drawn(Prepared prepared) {
        return switch (prepared) {
            case Prepared.Refused refused -> throw Refused.field("layout", refused.reason());
            case Prepared.Ready ready -> ready.volume();
        };
    }

    private PrintEngine engine(Provider provider) {
        return new PrintEngine(templates.of(provider.id()));
    }

    private static Volume ready(Prepared prepared) {
        return switch (prepared) {
            case Prepared.Ready ready -> ready.volume();
            case Prepared.Refused refused ->
                    throw new Refused(ProblemType.CONFLICT, changed(refused.reason()));
        };
    }

    /** That a part which could be printed can't be any more, and why. */
    static Text changed(String reason) {
        return Text.of(
                "The layout or sheet was changed since the order: {reason}",
                "reason",
                Text.of(reason));
    }

    /** The items of a revision as records, for a bureau that prints from data. */
    static DataFile data(Imprint imprint, Revision revision) {
        return new DataFile(
                imprint.product().sku(),
                goods(imprint),
                imprint.seller().issuer(),
                revision.number(),
                revision.serials());
    }

    private static PrintJob job(Imprint imprint, PrintPart part) {
        PrintJob job =
                new PrintJob(
                        imprint.id(),
                        part.layout(),
                        part.sheet(),
                        goods(imprint),
                        imprint.seller().issuer(),
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
