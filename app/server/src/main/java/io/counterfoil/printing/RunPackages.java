package io.counterfoil.printing;

import io.counterfoil.access.Provider;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.bureau.Bureau;
import io.counterfoil.printing.bureau.BureauKey;
import io.counterfoil.printing.bureau.BureauOfRun;
import io.counterfoil.printing.bureau.BureauPackage;
import io.counterfoil.printing.bureau.BureauPackage.Part;
import io.counterfoil.printing.bureau.Bureaus;
import io.counterfoil.printing.bureau.DataFile;
import io.counterfoil.printing.bureau.Manifest;
import io.counterfoil.printing.bureau.ManifestPapers;
import io.counterfoil.printing.bureau.PackageId;
import io.counterfoil.printing.bureau.Packages;
import io.counterfoil.printing.layout.Volume;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes the packages of runs that go to a bureau: its data file, the volumes, the manifest. */
public final class RunPackages implements Packages {
    private final Transactions transactions;
    private final Press press;
    private final CodeVault vault;
    private final Bureaus bureaus;
    private final ManifestPapers papers;

    /**
     * Packages drawn by {@code press} with codes out of {@code vault}, encrypted to the keys of
     * {@code bureaus}, with their manifests as {@code papers} too.
     */
    public RunPackages(
            Transactions transactions,
            Press press,
            CodeVault vault,
            Bureaus bureaus,
            ManifestPapers papers) {
        this.transactions = transactions;
        this.press = press;
        this.vault = vault;
        this.bureaus = bureaus;
        this.papers = papers;
    }

    /** A run and where it goes. */
    private record Order(
            Revision revision,
            RunFacts known,
            Press.Imprint imprint,
            BureauOfRun goesTo,
            Bureau bureau,
            Instant now) {}

    @Override
    public List<Choice> choices(Caller caller, UUID id) {
        return transactions.read(
                caller,
                tx -> {
                    PrintRun run = PrintRuns.require(tx, id);
                    return run.state() == RunState.READY
                            ? RunFacts.of(tx, run).packages()
                            : List.of();
                });
    }

    @Override
    public Summary summary(Caller caller, PackageId pack) {
        Order order = transactions.read(caller, tx -> order(tx, pack));
        return new Summary(
                order.revision().run().number(),
                order.revision().number(),
                order.imprint().product().name(),
                order.revision().items(),
                order.bureau().name());
    }

    @Override
    public Sealed prepare(Caller caller, PackageId pack, Locale language) {
        Order order = transactions.read(caller, tx -> order(tx, pack));
        BureauKey key =
                switch (BureauKey.parse(order.bureau().key().armoured(), order.now())) {
                    case BureauKey.Parsed.Valid valid -> valid.key();
                    case BureauKey.Parsed.Invalid invalid ->
                            throw new Refused(
                                    ProblemType.CONFLICT,
                                    Text.of(
                                            "Nothing can be encrypted to the key of {bureau} now."
                                                    + " {reason}",
                                            "bureau",
                                            order.bureau().name(),
                                            "reason",
                                            invalid.reason()));
                };
        BureauPackage content =
                new BureauPackage(
                        order.revision().run().number()
                                + (pack.isReprint() ? "-r" + pack.revision() : "")
                                + "-package",
                        order.revision().run().orderedAt(),
                        parts(caller, order, language));
        return new Sealed(content, key);
    }

    @Override
    public void requireStillReady(Tx tx, PackageId pack, Map<String, String> files) {
        PrintRun run = PrintRuns.require(tx, pack.run());
        RunFiles.requireReady(run);
        PrintRuns.requireStill(tx, run);
        RunFacts.of(tx, run).requireStill(files);
    }

    @Override
    public int leftAlone(Tx tx, PackageId pack) {
        RunFacts known = RunFacts.of(tx, PrintRuns.require(tx, pack.run()));
        return new DownloadRepository(tx)
                .count(pack.run(), known.names(pack.revision()));
    }

    /** What goes into the package: codes first, the manifest of it all at the end. */
    private List<Part> parts(Caller caller, Order order, Locale language) {
        Map<PrintPart, Volume> drawn = new HashMap<>();
        List<Part> parts = new ArrayList<>();
        for (RunFile file : RunFile.of(order.revision())) {
            switch (file.content()) {
                case RunFile.Content.Volume volume -> {
                    Volume pages =
                            drawn.computeIfAbsent(
                                    volume.part(), part -> press.volume(order.imprint(), part));
                    parts.add(volume(caller, order, file.name(), volume.serials(), pages));
                }
                case RunFile.Content.Data(DataFile.Form form)
                        when order.goesTo().dataFormat().form().equals(Optional.of(form)) ->
                        parts.add(data(caller, order, file.name(), form));
                case RunFile.Content.Data other -> {}
                case RunFile.Content.Manifest itself -> {}
            }
        }
        Set<String> names = parts.stream().map(Part::name).collect(Collectors.toSet());
        Provider provider = order.imprint().provider();
        Manifest manifest =
                new RunManifest(order.known(), order.imprint().product())
                        .of(order.revision())
                        .of(names);
        for (RunFile file : RunFile.of(order.revision())) {
            if (file.content() instanceof RunFile.Content.Manifest(RunFile.Form form)) {
                parts.add(
                        new Part(
                                file.name(),
                                null,
                                RunFiles.content(
                                                manifest,
                                                form,
                                                () -> papers.of(manifest, provider, language))
                                        ::writeTo));
            }
        }
        return parts;
    }

    private Part volume(
            Caller caller, Order order, String name, List<SerialRange> serials, Volume pages) {
        Revision revision = order.revision();
        PrintFile known = RunFiles.requireKnown(revision, order.known().volumes().get(name));
        RunFiles.requireSame(known.isFrom(pages.fingerprint()));
        return checked(
                name,
                known.sha256(),
                out ->
                        pages.write(
                                out,
                                pages.needsCodes()
                                        ? vault.items(caller, revision, serials)
                                        : RunFiles.withoutCodes(serials),
                                Revision.slip(serials)));
    }

    private Part data(Caller caller, Order order, String name, DataFile.Form form) {
        Revision revision = order.revision();
        DataFile data = Press.data(order.imprint(), revision);
        DataFacts known = RunFiles.requireKnown(revision, order.known().data().get(name));
        RunFiles.requireSame(known.isFrom(data.fingerprint(form)));
        return checked(
                name,
                known.sha256(),
                out ->
                        data.write(
                                form, out, vault.items(caller, revision, revision.serials())));
    }

    /** A file that breaks the package off if it comes out otherwise than it was checked. */
    private static Part checked(String name, String sha256, BureauPackage.Content content) {
        return new Part(
                name,
                sha256,
                out -> {
                    Digested sent = new Digested(out);
                    content.writeTo(sent);
                    sent.require(sha256);
                });
    }

    private Order order(Tx tx, PackageId pack) {
        PrintRun run = PrintRuns.require(tx, pack.run());
        BureauOfRun goesTo =
                bureaus.ofRun(tx, run.id())
                        .orElseThrow(
                                () ->
                                        new Refused(
                                                ProblemType.CONFLICT,
                                                "This run goes to no print bureau. Name one when"
                                                        + " you order the next run."));
        RunFacts known = RunFacts.of(tx, run);
        Revision revision =
                known.revision(pack.revision()).orElseThrow(() -> Refused.notFound("revision"));
        RunFiles.requireReady(run);
        known.requirePrintable(revision);
        known.requireLiving(revision);
        Bureau bureau =
                bureaus.find(tx, goesTo.bureau())
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "the bureau of an open run is never deleted"));
        return new Order(
                revision, known, press.imprint(tx, run), goesTo, bureau, tx.now());
    }
}
