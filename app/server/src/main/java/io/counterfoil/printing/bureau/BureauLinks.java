package io.counterfoil.printing.bureau;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.access.Approvals;
import io.counterfoil.access.Audit;
import io.counterfoil.access.Providers;
import io.counterfoil.access.Tokens;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Counted;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Links with which a bureau, that has no account here, fetches a package of a run: once, within
 * 72 hours and five tries. A new link to a package ends the ones before, and their tries count as its
 * own. Once a package was fetched completely, or in part by the provider itself or five times by
 * links, or a file of it was fetched alone, its link ends too, and a second person must agree to each
 * further one.
 */
public final class BureauLinks {
    /** What approvals call a further package; their request names the {@code run}. */
    public static final String ACTION = "print_run.further_package";

    /** How long a link may be used. */
    static final Duration VALID = Duration.ofDays(3);

    /**
     * So many downloads with the links to a package may send something until a second person agrees to
     * more: what breaks off near its end is as good as complete for whoever means to read it.
     */
    static final int MOST_TRIES = 5;

    private static final String RUN = "run";
    private static final String REVISION = "revision";

    private final Transactions transactions;
    private final Providers providers;
    private final Tokens tokens;
    private final Approvals approvals;
    private final Audit audit;
    private final Ids ids;

    /** Links whose tokens are made by {@code tokens}. */
    public BureauLinks(
            Transactions transactions,
            Providers providers,
            Tokens tokens,
            Approvals approvals,
            Audit audit,
            Ids ids) {
        this.transactions = transactions;
        this.providers = providers;
        this.tokens = tokens;
        this.approvals = approvals;
        this.audit = audit;
        this.ids = ids;
        approvals.define(ACTION, BureauLinks::grant);
    }

    /** The stored form of an outcome: a link, or an approval to wait for. */
    private record Answer(
            @Nullable UUID link,
            @Nullable String url,
            @Nullable Instant expiresAt,
            @Nullable UUID approval) {}

    /**
     * Makes a link, or asks a second person to agree.
     *
     * @param packages know what is in it
     * @throws Refused as {@link Packages#summary} does
     */
    public LinkOutcome make(Caller caller, PackageId pack, Packages packages) {
        Answer answer =
                transactions
                        .answered(caller, Answer.class)
                        .orElseGet(() -> makeNow(caller, pack, packages));
        return answer.approval() == null
                ? new LinkOutcome.Made(
                        Objects.requireNonNull(answer.link()),
                        Objects.requireNonNull(answer.url()),
                        Objects.requireNonNull(answer.expiresAt()))
                : new LinkOutcome.Waiting(answer.approval());
    }

    private Answer makeNow(Caller caller, PackageId pack, Packages packages) {
        Packages.Summary summary = packages.summary(caller, pack);
        return transactions.once(
                caller,
                Answer.class,
                tx -> {
                    // A download that ends now ends this link too, or is seen here.
                    new BureauRepository(tx).lockRun(pack.run());
                    int leftAlone = packages.leftAlone(tx, pack);
                    return allow(tx, pack, summary, leftAlone)
                            .map(approval -> new Answer(null, null, null, approval))
                            .orElseGet(() -> make(tx, pack, before(tx, pack, leftAlone)));
                });
    }

    private static LinkRepository.Before before(Tx tx, PackageId pack, int leftAlone) {
        ReceiptRepository.Sent sent = new ReceiptRepository(tx).sent(pack);
        return new LinkRepository.Before(
                leftAlone, sent.byProvider(), isFree(sent, leftAlone) ? 0 : sent.byLinks());
    }

    private Answer make(Tx tx, PackageId pack, LinkRepository.Before before) {
        LinkRepository links = new LinkRepository(tx);
        links.endAll(pack);
        String token = tokens.next("");
        UUID id = ids.next();
        Instant expiresAt = tx.now().plus(VALID);
        links.insert(id, pack, tokens.digest(token), expiresAt, before);
        audit.record(
                tx,
                "bureau_link.made",
                "run:" + pack.run(),
                Map.of("link", id.toString(), REVISION, pack.revision()));
        String url = providers.of(tx).url() + "/bureau?token=" + token;
        return new Answer(id, url, expiresAt, null);
    }

    /**
     * Allows a package, as part of a transaction: the first one always, each further one
     * when a second person agreed.
     *
     * @return the approval to wait for; empty if it is allowed now
     */
    private Optional<UUID> allow(
            Tx tx, PackageId pack, Packages.Summary summary, int leftAlone) {
        if (mayGoOn(tx, pack, leftAlone)) {
            return Optional.empty();
        }
        return approvals.request(
                tx,
                ACTION,
                new Text(
                        "Make another package of print run {run}, revision {revision} ({items}),"
                                + " for {bureau}. One was fetched already, in whole or in part,"
                                + " or a file of it alone.",
                        Map.of(
                                "run",
                                String.valueOf(summary.number()),
                                "revision",
                                summary.revision(),
                                "items",
                                Text.counted(summary.items(), "item"),
                                "bureau",
                                summary.bureau())),
                Map.of(RUN, pack.run().toString(), REVISION, pack.revision()));
    }

    /**
     * Whether a package may be made now; uses up what a second person agreed to.
     *
     * @param leftAlone how many files left alone
     */
    static boolean mayGoOn(Tx tx, PackageId pack, int leftAlone) {
        return isFree(new ReceiptRepository(tx).sent(pack), leftAlone)
                || new LinkRepository(tx).useGrant(pack);
    }

    /** Whether nobody else has to agree to a package. */
    private static boolean isFree(ReceiptRepository.Sent sent, int leftAlone) {
        return leftAlone == 0
                && sent.complete() == 0
                && sent.byProvider() == 0
                && sent.byLinks() < MOST_TRIES;
    }

    private static void grant(Tx tx, JsonNode request) {
        // A request of an earlier version names no revision.
        new LinkRepository(tx)
                .grant(
                        new PackageId(
                                UUID.fromString(request.required(RUN).asText()),
                                request.path(REVISION).asInt(1)));
    }

    /**
     * The package that a link is for, as part of a transaction.
     *
     * @throws Refused if it was used, is too old, or never was one, or the package was tried too often,
     *     or it or a file of it was fetched without the link since that was made
     */
    Found require(Tx tx, @Nullable String token, Packages packages) {
        LinkRepository.Row link =
                Optional.ofNullable(token)
                        .flatMap(given -> new LinkRepository(tx).find(tokens.digest(given)))
                        .orElseThrow(() -> gone("This link is not valid."));
        if (link.endedAt() != null) {
            throw gone("This link was used, or a newer one took its place.");
        }
        if (!link.expiresAt().isAfter(tx.now())) {
            throw gone("This link was valid for 72 hours, which are over.");
        }
        ReceiptRepository.Sent sent = new ReceiptRepository(tx).sent(link.pack());
        if (sent.byProvider() > link.before().byProvider()) {
            throw gone(
                    "Since this link was made the package was fetched without it, in whole or in"
                            + " part.");
        }
        if (sent.byLinks() - link.before().byLinks() >= MOST_TRIES) {
            throw gone(Text.of(
                    "The package was tried {number} times, which is the most.",
                    "number",
                    MOST_TRIES));
        }
        if (packages.leftAlone(tx, link.pack()) > link.before().leftAlone()) {
            throw gone("Since this link was made a file of the package was fetched without it.");
        }
        return new Found(link.id(), link.pack(), link.expiresAt());
    }

    /** Whether there ever was a link with this token, whatever became of it. */
    public boolean isOne(Tx tx, @Nullable String token) {
        return Optional.ofNullable(token)
                .flatMap(given -> new LinkRepository(tx).find(tokens.digest(given)))
                .isPresent();
    }

    /**
     * The run whose package was fetched with this link, and completely; empty if it was not, or if
     * that was done with another one since. Neither 72 hours nor the next link end that.
     */
    public Optional<Fetched> fetched(Tx tx, @Nullable String token) {
        LinkRepository links = new LinkRepository(tx);
        return Optional.ofNullable(token)
                .flatMap(given -> links.find(tokens.digest(given)))
                .filter(link -> links.lastUsed(link.pack()).filter(link.id()::equals).isPresent())
                .map(link -> new Fetched(link.id(), link.pack()));
    }

    /**
     * The same for who needs one.
     *
     * @throws Refused if there is none
     */
    public Fetched requireFetched(Tx tx, @Nullable String token) {
        return fetched(tx, token).orElseThrow(BureauLinks::notFetched);
    }

    /** That a link fetched no package. */
    public static Refused notFetched() {
        return gone(
                "A reply comes with the link with which the package was fetched last; nothing was"
                        + " fetched with this one, or its run is over.");
    }

    /** A link that did its work, and the package that it fetched. */
    public record Fetched(UUID link, PackageId pack) {
        /** The id of the run that the package is of. */
        public UUID run() {
            return pack.run();
        }
    }

    /** A link that can be used. */
    record Found(UUID link, PackageId pack, Instant expiresAt) {}

    private static Refused gone(String reason) {
        return gone(Text.of(reason));
    }

    private static Refused gone(Text reason) {
        return new Refused(
                ProblemType.GONE,
                Text.of(
                        "{reason} Ask whoever ordered the print run for a new one.",
                        "reason",
                        reason));
    }
}
