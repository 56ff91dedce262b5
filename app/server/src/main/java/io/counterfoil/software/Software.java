package io.counterfoil.software;

import io.counterfoil.access.Audit;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where customers get their backup software, if the provider has said so. */
public final class Software {
    private static final int LONGEST = 500;

    private final Transactions transactions;
    private final Audit audit;

    /** A setting whose changes are noted in {@code audit}. */
    public Software(Transactions transactions, Audit audit) {
        this.transactions = transactions;
        this.audit = audit;
    }

    /** The web address, for whoever looks at a page. */
    public Optional<String> address(Caller caller) {
        return transactions.read(caller, this::address);
    }

    /** The web address, as part of a transaction. */
    public Optional<String> address(Tx tx) {
        return new SoftwareRepository(tx).find();
    }

    /**
     * Changes the web address.
     *
     * @param typed null or blank: there is none
     * @throws Refused if it is none that a browser opens
     */
    Optional<String> change(Caller caller, @Nullable String typed) {
        Fields fields = new Fields();
        String address = typed == null || typed.isBlank() ? null : checked(fields, typed);
        fields.done();
        transactions.write(
                caller,
                tx -> {
                    if (!address(tx).equals(Optional.ofNullable(address))) {
                        new SoftwareRepository(tx).set(address);
                        Map<String, String> facts = new TreeMap<>();
                        if (address != null) {
                            facts.put("address", address);
                        }
                        audit.record(tx, "software.changed", "software", facts);
                    }
                    return this;
                });
        return Optional.ofNullable(address);
    }

    private static String checked(Fields fields, String typed) {
        String address = fields.text("address", typed, LONGEST);
        if (!isWebAddress(address)) {
            fields.problem(
                    "address",
                    "A whole web address, such as https://backup.example.com/download.");
        }
        return address;
    }

    private static boolean isWebAddress(String text) {
        try {
            URI address = new URI(text);
            return ("https".equalsIgnoreCase(address.getScheme())
                            || "http".equalsIgnoreCase(address.getScheme()))
                    && address.getHost() != null
                    && address.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
