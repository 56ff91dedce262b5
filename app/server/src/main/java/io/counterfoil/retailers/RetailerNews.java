package io.counterfoil.retailers;

import io.counterfoil.access.Member;
import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.access.Role;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.mail.Mail;
import io.counterfoil.mail.MailKind;
import io.counterfoil.mail.Message;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Tells a retailer what changed about its money, at the addresses that it had before. */
public final class RetailerNews {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final Mail mail;
    private final StaffMembers staff;
    private final Providers providers;

    /** News that go out through {@code mail}. */
    public RetailerNews(Mail mail, StaffMembers staff, Providers providers) {
        this.mail = mail;
        this.staff = staff;
        this.providers = providers;
    }

    /**
     * It is paid to another account.
     *
     * @param before the end of the account that it had before
     * @param payableFrom nothing is paid to the new one before
     */
    void bankChanged(
            Tx tx,
            RetailerDetails retailer,
            Optional<String> before,
            String lastFour,
            Instant payableFrom) {
        Provider provider = providers.of(tx);
        Map<String, String> values = new TreeMap<>();
        values.put("retailer", retailer.name());
        values.put("lastFour", lastFour);
        values.put("date", DAY.format(payableFrom.atZone(provider.zone())));
        before.ifPresent(end -> values.put("before", end));
        for (String address : addresses(tx, retailer)) {
            mail.post(
                    tx,
                    Message.of(
                            MailKind.BANK_DETAILS_CHANGED, retailer.name(), address, values));
        }
    }

    /** Its statements go to another address; the one before is told, once. */
    void statementAddressChanged(Tx tx, RetailerDetails before, RetailerDetails after) {
        String old = before.statementEmail();
        if (old == null) {
            return;
        }
        Map<String, String> values = new TreeMap<>();
        values.put("retailer", before.name());
        String next = after.statementEmail();
        if (next != null) {
            values.put("hint", next.charAt(0) + "…" + next.substring(next.indexOf('@')));
        }
        mail.post(
                tx, Message.of(MailKind.STATEMENT_ADDRESS_CHANGED, before.name(), old, values));
    }

    /** Where statements go, and everybody who runs it. */
    private Set<String> addresses(Tx tx, RetailerDetails retailer) {
        Set<String> addresses = new LinkedHashSet<>();
        String statements = retailer.statementEmail();
        if (statements != null) {
            addresses.add(statements.toLowerCase(Locale.ROOT));
        }
        staff.of(tx, retailer.id()).stream()
                .filter(member -> member.role() == Role.MANAGER && !member.disabled())
                .map(Member::email)
                .forEach(addresses::add);
        return addresses;
    }
}
