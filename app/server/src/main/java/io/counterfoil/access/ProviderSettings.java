package io.counterfoil.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.brand.Palette;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** What a provider decides for itself. */
public final class ProviderSettings {
    /** What approvals call settings with which one person may do alone what took two. */
    private static final String RELAX = "provider.relax_settings";

    /** What PostgreSQL answers when a unique value is there already. */
    private static final String TAKEN = "23505";

    private static final int HIGHEST_VOID_LIMIT = 10_000_000;
    private static final int HIGHEST_ACTIVATION_LIMIT = 10_000;

    private final Transactions transactions;
    private final Providers providers;
    private final Approvals approvals;
    private final Audit audit;

    /**
     * Settings of {@code providers}; who changes one is named in {@code audit}, and what would get
     * round a second person needs one in {@code approvals}.
     */
    public ProviderSettings(
            Transactions transactions, Providers providers, Approvals approvals, Audit audit) {
        this.transactions = transactions;
        this.providers = providers;
        this.approvals = approvals;
        this.audit = audit;
        approvals.define(RELAX, this::relax);
    }

    /**
     * What to change, not yet checked; null: as it is.
     *
     * @param name how customers know the company
     * @param webAddress host of its pages, with a port if it is not the usual one; what is printed
     *     already goes on to name the old one
     * @param timeZone of its calendar, such as Europe/Berlin
     * @param voidLimit from how many items on a second person must agree to void them
     * @param activationLimit the most sales of one till in ten minutes, 0 for no limit
     * @param proofApproval whether somebody must approve of a run's proof before it is printed
     * @param colours in which cards and labels are printed from the next order on
     */
    public record Change(
            @Nullable String name,
            @Nullable String webAddress,
            @Nullable String timeZone,
            @Nullable Integer voidLimit,
            @Nullable Integer activationLimit,
            @Nullable Boolean proofApproval,
            @Nullable ColourChange colours) {}

    /**
     * What became of a change.
     *
     * @param provider the settings as they are now
     * @param approval what a second person has to agree to before the rest of the change happens;
     *     null if all of it is done
     */
    public record Outcome(Provider provider, @Nullable UUID approval) {}

    /** What of a change takes a second person, as an approval keeps it; null: as it is. */
    private record Relaxation(@Nullable Integer voidLimit, @Nullable Boolean proofApproval) {
        boolean isNone() {
            return voidLimit == null && proofApproval == null;
        }
    }

    /** The caller's provider. */
    public Provider read(Caller caller) {
        return transactions.read(caller, providers::of);
    }

    /**
     * Changes settings, from the next request on. A higher void limit, or an end of the approval of
     * proofs, would let one person do alone what takes two now, so that a second person has to
     * agree to it.
     *
     * @throws Refused if a field is wrong, another provider has the web address, or text in the new
     *     colours could not be read
     */
    public Outcome change(Caller caller, Change wanted) {
        Change checked = checked(wanted);
        try {
            return transactions.once(caller, Outcome.class, tx -> change(tx, checked));
        } catch (UnableToExecuteStatementException e) {
            // Other providers can't be seen from here; only the constraint knows their addresses.
            if (e.getCause() instanceof SQLException cause && TAKEN.equals(cause.getSQLState())) {
                throw Providers.addressTaken();
            }
            throw e;
        }
    }

    private static Change checked(Change wanted) {
        Fields fields = new Fields();
        Change checked = checked(fields, wanted);
        fields.done();
        return checked;
    }

    /** The change as it is made; what is wrong with it is noted in {@code fields}. */
    static Change checked(Fields fields, Change wanted) {
        String name =
                wanted.name() == null
                        ? null
                        : fields.text("name", wanted.name(), Providers.LONGEST_NAME);
        String webAddress =
                wanted.webAddress() == null ? null : Providers.address(fields, wanted.webAddress());
        if (wanted.timeZone() != null) {
            Providers.zone(fields, wanted.timeZone());
        }
        if (wanted.voidLimit() != null) {
            fields.number("void_limit", wanted.voidLimit(), 0, HIGHEST_VOID_LIMIT);
        }
        if (wanted.activationLimit() != null) {
            fields.number(
                    "activation_limit", wanted.activationLimit(), 0, HIGHEST_ACTIVATION_LIMIT);
        }
        ColourChange colours = wanted.colours() == null ? null : wanted.colours().checked(fields);
        return new Change(
                name,
                webAddress,
                wanted.timeZone(),
                wanted.voidLimit(),
                wanted.activationLimit(),
                wanted.proofApproval(),
                colours);
    }

    private Outcome change(Tx tx, Change wanted) {
        Provider before = providers.of(tx);
        Relaxation relaxation = relaxation(before, wanted);
        Optional<UUID> approval =
                relaxation.isNone()
                        ? Optional.empty()
                        : approvals.request(tx, RELAX, summary(before, relaxation), relaxation);
        set(tx, approval.isPresent() ? without(relaxation, wanted) : wanted);
        return new Outcome(providers.of(tx), approval.orElse(null));
    }

    private static Relaxation relaxation(Provider before, Change wanted) {
        Integer limit = wanted.voidLimit();
        boolean endsApproval =
                before.proofApproval() && Boolean.FALSE.equals(wanted.proofApproval());
        return new Relaxation(
                limit != null && limit > before.voidLimit() ? limit : null,
                endsApproval ? false : null);
    }

    private static Change without(Relaxation relaxation, Change wanted) {
        return new Change(
                wanted.name(),
                wanted.webAddress(),
                wanted.timeZone(),
                relaxation.voidLimit() == null ? wanted.voidLimit() : null,
                wanted.activationLimit(),
                relaxation.proofApproval() == null ? wanted.proofApproval() : null,
                wanted.colours());
    }

    private static Text summary(Provider before, Relaxation relaxation) {
        List<Text> allowed = new ArrayList<>();
        if (relaxation.voidLimit() != null) {
            allowed.add(
                    Text.of(
                            "Let one person alone void up to {number} items at once, instead of {before}",
                            "number",
                            Math.max(0, relaxation.voidLimit() - 1),
                            "before",
                            Math.max(0, before.voidLimit() - 1)));
        }
        if (relaxation.proofApproval() != null) {
            allowed.add(
                    Text.of("Let print runs be printed although nobody approved of their proofs"));
        }
        return allowed.stream()
                .reduce((one, other) -> Text.of("{one}. {other}", "one", one, "other", other))
                .orElseThrow();
    }

    private void relax(Tx tx, JsonNode request) {
        JsonNode limit = request.path("void_limit");
        JsonNode approval = request.path("proof_approval");
        set(
                tx,
                new Change(
                        null,
                        null,
                        null,
                        limit.isNumber() ? limit.asInt() : null,
                        null,
                        approval.isBoolean() ? approval.asBoolean() : null,
                        null));
    }

    private void set(Tx tx, Change change) {
        Provider before = providers.of(tx);
        new ProviderRepository(tx).change(change);
        Provider after = providers.of(tx);
        if (!after.colours().equals(before.colours())) {
            requireReadable(after.colours());
        }
        if (!after.equals(before)) {
            audit.record(
                    tx,
                    "provider.changed",
                    "provider:" + after.id(),
                    Map.of(
                            "name",
                            after.name(),
                            "web_address",
                            after.webAddress(),
                            "time_zone",
                            after.zone().getId(),
                            "void_limit",
                            after.voidLimit(),
                            "activation_limit",
                            after.activationLimit(),
                            "proof_approval",
                            after.proofApproval(),
                            "colours",
                            after.colours().words()));
        }
    }

    private static void requireReadable(Palette colours) {
        Fields fields = new Fields();
        colours.faults().forEach((role, fault) -> fields.problem(ColourChange.field(role), fault));
        fields.done();
    }
}
