package io.counterfoil.printing.bureau;

import io.counterfoil.access.Audit;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.web.Download;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sends packages, each to one at a time, and keeps a receipt of each attempt. The attempt that sent
 * everything ends the package's link; one with the link that broke off leaves it for some more tries.
 * The provider's own attempts count like complete ones, and end the link once they sent anything: who
 * sees both ends of a line can break it where they like.
 */
public final class Deliveries {
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);

    /** Whoever is silent for so long is dead: a server that was killed leaves no link blocked. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private static final int LONGEST_ADDRESS = 45;

    private final Transactions transactions;
    private final Packages packages;
    private final BureauLinks links;
    private final Desk desk;

    /**
     * What deliveries need besides.
     *
     * @param random for the keys of messages
     */
    public record Desk(Audit audit, Ids ids, InstantSource clock, SecureRandom random) {}

    /** Sends what {@code packages} makes, to whoever has one of {@code links}. */
    public Deliveries(
            Transactions transactions, Packages packages, BureauLinks links, Desk desk) {
        this.transactions = transactions;
        this.packages = packages;
        this.links = links;
        this.desk = desk;
    }

    /**
     * A link and what is behind it.
     *
     * @param expiresAt until when it can be used
     */
    public record Offer(Packages.Summary summary, Instant expiresAt) {}

    /** An attempt that began. */
    private record Attempt(UUID receipt, PackageId pack) {}

    /**
     * What is behind a link; looking uses nothing up.
     *
     * @throws Refused if the link was used, is too old, or never was one, or the run's files can't
     *     be made now
     */
    public Offer offer(Caller caller, @Nullable String token) {
        BureauLinks.Found link =
                transactions.read(caller, tx -> links.require(tx, token, packages));
        return new Offer(packages.summary(caller, link.pack()), link.expiresAt());
    }

    /**
     * Sends the package behind a link.
     *
     * @param address where it is sent
     * @param language that is read there
     * @throws Refused as {@link #offer} does, or if somebody else is fetching it now, or its files
     *     were checked again meanwhile
     */
    public Download deliver(
            Caller caller, @Nullable String token, String address, Locale language) {
        PackageId pack =
                transactions.read(caller, tx -> links.require(tx, token, packages)).pack();
        Packages.Sealed sealed = packages.prepare(caller, pack, language);
        Attempt attempt =
                transactions.write(
                        caller,
                        tx -> {
                            lock(tx, pack, sealed);
                            BureauLinks.Found link = links.require(tx, token, packages);
                            return begin(tx, pack, link.link(), address, sealed);
                        });
        return delivery(caller, sealed, attempt);
    }

    /**
     * Sends the package to the provider itself.
     *
     * @param address where it is sent
     * @param language that is read there
     * @throws Refused if there is no such run, it goes to no bureau, its files can't be made now, were
     *     checked again meanwhile, or a second person has to agree first
     */
    public Download fetch(Caller caller, PackageId pack, String address, Locale language) {
        Packages.Sealed sealed = packages.prepare(caller, pack, language);
        Attempt attempt =
                transactions.write(
                        caller,
                        tx -> {
                            lock(tx, pack, sealed);
                            if (!BureauLinks.mayGoOn(tx, pack, packages.leftAlone(tx, pack))) {
                                throw new Refused(
                                        ProblemType.NEEDS_APPROVAL,
                                        "This package was fetched already, in whole or in part, or"
                                                + " a file of it alone. Ask for another link to it:"
                                                + " with that, or once a second owner or operator"
                                                + " agreed, it can be fetched again.");
                            }
                            return begin(tx, pack, null, address, sealed);
                        });
        return delivery(caller, sealed, attempt);
    }

    /**
     * Every attempt to fetch a package of a run, the newest first.
     *
     * @throws Refused if there is no such run, or it goes to no bureau
     */
    public List<PackageReceipt> receipts(Caller caller, UUID run) {
        return transactions.read(
                caller,
                tx -> {
                    if (new BureauRepository(tx).ofRun(run).isEmpty()) {
                        throw Refused.notFound("print run for a bureau");
                    }
                    return new ReceiptRepository(tx).of(run, tx.now().minus(SILENCE));
                });
    }

    /** Of those that look at what was sent each sees what the one before did. */
    private void lock(Tx tx, PackageId pack, Packages.Sealed sealed) {
        packages.requireStillReady(tx, pack, sealed.content().digests());
        new BureauRepository(tx).lockRun(pack.run());
    }

    private Attempt begin(
            Tx tx, PackageId pack, @Nullable UUID link, String address, Packages.Sealed sealed) {
        ReceiptRepository receipts = new ReceiptRepository(tx);
        receipts.endSilent(pack, tx.now().minus(SILENCE));
        UUID id = desk.ids().next();
        String known = address.substring(0, Math.min(address.length(), LONGEST_ADDRESS));
        if (!receipts.insert(id, pack, link, known)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Somebody is downloading this package just now. If the connection broke off,"
                            + " try again in two minutes.");
        }
        receipts.insertFiles(id, sealed.content().digests());
        return new Attempt(id, pack);
    }

    private Download delivery(Caller caller, Packages.Sealed sealed, Attempt attempt) {
        return new Download(
                sealed.content().fileName(),
                Download.BYTES,
                out -> send(caller, sealed, attempt, out));
    }

    private void send(Caller caller, Packages.Sealed sealed, Attempt attempt, OutputStream out)
            throws IOException {
        SentStream sent =
                new SentStream(
                        out,
                        desk.clock(),
                        SIGN_OF_LIFE,
                        bytes -> signOfLife(caller, attempt, bytes));
        PackageReceipt.State state = PackageReceipt.State.BROKEN_OFF;
        try {
            sealed.content().write(sent, sealed.key(), desk.random());
            sent.flush();
            state = PackageReceipt.State.COMPLETE;
        } finally {
            end(caller, attempt, state, sent);
        }
    }

    private void signOfLife(Caller caller, Attempt attempt, long bytes) throws IOException {
        if (!transactions.write(
                caller, tx -> new ReceiptRepository(tx).seen(attempt.receipt(), bytes))) {
            throw new IOException("a delivery was silent for too long and given up");
        }
    }

    /** Ends an attempt; an exception keeps the receiver from taking it for a whole one. */
    private void end(Caller caller, Attempt attempt, PackageReceipt.State state, SentStream sent)
            throws IOException {
        String sha256 = sent.sha256();
        boolean ended =
                transactions.write(
                        caller,
                        tx -> {
                            new BureauRepository(tx).lockRun(attempt.pack().run());
                            return new ReceiptRepository(tx)
                                            .end(attempt.receipt(), state, sent.length(), sha256)
                                    && ended(tx, attempt, state, sent.length(), sha256);
                        });
        if (!ended && state == PackageReceipt.State.COMPLETE) {
            throw new IOException("a delivery was taken for dead and given up");
        }
    }

    private boolean ended(
            Tx tx, Attempt attempt, PackageReceipt.State state, long bytes, String sha256) {
        if (state == PackageReceipt.State.COMPLETE) {
            // Also the link that nobody used: the provider may have fetched the package itself.
            new LinkRepository(tx).endAll(attempt.pack());
        }
        desk.audit()
                .record(
                        tx,
                        state == PackageReceipt.State.COMPLETE ? "package.sent" : "package.broken_off",
                        "run:" + attempt.pack().run(),
                        Map.of(
                                "receipt",
                                attempt.receipt().toString(),
                                "revision",
                                attempt.pack().revision(),
                                "bytes",
                                bytes,
                                "sha256",
                                sha256));
        return true;
    }
}
