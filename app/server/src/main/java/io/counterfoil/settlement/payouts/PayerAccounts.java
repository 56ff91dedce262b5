package io.counterfoil.settlement.payouts;

import io.counterfoil.access.Audit;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.retailers.BankSeal;
import io.counterfoil.retailers.NewBankDetails;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The account from which a provider pays its retailers; sealed, and shown by its end only. */
public final class PayerAccounts {
    private final Transactions transactions;
    private final BankSeal seal;
    private final Audit audit;
    private final Ids ids;

    /** Accounts under {@code seal}. */
    public PayerAccounts(Transactions transactions, BankSeal seal, Audit audit, Ids ids) {
        this.transactions = transactions;
        this.seal = seal;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * What people are shown of it.
     *
     * @param country of the IBAN
     * @param lastFour the end of the IBAN
     */
    public record View(String country, String lastFour, Instant toldAt) {}

    /**
     * Says from which account retailers are paid from now on.
     *
     * @throws io.counterfoil.platform.Refused if a field is wrong
     */
    public View tell(Caller caller, NewBankDetails wanted) {
        NewBankDetails.Checked checked = wanted.checked();
        return transactions.write(
                caller,
                tx -> {
                    UUID id = ids.next();
                    View view =
                            new View(
                                    checked.iban().country(),
                                    checked.iban().lastFour(),
                                    tx.now());
                    new PayerAccountRepository(tx).put(id, seal.seal(id, checked), view);
                    audit.record(
                            tx,
                            "payer_account.told",
                            "provider:" + tx.provider(),
                            Map.of("country", view.country(), "last_four", view.lastFour()));
                    return view;
                });
    }

    /** What was told; empty if nobody told. */
    public Optional<View> find(Caller caller) {
        return transactions.read(caller, tx -> new PayerAccountRepository(tx).find());
    }

    /** All of it, for an order. */
    Optional<NewBankDetails.Checked> forOrder(Tx tx) {
        return new PayerAccountRepository(tx)
                .sealed()
                .map(sealed -> seal.open(sealed.id(), sealed.bytes()));
    }
}
