package io.counterfoil.mail;

import io.counterfoil.access.Audit;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that get nothing, since a mail server knows nobody there or somebody there
 * complained: whoever goes on writing to them is soon taken for a spammer. Who added or lifted one
 * is named in the audit log.
 */
public final class Suppressions {
    private static final int LONGEST_DETAIL = 500;

    private final Transactions transactions;
    private final Audit audit;
    private final Ids ids;

    /** Suppressions kept through {@code transactions}. */
    public Suppressions(Transactions transactions, Audit audit, Ids ids) {
        this.transactions = transactions;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * Stops messages to an address. Doing it again changes nothing.
     *
     * @throws Refused if a field is wrong
     */
    Suppression report(Caller caller, BounceReport report) {
        Fields fields = new Fields();
        String address = fields.knownEmail("address", report.address());
        Suppression.Kind kind = fields.oneOf("kind", report.kind(), Suppression.Kind.class);
        String detail =
                report.detail() == null || report.detail().isBlank()
                        ? null
                        : fields.text("detail", report.detail(), LONGEST_DETAIL);
        fields.done();
        return transactions.once(
                caller,
                Suppression.class,
                tx -> {
                    add(tx, address, kind, detail);
                    return of(tx, address).orElseThrow();
                });
    }

    /**
     * The newest first.
     *
     * @param search only those with this in their address; null or blank: all
     * @throws Refused if no address could have it
     */
    Slice<Suppression> list(Caller caller, @Nullable String search, Listing listing) {
        Optional<String> wanted = Fields.searchIfGiven("search", search);
        return transactions.read(
                caller,
                tx ->
                        Slice.of(
                                listing,
                                new SuppressionRepository(tx).list(wanted, listing),
                                Suppression::id));
    }

    /**
     * Lets an address get messages again.
     *
     * @return the address
     * @throws Refused if there is no such suppression
     */
    String lift(Caller caller, UUID id) {
        return transactions.once(
                caller,
                String.class,
                tx -> {
                    String address =
                            new SuppressionRepository(tx)
                                    .lift(id)
                                    .orElseThrow(() -> Refused.notFound("suppressed address"));
                    audit.record(tx, "mail.suppression_lifted", subject(id), Map.of("address", address));
                    return address;
                });
    }

    /** Why an address gets nothing, if so. */
    Optional<Suppression> of(Tx tx, String address) {
        return Optional.ofNullable(of(tx, List.of(address)).get(address));
    }

    /** Which of these addresses get nothing, and why. */
    Map<String, Suppression> of(Tx tx, List<String> addresses) {
        Map<String, String> canonical = new HashMap<>();
        for (String address : addresses) {
            canonical.put(address, MailAddresses.canonical(address));
        }
        Map<String, Suppression> found = new HashMap<>();
        for (Suppression each :
                new SuppressionRepository(tx).of(Set.copyOf(canonical.values()))) {
            found.put(each.address(), each);
        }
        Map<String, Suppression> suppressed = new HashMap<>();
        canonical.forEach(
                (address, known) -> {
                    Suppression why = found.get(known);
                    if (why != null) {
                        suppressed.put(address, why);
                    }
                });
        return suppressed;
    }

    /** Stops messages to an address as part of {@code tx}, unless they are stopped for the same already. */
    void add(Tx tx, String address, Suppression.Kind kind, @Nullable String detail) {
        String canonical = MailAddresses.canonical(address);
        new SuppressionRepository(tx)
                .insert(ids.next(), canonical, kind, detail)
                .ifPresent(
                        id ->
                                audit.record(
                                        tx,
                                        "mail.suppressed",
                                        subject(id),
                                        Map.of(
                                                "address",
                                                canonical,
                                                "kind",
                                                lower(kind.name()))));
    }

    private static String subject(UUID id) {
        return "mail-suppression:" + id;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
