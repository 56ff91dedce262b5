package io.counterfoil.settlement.payouts;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.access.Approvals;
import io.counterfoil.access.Audit;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.BankSeal;
import io.counterfoil.retailers.NewBankDetails;
import io.counterfoil.settlement.statements.PaidInto;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The account from which a provider pays its retailers, and into which they pay; sealed, and shown by
 * its end only but where retailers are asked for money. A second person agrees to each change, as to
 * where retailers are paid.
 */
public final class PayerAccounts implements PaidInto {
    private static final String ACTION = "payer_account.change";

    private final Transactions transactions;
    private final BankSeal seal;
    private final Approvals approvals;
    private final Audit audit;
    private final Ids ids;

    /** Accounts under {@code seal}, agreed to through {@code approvals}. */
    public PayerAccounts(
            Transactions transactions,
            BankSeal seal,
            Approvals approvals,
            Audit audit,
            Ids ids) {
        this.transactions = transactions;
        this.seal = seal;
        this.approvals = approvals;
        this.audit = audit;
        this.ids = ids;
        approvals.define(
                ACTION,
                EnumSet.of(Role.OWNER, Role.FINANCE),
                (tx, request) -> putInForce(tx, account(request)));
        approvals.defineRejection(
                ACTION, (tx, request) -> new PayerAccountRepository(tx).turnDown(account(request)));
    }

    /** A request as an approval keeps it: nothing that is secret. */
    private record Asked(UUID account) {}

    /**
     * What people are shown of an account.
     *
     * @param country of the IBAN
     * @param lastFour the end of the IBAN
     */
    public record View(String country, String lastFour, Instant toldAt) {}

    /**
     * What is known and waits.
     *
     * @param inForce from which it is paid; null: nobody told
     * @param waiting what somebody has to agree to
     */
    public record Known(@Nullable View inForce, @Nullable View waiting) {}

    /**
     * What came of a change.
     *
     * @param approval what waits for a second person; null: it is done
     */
    public record Outcome(Known known, @Nullable UUID approval) {}

    /**
     * Says from which account retailers are paid from now on, or asks a second person to agree. What
     * waited before is forgotten.
     *
     * @throws Refused if a field is wrong
     */
    public Outcome tell(Caller caller, NewBankDetails wanted) {
        NewBankDetails.Checked checked = wanted.checked();
        return transactions.once(caller, Outcome.class, tx -> tell(tx, checked));
    }

    /** What was told. */
    public Known known(Caller caller) {
        return transactions.read(caller, PayerAccounts::known);
    }

    /** All of it, on the provider's behalf: whoever is asked for money has to read it. */
    @Override
    public Optional<NewBankDetails.Checked> account(Caller caller) {
        return transactions.read(caller.forProvider(), this::forOrder);
    }

    /** All of it, for an order. */
    Optional<NewBankDetails.Checked> forOrder(Tx tx) {
        return new PayerAccountRepository(tx)
                .sealed()
                .map(sealed -> seal.open(sealed.id(), sealed.bytes()));
    }

    private Outcome tell(Tx tx, NewBankDetails.Checked checked) {
        UUID id = ids.next();
        View view = new View(checked.iban().country(), checked.iban().lastFour(), tx.now());
        String shown = view.country() + "…" + view.lastFour();
        new PayerAccountRepository(tx).propose(id, seal.seal(id, checked), view);
        approvals.overtake(tx, ACTION, Map.of());
        audit.record(
                tx,
                "payer_account.told",
                "provider:" + tx.provider(),
                Map.of("country", view.country(), "last_four", view.lastFour()));
        Optional<UUID> approval =
                approvals.request(
                        tx, ACTION, Text.of(
                                "Pay retailers from the account {account}",
                                "account",
                                shown), new Asked(id));
        if (approval.isEmpty()) {
            putInForce(tx, id);
        }
        return new Outcome(known(tx), approval.orElse(null));
    }

    private void putInForce(Tx tx, UUID id) {
        PayerAccountRepository accounts = new PayerAccountRepository(tx);
        if (!accounts.putInForce(id)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Another account was told meanwhile. Load the list again to see which.");
        }
        audit.record(
                tx,
                "payer_account.changed",
                "provider:" + tx.provider(),
                Map.of("last_four", accounts.inForce().orElseThrow().lastFour()));
    }

    private static Known known(Tx tx) {
        PayerAccountRepository accounts = new PayerAccountRepository(tx);
        return new Known(accounts.inForce().orElse(null), accounts.waiting().orElse(null));
    }

    private static UUID account(JsonNode request) {
        return UUID.fromString(request.required("account").asText());
    }
}
