package io.counterfoil.retailers;

import io.counterfoil.access.Audit;
import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where agreements with retailers are kept.
 *
 * <p>An agreement is never changed: another one follows it, from a day on, so that what counted at
 * any moment can be found again.
 */
public final class AgreementBook {
    private static final int MOST_YEARS_AHEAD = 5;

    private final Transactions transactions;
    private final Catalog catalog;
    private final Providers providers;
    private final Audit audit;
    private final Ids ids;
    private final InstantSource clock;

    /**
     * Agreements kept through {@code transactions}, on the products of {@code catalog}; what counts
     * at once does so from when {@code clock} is read.
     */
    public AgreementBook(
            Transactions transactions,
            Catalog catalog,
            Providers providers,
            Audit audit,
            Ids ids,
            InstantSource clock) {
        this.transactions = transactions;
        this.catalog = catalog;
        this.providers = providers;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What counts now for a retailer.
     *
     * @throws Refused if there is no such retailer
     */
    Counting counting(Caller caller, UUID retailer) {
        return transactions.read(
                caller,
                tx -> {
                    requireRetailer(tx, retailer);
                    List<AgreementVersion> latest =
                            new AgreementRepository(tx).allInForce(retailer, tx.now());
                    return new Counting(
                            InForce.of(
                                    latest.stream()
                                            .filter(version -> version.product().isEmpty())
                                            .toList(),
                                    providers.of(tx).currency()),
                            latest.stream()
                                    .filter(version -> version.product().isPresent())
                                    .filter(version -> version.terms().isPresent())
                                    .toList());
                });
    }

    /**
     * All that was agreed on with a retailer, newest first.
     *
     * @throws Refused if there is no such retailer
     */
    Slice<Stated> list(Caller caller, UUID retailer, Listing listing) {
        return transactions.read(
                caller,
                tx -> {
                    requireRetailer(tx, retailer);
                    AgreementRepository agreements = new AgreementRepository(tx);
                    Set<UUID> counting =
                            agreements.allInForce(retailer, tx.now()).stream()
                                    .map(AgreementVersion::id)
                                    .collect(Collectors.toSet());
                    return Slice.of(
                                    listing,
                                    agreements.ofRetailer(retailer, listing),
                                    AgreementVersion::id)
                            .map(version -> new Stated(version, state(tx, version, counting)));
                });
    }

    /** The default that counts now. */
    InForce standard(Caller caller) {
        return transactions.read(
                caller,
                tx ->
                        InForce.standard(
                                new AgreementRepository(tx).inForce(null, null, tx.now()),
                                providers.of(tx).currency()));
    }

    /**
     * Agrees with a retailer, from a day on.
     *
     * @throws Refused if there is no such retailer, or a field is wrong
     */
    Stated agree(Caller caller, UUID retailer, NewAgreement wanted) {
        return added(
                caller,
                Optional.of(retailer),
                (tx, now) -> {
                    requireRetailer(tx, retailer);
                    return version(tx, Optional.of(retailer), wanted, now);
                });
    }

    /**
     * Ends what was agreed on with a retailer, from a day on: what is more general counts again.
     *
     * @param product of the agreement on one product; null: of the one on all others
     * @param from the day; null: at once
     * @throws Refused if there is no such retailer or nothing to end, or a field is wrong
     */
    Stated end(
            Caller caller, UUID retailer, @Nullable String product, @Nullable String from) {
        return added(
                caller,
                Optional.of(retailer),
                (tx, now) -> {
                    requireRetailer(tx, retailer);
                    Fields fields = new Fields();
                    Optional<UUID> only =
                            Optional.ofNullable(product).map(id -> fields.id("product", id));
                    Instant validFrom = validFrom(fields, from, providers.of(tx).zone(), now);
                    fields.done();
                    boolean anything =
                            new AgreementRepository(tx)
                                    .inForce(retailer, only.orElse(null), validFrom).stream()
                                            .filter(version -> version.product().equals(only))
                                            .filter(version -> version.retailer().isPresent())
                                            .anyMatch(version -> version.terms().isPresent());
                    if (!anything) {
                        throw new Refused(
                                ProblemType.CONFLICT,
                                "There is no such agreement that could end on that day.");
                    }
                    return new AgreementVersion(
                            ids.next(), Optional.of(retailer), only, validFrom, Optional.empty());
                });
    }

    /**
     * Chooses the default, for all retailers that agreed on nothing else, from a day on.
     *
     * @throws Refused if a field is wrong
     */
    Stated choose(Caller caller, NewAgreement wanted) {
        return added(
                caller,
                Optional.empty(),
                (tx, now) -> version(tx, Optional.empty(), wanted, now));
    }

    /** The caller's provider, in whose currency and calendar agreements are. */
    Provider provider(Caller caller) {
        return transactions.read(caller, providers::of);
    }

    /** What counts now for a retailer: for all products, and for those with one of their own. */
    record Counting(InForce general, List<AgreementVersion> onProducts) {}

    /** An agreement, and whether it counts. */
    record Stated(AgreementVersion version, State state) {}

    /** Whether an agreement counts. */
    enum State {
        /** Not yet. */
        PLANNED,
        /** Now. */
        IN_FORCE,
        /** No more: another one followed. */
        PAST
    }

    private static State state(Tx tx, AgreementVersion version, Set<UUID> counting) {
        if (version.validFrom().isAfter(tx.now())) {
            return State.PLANNED;
        }
        return counting.contains(version.id()) ? State.IN_FORCE : State.PAST;
    }

    private AgreementVersion version(
            Tx tx, Optional<UUID> retailer, NewAgreement wanted, Instant now) {
        Provider provider = providers.of(tx);
        Fields fields = new Fields();
        Optional<UUID> product = wanted.product(fields);
        if (retailer.isEmpty() && product.isPresent()) {
            fields.problem("product", "The default counts for all products. Leave this out.");
        }
        Instant validFrom = validFrom(fields, wanted.validFrom(), provider.zone(), now);
        AgreementVersion.Terms terms =
                wanted.terms(fields, product.isPresent(), provider.currency());
        fields.done();
        if (product.isPresent() && catalog.product(tx, product.get()).isEmpty()) {
            throw Refused.field("product", "There is no such product. Check its id.");
        }
        return new AgreementVersion(ids.next(), retailer, product, validFrom, Optional.of(terms));
    }

    private Stated added(
            Caller caller,
            Optional<UUID> retailer,
            BiFunction<Tx, Instant, AgreementVersion> work) {
        UUID id =
                transactions.once(
                        caller,
                        UUID.class,
                        tx -> {
                            AgreementRepository agreements = new AgreementRepository(tx);
                            agreements.hold(retailer);
                            // Later than all sales that this waited for: they count by what was before.
                            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
                            AgreementVersion version = work.apply(tx, now);
                            agreements.insert(version);
                            note(tx, version);
                            return version.id();
                        });
        return transactions.read(
                caller,
                tx -> {
                    AgreementVersion version =
                            new AgreementRepository(tx).find(id).orElseThrow();
                    return new Stated(
                            version,
                            version.validFrom().isAfter(tx.now())
                                    ? State.PLANNED
                                    : State.IN_FORCE);
                });
    }

    private void note(Tx tx, AgreementVersion version) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("agreement", version.id().toString());
        facts.put("valid_from", version.validFrom().toString());
        version.product().ifPresent(product -> facts.put("product", product.toString()));
        version.terms().ifPresent(terms -> facts.put("terms", TermsAnswer.of(terms)));
        audit.record(
                tx,
                version.terms().isPresent() ? "agreement.made" : "agreement.ended",
                version.retailer().map(id -> "retailer:" + id).orElse("provider:" + tx.provider()),
                facts);
    }

    private static Instant validFrom(
            Fields fields, @Nullable String typed, ZoneId zone, Instant now) {
        if (typed == null) {
            return now;
        }
        LocalDate today = LocalDate.ofInstant(now, zone);
        Optional<LocalDate> day = fields.day("valid_from", typed);
        if (day.isPresent()
                && (day.get().isBefore(today)
                        || day.get().isAfter(today.plusYears(MOST_YEARS_AHEAD)))) {
            fields.problem(
                    "valid_from",
                    Text.of(
                            "Today or a later day, at most {years} years from now: what counted"
                                    + " before stays.",
                            "years",
                            MOST_YEARS_AHEAD));
            return now;
        }
        return day.filter(today::isBefore)
                .map(later -> later.atStartOfDay(zone).toInstant())
                .orElse(now);
    }

    private static void requireRetailer(Tx tx, UUID id) {
        if (new RetailerRepository(tx).retailer(id).isEmpty()) {
            throw Refused.notFound("retailer");
        }
    }
}
