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
        approvals.define(RELAX, (tx, request) -> set(tx, rule(request)));
        approvals.define(RESET, this::carryOut);
    }

    /**
     * Of whom the second step is demanded.
     *
     * @param staff of the provider's own staff
     * @param shops of people who work in shops
     */
    public record Rule(boolean staff, boolean shops) {
        private boolean relaxes(Rule before) {
            return (before.staff && !staff) || (before.shops && !shops);
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
     * Sets the rule.
     *
     * @return what a second person must agree to before it holds; empty if it does
     */
    Optional<UUID> change(Caller caller, Rule wanted) {
        return transactions.write(
                caller,
                tx -> {
                    Rule before = new SecondStepRepository(tx).rule();
                    Optional<UUID> approval =
                            wanted.relaxes(before)
                                    ? approvals.request(
                                            tx,
                                            RELAX,
                                            Text.of("Let people sign in without a second step again"),
                                            wanted)
                                    : Optional.empty();
                    if (approval.isEmpty()) {
                        set(tx, wanted);
                    }
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

    private static Rule rule(JsonNode request) {
        return new Rule(
                request.path("staff").asBoolean(), request.path("shops").asBoolean());
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
