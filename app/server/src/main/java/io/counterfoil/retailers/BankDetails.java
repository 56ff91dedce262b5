package io.counterfoil.retailers;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.access.Approvals;
import io.counterfoil.access.Audit;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where retailers are paid. Holder, IBAN and BIC are sealed as long as they are needed, and forgotten
 * afterwards; people see the last four characters only.
 *
 * <p>Whoever could change them could have the money: so a second person agrees, nothing is paid to
 * new ones for {@link #FROZEN}, and the retailer is told when they are asked for and when they count,
 * at the addresses that it had before, also those of managers who were disabled within that time or
 * since the account before counted.
 */
public final class BankDetails {
    /** What approvals call it. */
    static final String ACTION = "bank_details.change";

    /** For how long nothing is paid to new details. */
    static final Duration FROZEN = Duration.ofDays(7);

    private final Transactions transactions;
    private final BankSeal seal;
    private final RetailerNews news;
    private final Approvals approvals;
    private final Audit audit;
    private final Ids ids;

    /** Details under {@code seal}, agreed to through {@code approvals}. */
    public BankDetails(
            Transactions transactions,
            BankSeal seal,
            RetailerNews news,
            Approvals approvals,
            Audit audit,
            Ids ids) {
        this.transactions = transactions;
        this.seal = seal;
        this.news = news;
        this.approvals = approvals;
        this.audit = audit;
        this.ids = ids;
        approvals.define(
                ACTION,
                EnumSet.of(Role.OWNER, Role.FINANCE),
                (tx, request) ->
                        putInForce(tx, id(request, "retailer"), id(request, "details")));
        approvals.defineRejection(
                ACTION,
                (tx, request) -> new BankRepository(tx).turnDown(id(request, "retailer")));
    }

    /** A request as an approval keeps it: nothing that is secret. */
    private record Asked(UUID retailer, UUID details) {}

    /**
     * What is known and waits.
     *
     * @param inForce where it is paid; null: nowhere yet
     * @param waiting what somebody has to agree to
     */
    record Known(@Nullable BankView inForce, @Nullable BankView waiting) {}

    /**
     * What came of a change.
     *
     * @param approval what waits for a second person; null: it is done
     */
    record Outcome(Known known, @Nullable UUID approval) {}

    /**
     * Where a retailer is paid, as far as people may see it.
     *
     * @throws Refused if there is no such retailer
     */
    Known known(Caller caller, UUID retailer) {
        return transactions.read(
                caller,
                tx -> {
                    found(tx, retailer);
                    return known(tx, retailer);
                });
    }

    /**
     * Changes where a retailer is paid, or asks a second person to agree. What waited before is
     * turned down.
     *
     * @throws Refused if there is no such retailer, a field is wrong, or a retailer asks whose
     *     provider has nobody who could agree
     */
    Outcome change(Caller caller, UUID retailer, NewBankDetails wanted) {
        // In the caller's own scope, so that a shop finds itself only.
        transactions.read(caller, tx -> found(tx, retailer));
        NewBankDetails.Checked checked = wanted.checked();
        boolean ofShop = caller.scope() instanceof Scope.Retailer;
        return transactions.once(
                caller.forProvider(), Outcome.class, tx -> change(tx, retailer, checked, ofShop));
    }

    /** Where a retailer is paid, for who writes the order to the bank; empty if nobody told. */
    public Optional<PayoutAccount> forPayout(Tx tx, UUID retailer) {
        return new BankRepository(tx)
                .sealed(retailer)
                .map(
                        sealed -> {
                            NewBankDetails.Checked opened =
                                    seal.open(sealed.id(), sealed.bytes());
                            return new PayoutAccount(
                                    opened.holder(),
                                    opened.iban(),
                                    opened.bic(),
                                    sealed.payableFrom());
                        });
    }

    /** Which of these retailers can be paid now: where is known, and did not change lately. */
    public Set<UUID> payable(Tx tx, Collection<UUID> retailers) {
        return new BankRepository(tx).payable(retailers);
    }

    private Outcome change(
            Tx tx, UUID retailer, NewBankDetails.Checked checked, boolean ofShop) {
        RetailerDetails details = lock(tx, retailer);
        BankRepository bank = new BankRepository(tx);
        approvals.overtake(tx, ACTION, Map.of("retailer", retailer.toString()));
        bank.turnDown(retailer);
        UUID id = ids.next();
        bank.insertWaiting(id, retailer, checked.iban(), seal.seal(id, checked));
        String shown = checked.iban().country() + "…" + checked.iban().lastFour();
        audit.record(
                tx, "bank_details.told", "retailer:" + retailer, Map.of("account", shown));
        Optional<UUID> approval =
                approvals.request(
                        tx,
                        ACTION,
                        Text.of(
                                "Pay {retailer} to the account {account}",
                                "retailer",
                                details.name(),
                                "account",
                                shown),
                        new Asked(retailer, id));
        if (approval.isEmpty()) {
            if (ofShop) {
                throw new Refused(
                        ProblemType.CONFLICT,
                        "Nobody could agree to this yet. Ask your provider to have an owner sign"
                                + " in.");
            }
            putInForce(tx, retailer, id);
        } else {
            news.bankAsked(
                    tx,
                    details,
                    bank.inForce(retailer),
                    since(bank, retailer, tx.now()),
                    checked.iban().lastFour());
        }
        return new Outcome(known(tx, retailer), approval.orElse(null));
    }

    private void putInForce(Tx tx, UUID retailer, UUID id) {
        RetailerDetails details = lock(tx, retailer);
        BankRepository bank = new BankRepository(tx);
        Optional<BankView> before = bank.inForce(retailer);
        Instant asked = bank.waiting(retailer).map(BankView::toldAt).orElse(tx.now());
        Instant since = since(bank, retailer, asked);
        bank.replace(retailer);
        Instant payableFrom = tx.now().plus(FROZEN);
        if (!bank.putInForce(id, payableFrom)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Others were told meanwhile. Load the list again to see which.");
        }
        String lastFour = bank.inForce(retailer).orElseThrow().lastFour();
        audit.record(
                tx,
                "bank_details.changed",
                "retailer:" + retailer,
                Map.of("last_four", lastFour, "payable_from", payableFrom.toString()));
        news.bankChanged(tx, details, before, since, lastFour, payableFrom);
    }

    /**
     * Who wants the money may have shut out first whoever would see it go, and have waited then:
     * whoever managed the retailer since it is paid to its account is told of another one, too.
     */
    private static Instant since(BankRepository bank, UUID retailer, Instant asked) {
        Instant justBefore = asked.minus(FROZEN);
        return bank.paidThereSince(retailer).filter(justBefore::isAfter).orElse(justBefore);
    }

    private static Known known(Tx tx, UUID retailer) {
        BankRepository bank = new BankRepository(tx);
        return new Known(
                bank.inForce(retailer).orElse(null), bank.waiting(retailer).orElse(null));
    }

    private static RetailerDetails found(Tx tx, UUID retailer) {
        return new DetailsRepository(tx)
                .retailer(retailer)
                .orElseThrow(() -> Refused.notFound("retailer"));
    }

    private static RetailerDetails lock(Tx tx, UUID retailer) {
        return new DetailsRepository(tx)
                .lockRetailer(retailer)
                .orElseThrow(() -> Refused.notFound("retailer"));
    }

    private static UUID id(JsonNode request, String member) {
        return UUID.fromString(request.required(member).asText());
    }
}
