package io.counterfoil.retailers;

import io.counterfoil.access.Member;
import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.access.Role;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.mail.Mail;
import io.counterfoil.mail.MailKind;
import io.counterfoil.mail.Message;
import io.counterfoil.platform.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tells a retailer what changed about its money, at the addresses that it had before, and what it
 * has to look at in its shops.
 */
public final class RetailerNews {

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
     * @param before the account that it had before
     * @param since whoever managed it after that is told
     * @param payableFrom nothing is paid to the new one before
     */
    void bankChanged(
            Tx tx,
            RetailerDetails retailer,
            Optional<BankView> before,
            Instant since,
            String lastFour,
            Instant payableFrom) {
        Provider provider = providers.of(tx);
        Map<String, Object> values = account(retailer, before, lastFour);
        values.put("date", payableFrom.atZone(provider.zone()).toLocalDate());
        tellOfAccount(tx, MailKind.BANK_DETAILS_CHANGED, retailer, since, values);
    }

    /**
     * Somebody asks that it is paid to another account, which a second person has to agree to.
     *
     * @param before the account that it has
     * @param since whoever managed it after that is told
     */
    void bankAsked(
            Tx tx,
            RetailerDetails retailer,
            Optional<BankView> before,
            Instant since,
            String lastFour) {
        tellOfAccount(
                tx,
                MailKind.BANK_DETAILS_ASKED,
                retailer,
                since,
                account(retailer, before, lastFour));
    }

    private static Map<String, Object> account(
            RetailerDetails retailer, Optional<BankView> before, String lastFour) {
        Map<String, Object> values = new TreeMap<>();
        values.put("retailer", retailer.name());
        values.put("lastFour", lastFour);
        before.ifPresent(account -> values.put("before", account.lastFour()));
        return values;
    }

    private void tellOfAccount(
            Tx tx,
            MailKind kind,
            RetailerDetails retailer,
            Instant since,
            Map<String, Object> values) {
        for (String address : addresses(tx, retailer, since)) {
            mail.post(tx, Message.of(kind, retailer.name(), address, values));
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

    /**
     * A statement that was closed. What it comes to is said on its page only: more people may read
     * mails than statements.
     *
     * @param number of the provider's statements
     * @param first the first day of what is on it; empty: since ever
     * @param last the last day of that
     */
    public record Closed(
            UUID statement,
            long number,
            Optional<LocalDate> first,
            LocalDate last) {}

    /**
     * It has a new statement: the address for statements is told, or its managers if there is none.
     * A retailer with neither hears nothing.
     */
    public void statementClosed(Tx tx, UUID retailer, Closed statement) {
        RetailerDetails about = new DetailsRepository(tx).retailer(retailer).orElseThrow();
        Map<String, Object> values = new TreeMap<>();
        values.put("retailer", about.name());
        values.put("statement", statement.statement().toString());
        values.put("number", Long.toString(statement.number()));
        statement.first().ifPresent(day -> values.put("first", day));
        values.put("last", statement.last());
        String named = about.statementEmail();
        for (String address : named == null ? managers(tx, about, tx.now()) : Set.of(named)) {
            mail.post(tx, Message.of(MailKind.STATEMENT_CLOSED, about.name(), address, values));
        }
    }

    /**
     * What points to an opened carton.
     *
     * @param outlets the shops of one retailer that have the items
     * @param serials items whose codes were tried before they were sold
     * @param held the SSCC of the carton whose unsold items are on hold for that; empty: none is
     */
    public record Tampering(
            Set<UUID> outlets, List<SerialNumber> serials, Optional<String> held) {}

    /** Somebody may have opened what is in its shops; managers are told, without a code. */
    public void tampered(Tx tx, UUID retailer, Tampering what) {
        RetailerDetails about = new DetailsRepository(tx).retailer(retailer).orElseThrow();
        RetailerRepository shops = new RetailerRepository(tx);
        String names =
                what.outlets().stream()
                        .map(outlet -> shops.outlet(outlet).orElseThrow().name())
                        .sorted()
                        .collect(Collectors.joining(" / "));
        Map<String, Object> values = new TreeMap<>();
        values.put("retailer", about.name());
        values.put("outlet", names);
        values.put("serials", what.serials().stream().map(SerialNumber::toString).toList());
        what.held().ifPresent(carton -> values.put("carton", carton));
        Set<String> managers = managers(tx, about, tx.now());
        // A shop without a manager still has somebody who reads its mail.
        for (String address : managers.isEmpty() ? addresses(tx, about, tx.now()) : managers) {
            mail.post(tx, Message.of(MailKind.TAMPERING, about.name(), address, values));
        }
    }

    /** Where statements go, and everybody who runs it or did until after that moment. */
    private Set<String> addresses(Tx tx, RetailerDetails retailer, Instant since) {
        Set<String> addresses = new LinkedHashSet<>();
        String statements = retailer.statementEmail();
        if (statements != null) {
            addresses.add(statements.toLowerCase(Locale.ROOT));
        }
        addresses.addAll(managers(tx, retailer, since));
        return addresses;
    }

    private Set<String> managers(Tx tx, RetailerDetails retailer, Instant since) {
        return staff.since(tx, retailer.id(), since).stream()
                .filter(member -> member.role() == Role.MANAGER)
                .map(Member::email)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
