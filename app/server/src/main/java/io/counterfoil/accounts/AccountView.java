package io.counterfoil.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.counterfoil.catalog.Plan;
import io.counterfoil.provisioning.Desired;
import io.counterfoil.provisioning.Placement;
import io.counterfoil.provisioning.Receipt;
import io.counterfoil.terms.TermRules;
import io.counterfoil.terms.TermState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account as the API and its page show it.
 *
 * @param parent the account whose plan, time and space it shares; null = it is a parent itself
 * @param customer whose it is; null = it is deleted
 * @param contact where mail about it goes; null = it is deleted
 * @param name the customer's
 * @param email the contact's
 * @param plan the id of its plan
 * @param planName the plan's name
 * @param planVersion which version of the plan the account has
 * @param receipt the node's word that nothing is left; null = the account was not deleted
 */
public record AccountView(
        UUID id,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID parent,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID customer,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID contact,
        String username,
        String name,
        String email,
        UUID plan,
        String planName,
        int planVersion,
        TermView term,
        Quotas quotas,
        UsageView usage,
        NodeView node,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReceiptView receipt) {

    /**
     * The term.
     *
     * @param endsAt when what was granted is over
     * @param active whether it runs now
     * @param state trial, active, grace, frozen, deletion_scheduled, purging or deleted
     * @param freezesAt when new backups will be refused unless it is extended; null = they are
     *     refused already
     * @param deletesAt when everything is deleted unless it is extended or, after an uninstall,
     *     taken back; null = no such date was announced
     */
    public record TermView(
            Instant endsAt,
            boolean active,
            String state,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant freezesAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant deletesAt) {

        static TermView of(TermState term, TermRules rules, Instant now) {
            return new TermView(
                    term.end(),
                    term.isOpen() && now.isBefore(term.end()),
                    term.label(),
                    term.freezesAt(rules).orElse(null),
                    term.deletion().orElse(null));
        }
    }

    /**
     * The bounds in bytes; null = unlimited.
     *
     * @param shared the space of a parent and its sub-accounts; null = it is shared with nobody
     */
    public record Quotas(
            @Nullable Long hardBytes,
            @Nullable Long userBytes,
            @Nullable Long effectiveBytes,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable SharedView shared) {}

    /**
     * Space that a parent and its sub-accounts share.
     *
     * @param bytes what all of them may store together
     * @param usedBytes what they do
     */
    public record SharedView(long bytes, long usedBytes) {}

    /**
     * What is stored, as last reported.
     *
     * @param lastSnapshotAt when a backup was last finished; null = none was, or it is gone
     * @param reportedAt null = the node has not reported yet
     */
    public record UsageView(
            long bytes,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant lastWriteAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant lastSnapshotAt,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant reportedAt) {}

    /**
     * Where it is stored.
     *
     * @param url restic's name of the repository
     * @param open whether there is a place for backups, even if the latest change is not there yet
     * @param ready whether the node has everything that was asked of it
     */
    public record NodeView(String name, String url, boolean open, boolean ready) {}

    /**
     * What a node said when it had removed everything.
     *
     * @param objects how many objects it removed
     * @param bytes their bytes
     * @param at when the last one was gone
     */
    public record ReceiptView(long objects, long bytes, Instant at) {
        static @Nullable ReceiptView of(@Nullable Receipt receipt) {
            return receipt == null
                    ? null
                    : new ReceiptView(receipt.objects(), receipt.bytes(), receipt.at());
        }
    }

    /** What is left of a deleted account: nothing that names anybody. */
    static AccountView gone(
            UUID account, Plan plan, int version, TermView term, Placement placement) {
        return new AccountView(
                account,
                null,
                null,
                null,
                "",
                "",
                "",
                plan.id(),
                plan.name(),
                version,
                term,
                new Quotas(null, null, null, null),
                new UsageView(0, null, null, null),
                node(placement),
                ReceiptView.of(placement.receipt()));
    }

    static AccountView of(
            Account account,
            String planName,
            Placement placement,
            @Nullable SharedView shared,
            TermRules rules,
            Instant now) {
        Desired desired = placement.desired();
        return new AccountView(
                account.id(),
                account.parent(),
                account.customer(),
                account.contact(),
                account.username(),
                account.name(),
                account.email(),
                account.plan(),
                planName,
                account.planVersion(),
                TermView.of(account.term(), rules, now),
                new Quotas(
                        desired.hardQuotaBytes(),
                        desired.userQuotaBytes(),
                        desired.effectiveQuotaBytes(),
                        shared),
                new UsageView(
                        placement.usedBytes(),
                        placement.lastWriteAt(),
                        placement.lastSnapshotAt(),
                        placement.reportedAt()),
                node(placement),
                ReceiptView.of(placement.receipt()));
    }

    private static NodeView node(Placement placement) {
        return new NodeView(
                placement.node(),
                "rest:" + placement.dataUrl(),
                placement.open(),
                placement.ready());
    }
}
