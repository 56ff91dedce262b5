package io.counterfoil;

import io.counterfoil.access.ProviderSettings;
import io.counterfoil.catalog.Products;
import io.counterfoil.codes.CodeDigester;
import io.counterfoil.inventory.Items;
import io.counterfoil.platform.KeyFolder;
import io.counterfoil.platform.Transactions;
import io.counterfoil.printing.BureauReplies;
import io.counterfoil.printing.BureauRepliesResource;
import io.counterfoil.printing.CodePromises;
import io.counterfoil.printing.CodeVault;
import io.counterfoil.printing.CountIns;
import io.counterfoil.printing.Downloads;
import io.counterfoil.printing.FileCheck;
import io.counterfoil.printing.HandInResource;
import io.counterfoil.printing.LayoutPicturePages;
import io.counterfoil.printing.LayoutSamples;
import io.counterfoil.printing.LayoutSamplesResource;
import io.counterfoil.printing.Minting;
import io.counterfoil.printing.PackagePages;
import io.counterfoil.printing.Press;
import io.counterfoil.printing.PrintOrders;
import io.counterfoil.printing.PrintRunPages;
import io.counterfoil.printing.PrintRuns;
import io.counterfoil.printing.PrintRunsPages;
import io.counterfoil.printing.PrintRunsResource;
import io.counterfoil.printing.PrintedPlaces;
import io.counterfoil.printing.ProofApprovals;
import io.counterfoil.printing.ReleaseRequests;
import io.counterfoil.printing.Releases;
import io.counterfoil.printing.Reprinting;
import io.counterfoil.printing.Reprints;
import io.counterfoil.printing.ReprintsResource;
import io.counterfoil.printing.RevisionCheck;
import io.counterfoil.printing.RunFiles;
import io.counterfoil.printing.RunFilesResource;
import io.counterfoil.printing.RunItems;
import io.counterfoil.printing.RunOverview;
import io.counterfoil.printing.RunPackages;
import io.counterfoil.printing.RunReleasePages;
import io.counterfoil.printing.RunReleasesResource;
import io.counterfoil.printing.SamplesPages;
import io.counterfoil.printing.artwork.LogoCheck;
import io.counterfoil.printing.brand.AccentPages;
import io.counterfoil.printing.brand.BrandOnPages;
import io.counterfoil.printing.brand.BrandPages;
import io.counterfoil.printing.brand.Letterhead;
import io.counterfoil.printing.brand.LogoPages;
import io.counterfoil.printing.brand.LogoPictures;
import io.counterfoil.printing.brand.LogoResource;
import io.counterfoil.printing.brand.Logos;
import io.counterfoil.printing.bureau.BureauLinks;
import io.counterfoil.printing.bureau.BureauLinksResource;
import io.counterfoil.printing.bureau.Bureaus;
import io.counterfoil.printing.bureau.BureausPages;
import io.counterfoil.printing.bureau.BureausResource;
import io.counterfoil.printing.bureau.Deliveries;
import io.counterfoil.printing.bureau.ManifestPapers;
import io.counterfoil.printing.bureau.Packages;
import io.counterfoil.printing.bureau.RunBureauPages;
import io.counterfoil.printing.printers.Printers;
import io.counterfoil.printing.printers.PrintersPages;
import io.counterfoil.printing.printers.PrintersResource;
import io.counterfoil.printing.templates.OwnSheetsPages;
import io.counterfoil.printing.templates.OwnTemplates;
import io.counterfoil.printing.templates.OwnTemplatesPages;
import io.counterfoil.printing.templates.OwnTemplatesResource;
import io.counterfoil.printing.templates.TemplatesResource;
import io.counterfoil.web.RequestBody;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Print runs from order to count-in. */
public final class PrintingWiring {
    /** What resources read as it comes: the tables of count-ins and of bureaus, and logos. */
    static final List<RequestBody.Streamed> STREAMED =
            List.of(
                    // Each of a million serials may have a line of its own.
                    new RequestBody.Streamed(
                            HttpMethod.POST,
                            Pattern.compile("api/v1/(?:print-runs/[^/]+/count-in|bureau-replies)"),
                            Optional.of(new MediaType("text", "csv")),
                            64 << 20,
                            "A table may have at most 64 MiB. Write neighbours as ranges,"
                                    + " first-last, or leave out what is printed."),
                    new RequestBody.Streamed(
                            HttpMethod.PUT,
                            Pattern.compile("api/v1/provider/logo"),
                            Optional.empty(),
                            LogoCheck.LARGEST_BYTES,
                            "A logo may have at most 256 KiB. Please simplify it."));

    private final Products products;
    private final ProviderSettings settings;
    private final PressWiring means;
    private final LayoutSamples samples;
    private final PrintedPlaces places;
    private final PrintOrders orders;
    private final Printers printers;
    private final PrintRuns runs;
    private final CountIns countIns;
    private final RunFiles files;
    private final Minting minting;
    private final Releases releases;
    private final Downloads downloads;
    private final ReleaseRequests releaseRequests;
    private final ProofApprovals proofApprovals;
    private final RunPackages packages;
    private final Deliveries deliveries;
    private final BureauReplies bureauReplies;
    private final Reprints reprints;
    private final Reprinting reprinting;

    /**
     * What is printed.
     *
     * @param promises whether there is storage for it
     */
    record Stock(Items items, Products products, CodePromises promises) {}

    PrintingWiring(
            Ground ground,
            AccessWiring access,
            KeyFolder keys,
            Stock stock,
            PressWiring means) {
        this.products = stock.products();
        this.settings = access.settings();
        this.means = means;
        Items items = stock.items();
        Press press = means.press();
        Bureaus bureaus = means.bureaus();
        Transactions transactions = ground.transactions();
        new LogoPictures(transactions, access.providers()).drawEvery(ground.jobs());
        CodeDigester digester = new CodeDigester(ground.serverKey());
        samples = new LayoutSamples(transactions, means.templates(), press);
        places = new PrintedPlaces(transactions, means.templates());
        CodeVault vault = new CodeVault(transactions, keys, ground.jobs());
        RunItems runItems = new RunItems(items, vault, ground.events());
        minting =
                new Minting(
                        transactions, runItems, vault, digester, ground.random(), ground.jobs());
        minting.defineJobs();
        FileCheck check = new FileCheck(transactions, items, digester, ground.random());
        RevisionCheck revisionCheck = new RevisionCheck(transactions, press, vault, check);
        releases = new Releases(transactions, runItems, press, revisionCheck);
        releases.defineJobs(ground.jobs());
        orders =
                new PrintOrders(
                        transactions,
                        press,
                        bureaus,
                        minting,
                        stock.promises(),
                        ground.ids());
        Letterhead letterhead = PressWiring.letterhead(ground, access);
        ManifestPapers papers = new ManifestPapers(letterhead);
        printers = new Printers(transactions, means.templates(), letterhead, ground.ids());
        runs =
                new PrintRuns(
                        transactions, runItems, products, ground.events(), access.audit());
        countIns = new CountIns(transactions, runItems, bureaus);
        downloads =
                new Downloads(
                        transactions, bureaus, access.approvals(), access.audit(), ground.ids());
        files = new RunFiles(transactions, press, vault, downloads, papers);
        reprinting =
                new Reprinting(
                        transactions,
                        runItems,
                        vault,
                        revisionCheck,
                        new Reprinting.Codes(digester, ground.random()));
        reprinting.defineJobs(ground.jobs());
        reprints =
                new Reprints(
                        transactions,
                        runItems,
                        access.approvals(),
                        access.audit(),
                        ground.jobs(),
                        ground.ids());
        proofApprovals =
                new ProofApprovals(transactions, runItems, access.approvals(), access.audit());
        releaseRequests =
                new ReleaseRequests(
                        transactions, bureaus, access.approvals(), access.audit(), ground.jobs());
        packages = new RunPackages(transactions, press, vault, bureaus, papers);
        deliveries =
                new Deliveries(
                        transactions,
                        packages,
                        means.bureauLinks(),
                        new Deliveries.Desk(
                                access.audit(), ground.ids(), ground.clock(), ground.random()));
        bureauReplies =
                new BureauReplies(
                        transactions, means.bureauLinks(), countIns, access.audit(), ground.ids());
    }

    List<Object> resources() {
        RunOverview overview =
                new RunOverview(
                        runs,
                        new RunOverview.Lists(files, downloads, reprints, bureauReplies),
                        products,
                        means.templates(),
                        means.bureaus());
        return List.of(
                new PrintRunsResource(orders, runs, countIns, files),
                new RunReleasesResource(runs, files, releaseRequests, proofApprovals),
                new RunFilesResource(files, downloads),
                new TemplatesResource(means.templates()),
                new LogoResource(means.logos()),
                new LogoPages(means.logos()),
                new AccentPages(settings),
                new BrandOnPages(means.logos()),
                new BrandPages(means.logos(), settings, samples),
                new OwnTemplatesResource(means.templates()),
                new LayoutSamplesResource(samples),
                new LayoutPicturePages(samples),
                new SamplesPages(),
                new OwnTemplatesPages(means.templates()),
                new OwnSheetsPages(means.templates()),
                new BureausResource(means.bureaus()),
                new BureausPages(means.bureaus()),
                new BureauLinksResource(means.bureauLinks(), packages, deliveries),
                new RunBureauPages(means.bureauLinks(), packages, deliveries),
                new PackagePages(deliveries, bureauReplies),
                new BureauRepliesResource(bureauReplies, runs, files),
                new HandInResource(bureauReplies),
                new PrintersResource(printers),
                new PrintersPages(printers, means.templates()),
                new PrintRunsPages(
                        orders, runs, printers, products, means.templates(), means.bureaus()),
                new PrintRunPages(runs, countIns, files, bureauReplies, overview),
                new ReprintsResource(reprints),
                new RunReleasePages(releaseRequests, proofApprovals, reprints, overview));
    }

    /** What a provider brings itself to print with. */
    public OwnTemplates templates() {
        return means.templates();
    }

    /** Lets bureaus fetch packages. */
    public BureauLinks bureauLinks() {
        return means.bureauLinks();
    }

    /** Knows what goes into packages. */
    public Packages packages() {
        return packages;
    }

    /** Shows what layouts look like. */
    public LayoutSamples samples() {
        return samples;
    }

    /** How providers look on what they print. */
    public Logos logos() {
        return means.logos();
    }

    /** Sends packages to bureaus. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** Takes what bureaus say of what they printed. */
    public BureauReplies bureauReplies() {
        return bureauReplies;
    }

    /** Who prints for the provider. */
    public Bureaus bureaus() {
        return means.bureaus();
    }

    /** Takes orders. */
    public PrintOrders orders() {
        return orders;
    }

    /** Knows by how much printers miss. */
    public Printers printers() {
        return printers;
    }

    /** Where items lie on sheets. */
    public PrintedPlaces places() {
        return places;
    }

    /** Shows and stops runs. */
    public PrintRuns runs() {
        return runs;
    }

    /** Closes runs. */
    public CountIns countIns() {
        return countIns;
    }

    /** Draws what is printed. */
    public RunFiles files() {
        return files;
    }

    /** Who fetched files. */
    public Downloads downloads() {
        return downloads;
    }

    /** Has files checked again. */
    public ReleaseRequests releaseRequests() {
        return releaseRequests;
    }

    /** Decides on proofs. */
    public ProofApprovals proofApprovals() {
        return proofApprovals;
    }

    /** Orders reprints. */
    public Reprints reprints() {
        return reprints;
    }

    /** Carries reprints out; in the service a job calls it. */
    public Reprinting reprinting() {
        return reprinting;
    }

    /** Says what stands on items. */
    public Press press() {
        return means.press();
    }

    /** Makes items; in the service a job calls it. */
    public Minting minting() {
        return minting;
    }

    /** Checks what is to be printed; in the service a job calls it. */
    public Releases releases() {
        return releases;
    }
}
