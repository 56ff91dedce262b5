package io.counterfoil.signin;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.access.Approvals;
import io.counterfoil.access.Audit;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Of whom a provider demands the second step, and how it is taken from somebody who lost all that
 * they could show. Whoever could do either alone could act as a colleague, and agree to what they
 * asked for themselves: so both take a second person.
 */
public final class SecondStepRules {
    private static final String RELAX = "second_step.relax";
    private static final String RESET = "second_step.reset";

    private final Transactions transactions;
    private final SecondSteps steps;
    private final SignIns people;
    private final Approvals approvals;
    private final Audit audit;

    /**
     * Rules for {@code people}; what needs a second person waits in {@code approvals}, and what
     * changes is noted in {@code audit}.
     */
    public SecondStepRules(
            Transactions transactions,
            SecondSteps steps,
            SignIns people,
            Approvals approvals,
            Audit audit) {
        this.transactions = transactions;
        this.steps = steps;
        this.people = people;
        this.approvals = approvals;
        this.audit = audit;
        approvals.define(RELAX, this::relax);
        approvals.define(RESET, this::carryOut);
    }

    /**
     * Of whom the second step is demanded.
     *
     * @param staff of the provider's own staff
     * @param shops of people who work in shops
     */
    public record Rule(boolean staff, boolean shops) {}

    /** Of whom it is not to be demanded any more, as an approval keeps it: false; null: as it is. */
    private record Relaxation(@Nullable Boolean staff, @Nullable Boolean shops) {
        static Relaxation of(Rule before, Rule wanted) {
            return new Relaxation(
                    ended(before.staff, wanted.staff), ended(before.shops, wanted.shops));
        }

        private static @Nullable Boolean ended(boolean before, boolean wanted) {
            return (before && !wanted) ? Boolean.FALSE : null;
        }

        boolean isNone() {
            return staff == null && shops == null;
        }

        Text summary() {
            if (staff == null) {
                return Text.of("Let people of shops sign in without a second step again");
            }
            return shops == null
                    ? Text.of("Let your own staff sign in without a second step again")
                    : Text.of("Let people sign in without a second step again");
        }
    }

    /** The rule as it is. */
    Rule read(Caller caller) {
        return transactions.read(caller, tx -> new SecondStepRepository(tx).rule());
    }

    /** Whether the second step is demanded of somebody. */
    boolean demandedOf(Tx tx, Person person) {
        Rule rule = new SecondStepRepository(tx).rule();
        return switch (person.area()) {
            case "console" -> rule.staff();
            case "retail" -> rule.shops();
            default -> false;
        };
    }

    /**
     * Sets the rule. Of whom it is demanded in addition, it is at once.
     *
     * @return what a second person must agree to before the rest of it holds; empty if all does
     */
    Optional<UUID> change(Caller caller, Rule wanted) {
        return transactions.write(
                caller,
                tx -> {
                    Rule before = new SecondStepRepository(tx).rule();
                    Relaxation relaxation = Relaxation.of(before, wanted);
                    Optional<UUID> approval =
                            relaxation.isNone()
                                    ? Optional.empty()
                                    : approvals.request(
                                            tx, RELAX, relaxation.summary(), relaxation);
                    set(
                            tx,
                            approval.isEmpty()
                                    ? wanted
                                    : new Rule(
                                            before.staff || wanted.staff,
                                            before.shops || wanted.shops));
                    return approval;
                });
    }

    /**
     * Takes the second step from a member of staff, who sets it up anew.
     *
     * @return what a second person must agree to first; empty if it is done
     * @throws Refused if there is no such person, or it is the caller
     */
    Optional<UUID> reset(Caller caller, UUID staff) {
        if (staff.equals(caller.actor().person())) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "Your own second step is turned off on the page Second step.");
        }
        return transactions.write(
                caller,
                tx -> {
                    Person person = person(tx, staff);
                    Optional<UUID> approval =
                            approvals.request(
                                    tx,
                                    RESET,
                                    Text.of(
                                            "Take the second step of the sign-in from {name},"
                                                    + " {login}",
                                            "name",
                                            person.name(),
                                            "login",
                                            person.login()),
                                    Map.of("person", staff));
                    if (approval.isEmpty()) {
                        steps.reset(tx, person);
                    }
                    return approval;
                });
    }

    private void carryOut(Tx tx, JsonNode request) {
        steps.reset(tx, person(tx, UUID.fromString(request.path("person").asText())));
    }

    private Person person(Tx tx, UUID staff) {
        return people.person(tx, "staff", staff)
                .orElseThrow(() -> Refused.notFound("member of staff"));
    }

    private void relax(Tx tx, JsonNode request) {
        Rule before = new SecondStepRepository(tx).rule();
        set(
                tx,
                new Rule(
                        before.staff && request.path("staff").asBoolean(true),
                        before.shops && request.path("shops").asBoolean(true)));
    }

    private void set(Tx tx, Rule rule) {
        SecondStepRepository repository = new SecondStepRepository(tx);
        if (!rule.equals(repository.rule())) {
            repository.setRule(rule);
            audit.record(
                    tx,
                    "second_step.demanded",
                    "provider:" + tx.provider(),
                    Map.of("staff", rule.staff(), "shops", rule.shops()));
        }
    }
}
