package io.counterfoil.access;

import io.counterfoil.platform.Text;
import io.counterfoil.web.PeriodText;
import java.math.BigDecimal;
import java.time.Period;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the audit log says of each kind of action and thing, in the words of people. */
public final class AuditWords {
    /** Colours with their roles, as settings keep them in words. */
    private static final Pattern COLOURS =
            Pattern.compile(
                    "dark (#\\w+), main (#\\w+), bright (#\\w+), accent (#\\w+), light (#\\w+)");

    /** What actions are about. */
    public enum Area {
        /** Signing in. */
        SIGN_IN("Signing in"),
        /** People and keys. */
        ACCESS("People and keys"),
        /** Approvals. */
        APPROVALS("Approvals"),
        /** Settings. */
        SETTINGS("Settings"),
        /** Plans and products. */
        CATALOG("Plans and products"),
        /** Print runs and bureaus. */
        PRINTING("Print runs and bureaus"),
        /** Stock. */
        STOCK("Stock"),
        /** Shops and tills. */
        SHOPS("Shops and tills"),
        /** Codes. */
        CODES("Codes"),
        /** Customers and accounts. */
        CUSTOMERS("Customers and accounts"),
        /** Money. */
        MONEY("Money"),
        /** Mail. */
        MAIL("Mail"),
        /** Storage. */
        STORAGE("Storage");

        private final String words;

        Area(String words) {
            this.words = words;
        }

        /** What people call it. */
        public String words() {
            return words;
        }
    }

    private static final Map<Area, Map<String, String>> ACTIONS = new LinkedHashMap<>();
    private static final Map<String, String> SENTENCES = new LinkedHashMap<>();

    static {
        ACTIONS.put(
                Area.SIGN_IN,
                Map.ofEntries(
                        Map.entry("staff.signed_in", "Signed in"),
                        Map.entry("staff.signed_out", "Signed out"),
                        Map.entry("staff.sign_in_failed", "Failed to sign in as a member of staff"),
                        Map.entry("account.sign_in_failed", "Failed to sign in to an account"),
                        Map.entry("staff.password_changed", "Changed a password"),
                        Map.entry("sessions.ended", "Signed out other browsers"),
                        Map.entry("second_step.on", "Turned the second step on"),
                        Map.entry("second_step.off", "Turned the second step off"),
                        Map.entry("second_step.reset", "Took the second step away"),
                        Map.entry("second_step.new_recovery_codes", "Made new recovery codes"),
                        Map.entry("second_step.recovery_code_used", "Signed in with a recovery code"),
                        Map.entry("second_step.demanded", "Changed who needs a second step"),
                        Map.entry("passkey.added", "Added a passkey"),
                        Map.entry("passkey.removed", "Removed a passkey"),
                        Map.entry("openid.linked", "Signed in with OpenID Connect for the first time"),
                        Map.entry("openid.unlinked", "Forgot who somebody is at the OpenID provider"),
                        Map.entry("openid.unknown", "Failed to sign in with OpenID Connect: nobody here"),
                        Map.entry("openid.set_up", "Changed the sign-in with OpenID Connect"),
                        Map.entry("openid.removed", "Removed the sign-in with OpenID Connect")));
        ACTIONS.put(
                Area.ACCESS,
                Map.ofEntries(
                        Map.entry("staff.added", "Added a member of staff"),
                        Map.entry("staff.disabled", "Let somebody sign in no more"),
                        Map.entry("staff.enabled", "Let somebody sign in again"),
                        Map.entry("invitation.sent", "Invited somebody"),
                        Map.entry("invitation.sent_again", "Sent an invitation again"),
                        Map.entry("invitation.revoked", "Took an invitation back"),
                        Map.entry("key.made", "Made an API key"),
                        Map.entry("key.revoked", "Revoked an API key")));
        ACTIONS.put(
                Area.APPROVALS,
                Map.ofEntries(
                        Map.entry("approval.requested", "Asked for a second person's word"),
                        Map.entry("approval.approved", "Agreed to a request"),
                        Map.entry("approval.rejected", "Turned a request down"),
                        Map.entry("approval.overtaken", "Ended a request that changes had overtaken")));
        ACTIONS.put(
                Area.SETTINGS,
                Map.ofEntries(
                        Map.entry("provider.changed", "Changed the settings"),
                        Map.entry("tills.changed", "Changed the rules for tills"),
                        Map.entry("reminders.changed", "Changed the reminders"),
                        Map.entry("terms.changed", "Changed what happens after a term"),
                        Map.entry("deleted_data.days_changed", "Changed how long deleted data is kept"),
                        Map.entry("trial.offer_changed", "Changed the trials on the web"),
                        Map.entry("software.changed", "Changed where the software for customers is"),
                        Map.entry("mail.sender_changed", "Changed from whom mail is"),
                        Map.entry("logo.kept", "Changed the logo"),
                        Map.entry("logo.deleted", "Deleted the logo"),
                        Map.entry("layout.kept", "Changed a layout"),
                        Map.entry("layout.deleted", "Deleted a layout"),
                        Map.entry("sheet.kept", "Changed a sheet"),
                        Map.entry("sheet.deleted", "Deleted a sheet")));
        ACTIONS.put(
                Area.CATALOG,
                Map.ofEntries(
                        Map.entry("plan.changed", "Changed a plan"),
                        Map.entry("plan.migration_started", "Began to move accounts to a new version of their plan"),
                        Map.entry("product.redeem_by_moved", "Gave a product's codes a later last day"),
                        Map.entry("product.taxed", "Changed a product's tax")));
        ACTIONS.put(
                Area.PRINTING,
                Map.ofEntries(
                        Map.entry("print_run.proof_approved", "Approved of a proof"),
                        Map.entry("print_run.proof_rejected", "Turned a proof down"),
                        Map.entry("print_run.downloaded", "Downloaded a file with codes"),
                        Map.entry("print_run.download_broken_off", "Had a download of codes break off"),
                        Map.entry("print_run.reprinted", "Printed spoiled items again"),
                        Map.entry("print_run.minting_tried_again", "Let a run be minted again"),
                        Map.entry("print_run.check_tried_again", "Let the files of a run be checked again"),
                        Map.entry("print_run.reprint_tried_again", "Let a reprint be tried again"),
                        Map.entry("print_run.released_again", "Released the files of a run again"),
                        Map.entry("print_run.blocked", "Stopped the redemption of a run's codes"),
                        Map.entry("print_run.unblocked", "Let a run's codes be redeemed again"),
                        Map.entry("print_run.redeem_by_moved", "Gave a run's codes a later last day"),
                        Map.entry("bureau.added", "Added a print bureau"),
                        Map.entry("bureau.changed", "Changed a print bureau"),
                        Map.entry("bureau.deleted", "Deleted a print bureau"),
                        Map.entry("bureau_link.made", "Made a link for a print bureau"),
                        Map.entry("bureau_reply.received", "Reported back what was printed"),
                        Map.entry("bureau_reply.refused", "Reported back something that can't be"),
                        Map.entry("bureau_reply.accepted", "Took over a print bureau's report"),
                        Map.entry("package.sent", "Fetched a package for a print bureau"),
                        Map.entry("package.broken_off", "Had the fetching of a package break off")));
        ACTIONS.put(
                Area.STOCK,
                Map.ofEntries(
                        Map.entry("serials.held", "Put items on hold"),
                        Map.entry("serials.released", "Released items from hold"),
                        Map.entry("serials.void", "Made items worthless"),
                        Map.entry("serials.spoil", "Took spoiled items out of stock"),
                        Map.entry("serials.lost", "Reported items as lost"),
                        Map.entry("serials.stolen", "Reported items as stolen"),
                        Map.entry("serials.found", "Reported items as found"),
                        Map.entry("stock_take.closed", "Finished a stock-take"),
                        Map.entry("goods_order.made", "Ordered goods"),
                        Map.entry("goods_order.partly_sent", "Sent a part of an order"),
                        Map.entry("goods_order.sent", "Sent an order"),
                        Map.entry("goods_order.declined", "Declined an order"),
                        Map.entry("goods_order.withdrawn", "Withdrew an order"),
                        Map.entry("outlet.reorder_point", "Changed from when on a shop reorders")));
        ACTIONS.put(
                Area.SHOPS,
                Map.ofEntries(
                        Map.entry("retailer.added", "Added a retailer"),
                        Map.entry("retailer.changed", "Changed a retailer"),
                        Map.entry("outlet.added", "Added a shop"),
                        Map.entry("outlet.changed", "Changed a shop"),
                        Map.entry("terminal.added", "Added a till"),
                        Map.entry("terminal.changed", "Changed a till"),
                        Map.entry("terminal.released", "Let a till sell again"),
                        Map.entry("case.resolved", "Settled something to look at"),
                        Map.entry("agreement.made", "Made an agreement"),
                        Map.entry("agreement.ended", "Ended an agreement"),
                        Map.entry("bank_details.told", "Typed in a bank account"),
                        Map.entry("bank_details.changed", "Changed a bank account")));
        ACTIONS.put(
                Area.CODES,
                Map.ofEntries(
                        Map.entry("code.refused", "Tried a code that was refused"),
                        Map.entry("code.recovery_tried", "Tried to make out a scratched code"),
                        Map.entry("code.recovered", "Redeemed a scratched code")));
        ACTIONS.put(
                Area.CUSTOMERS,
                Map.ofEntries(
                        Map.entry("customer.renamed", "Renamed a customer"),
                        Map.entry("customer.exported", "Downloaded all that is kept about a customer"),
                        Map.entry("customer.erased", "Erased a customer"),
                        Map.entry("address.erased", "Erased an e-mail address"),
                        Map.entry("contact.added", "Added an address"),
                        Map.entry("contact.changed", "Changed an address"),
                        Map.entry("term.granted", "Gave an account time"),
                        Map.entry("term.refunded", "Took time from an account"),
                        Map.entry("account.password_changed", "Changed the password of an account"),
                        Map.entry("account.password_reset", "Set a new password by a link"),
                        Map.entry("account.password_link_sent", "Mailed a link for a new password"),
                        Map.entry("account.deletion_asked", "Asked for an account to be deleted"),
                        Map.entry("account.deletion_taken_back", "Kept an account that was to be deleted"),
                        Map.entry("support.visited", "Looked at an account as its customer does"),
                        Map.entry("support.acted", "Did something in a customer's place"),
                        Map.entry("support.refused", "Was kept from doing what only customers do")));
        ACTIONS.put(
                Area.MONEY,
                Map.ofEntries(
                        Map.entry("settlement.begun", "Began a settlement"),
                        Map.entry("statement.closed", "Closed a statement"),
                        Map.entry("payment.received", "Entered a payment"),
                        Map.entry("payment.taken_back", "Took a payment back"),
                        Map.entry("payouts.ordered", "Ordered payouts"),
                        Map.entry("payout.paid", "Noted a payout as paid"),
                        Map.entry("payout.failed", "Noted a payout as failed"),
                        Map.entry("payout.carried_over", "Carried a payout over"),
                        Map.entry("payer_account.told", "Typed in our account"),
                        Map.entry("payer_account.changed", "Changed our account"),
                        Map.entry("dispute.opened", "Disputed a line of a statement"),
                        Map.entry("dispute.accepted", "Accepted a dispute"),
                        Map.entry("dispute.refused", "Refused a dispute")));
        ACTIONS.put(
                Area.MAIL,
                Map.ofEntries(
                        Map.entry("mail.secret_shown", "Looked at a message with a secret"),
                        Map.entry("mail.retried", "Had a message tried again"),
                        Map.entry("mail.suppressed", "Reported an address that gets nothing any more"),
                        Map.entry("mail.suppression_lifted", "Let an address get messages again")));
        ACTIONS.put(
                Area.STORAGE,
                Map.ofEntries(
                        Map.entry("node.drained", "Began to empty a storage node"),
                        Map.entry("node.kept", "Went on using a storage node")));
        ACTIONS.values().forEach(SENTENCES::putAll);
    }

    private static final Map<String, String> KINDS =
            Map.ofEntries(
                    Map.entry("account", "Account"),
                    Map.entry("approval", "Approval"),
                    Map.entry("bureau", "Print bureau"),
                    Map.entry("case", "Something to look at"),
                    Map.entry("contact", "Address"),
                    Map.entry("customer", "Customer"),
                    Map.entry("dispute", "Dispute"),
                    Map.entry("goods_order", "Order of a shop"),
                    Map.entry("hold", "Hold"),
                    Map.entry("invitation", "Invitation"),
                    Map.entry("key", "API key"),
                    Map.entry("layout", "Layout"),
                    Map.entry("loss", "Loss"),
                    Map.entry("mail", "Message"),
                    Map.entry("mail-sender", "Sender of mail"),
                    Map.entry("mail-suppression", "Suppressed address"),
                    Map.entry("outlet", "Shop"),
                    Map.entry("payment", "Payment"),
                    Map.entry("payout", "Payout"),
                    Map.entry("payout_order", "Order of payouts"),
                    Map.entry("plan", "Plan"),
                    Map.entry("product", "Product"),
                    Map.entry("provider", "Your company"),
                    Map.entry("retailer", "Retailer"),
                    Map.entry("run", "Print run"),
                    Map.entry("serial", "Serial number"),
                    Map.entry("settlement_run", "Settlement"),
                    Map.entry("sheet", "Sheet"),
                    Map.entry("staff", "Member of staff"),
                    Map.entry("statement", "Statement"),
                    Map.entry("stock_take", "Stock-take"),
                    Map.entry("terminal", "Till"),
                    Map.entry("voiding", "Items made worthless"),
                    Map.entry("code", "Code"),
                    Map.entry("software", "Software for customers"),
                    Map.entry("terms", "Ends of terms"),
                    Map.entry("reminders", "Reminders"),
                    Map.entry("tills", "Tills"),
                    Map.entry("trial-offer", "Trials on the web"),
                    Map.entry("deleted_data", "Deleted data"));

    /** What facts are called that say too little by their names. */
    private static final Map<String, String> FACTS =
            Map.ofEntries(
                    Map.entry("again", "once more"),
                    Map.entry("basis_points", "tax rate"),
                    Map.entry("before_deletion", "days before the deletion"),
                    Map.entry("before_end", "days before the end"),
                    Map.entry("frozen", "days frozen"),
                    Map.entry("grace", "days of grace"),
                    Map.entry("last_four", "last four characters"),
                    Map.entry("longest_years", "years ahead at most"),
                    Map.entry("sha256", "SHA-256 of the file"),
                    Map.entry("try", "attempt"),
                    Map.entry("uninstall", "days after an uninstall"),
                    Map.entry("what", "request"),
                    Map.entry("while_frozen", "days while frozen"),
                    Map.entry("without_backup", "days without a backup"));

    /** Facts that are names of ours, not what somebody typed. */
    private static final Set<String> NAMED =
            Set.of("kind", "role", "sales_model", "voucher");

    private static final Pattern BASIS_POINTS = Pattern.compile("[0-9]{1,5}");

    /** The periods of terms, each with a day at least. */
    private static final Pattern PERIOD =
            Pattern.compile("P(?=[1-9])([1-9][0-9]{0,3}Y)?([1-9][0-9]{0,3}M)?([1-9][0-9]{0,3}D)?");

    private AuditWords() {}

    /**
     * What somebody did, such as "Made an API key". An action of an earlier version that has no
     * sentence any more is told by its name.
     */
    public static String sentence(String action) {
        return SENTENCES.getOrDefault(action, spelled(action));
    }

    /** Every action that has a sentence. */
    public static Set<String> actions() {
        return SENTENCES.keySet();
    }

    /** Those of an area. */
    static Set<String> actions(Area area) {
        return ACTIONS.getOrDefault(area, Map.of()).keySet();
    }

    /** What people call a kind of thing, such as "Print run". */
    static String kind(String kind) {
        return KINDS.getOrDefault(kind, spelled(kind));
    }

    /** What people call a fact of an entry, such as "return days". */
    static String fact(String name) {
        return FACTS.getOrDefault(name, blanks(name));
    }

    /** What a fact of an action says: what somebody typed as it is, and a name of ours in words. */
    static Text value(String action, String fact, String value) {
        if (fact.equals("action")) {
            return ApprovalWords.of(value);
        }
        if (fact.equals("basis_points") && BASIS_POINTS.matcher(value).matches()) {
            return Text.of(
                    "{percent} %",
                    "percent",
                    new BigDecimal(value).movePointLeft(2).stripTrailingZeros());
        }
        if (fact.equals("period") && PERIOD.matcher(value).matches()) {
            return PeriodText.of(Period.parse(value));
        }
        Matcher colours = COLOURS.matcher(value);
        if (fact.equals("colours") && colours.matches()) {
            return new Text(
                    "dark {dark}, main {main}, bright {bright}, accent {accent}, light {light}",
                    Map.of(
                            "dark", colours.group(1),
                            "main", colours.group(2),
                            "bright", colours.group(3),
                            "accent", colours.group(4),
                            "light", colours.group(5)));
        }
        boolean named = NAMED.contains(fact) || action.equals("code.refused");
        return named ? Text.of(blanks(value)) : Text.of("{value}", "value", value);
    }

    /** The kinds of things that have words, with them. */
    static Map<String, String> kinds() {
        return KINDS;
    }

    private static String spelled(String name) {
        String words = blanks(name);
        return words.isEmpty()
                ? words
                : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String blanks(String name) {
        return name.replaceAll("[._-]", " ");
    }
}
