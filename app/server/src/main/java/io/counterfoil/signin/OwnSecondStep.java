package io.counterfoil.signin;

import io.counterfoil.access.Principal;
import io.counterfoil.access.TriedFrom;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.util.function.BiFunction;

/**
 * What everybody may do with the second step of their own sign-in. Whatever weakens it takes a code:
 * a browser that somebody left signed in isn't enough.
 */
public final class OwnSecondStep {
    private final Transactions transactions;
    private final SignIns people;
    private final SecondSteps steps;
    private final SecondStepRules rules;

    /** The {@code steps} of {@code people}, as far as {@code rules} let them choose. */
    public OwnSecondStep(
            Transactions transactions, SignIns people, SecondSteps steps, SecondStepRules rules) {
        this.transactions = transactions;
        this.people = people;
        this.steps = steps;
        this.rules = rules;
    }

    /**
     * How somebody's second step is.
     *
     * @param on whether it is asked for
     * @param recoveryCodes how many are left
     * @param demanded whether they may not turn it off
     */
    record Own(boolean on, int recoveryCodes, boolean demanded) {}

    /** How it is. */
    Own of(Caller caller, Principal principal) {
        return transactions.read(
                caller.forProvider(),
                tx -> {
                    Person person = people.person(tx, principal);
                    SecondSteps.State state = steps.of(tx, person.id());
                    return new Own(
                            state.on(), state.recoveryCodes(), rules.demandedOf(tx, person));
                });
    }

    /** What the app has to be told. */
    SecondSteps.Enrolment begin(Caller caller, Principal principal) {
        return transactions.write(
                caller.forProvider(), tx -> steps.begin(tx, people.person(tx, principal)));
    }

    /** Turns it on. */
    SecondSteps.Recovery confirm(
            Caller caller, Principal principal, String code, TriedFrom from) {
        return tried(
                caller,
                principal,
                from,
                (tx, person) -> steps.confirm(tx, person, code, from));
    }

    /** Makes new recovery codes. */
    SecondSteps.Recovery renew(Caller caller, Principal principal, String code, TriedFrom from) {
        return tried(
                caller,
                principal,
                from,
                (tx, person) -> {
                    steps.take(tx, person, code, from);
                    return steps.renew(tx, person);
                });
    }

    /**
     * Turns it off.
     *
     * @throws Refused if the code is wrong, or the provider demands the second step
     */
    void turnOff(Caller caller, Principal principal, String code, TriedFrom from) {
        tried(
                caller,
                principal,
                from,
                (tx, person) -> {
                    if (rules.demandedOf(tx, person)) {
                        throw new Refused(
                                ProblemType.CONFLICT,
                                "Everybody needs the second step here. With a new phone, turn to an"
                                        + " owner, who takes the old one from you.");
                    }
                    steps.take(tx, person, code, from);
                    steps.turnOff(tx, person);
                    return person;
                });
    }

    private <T> T tried(
            Caller caller, Principal principal, TriedFrom from, BiFunction<Tx, Person, T> work) {
        Caller provider = caller.forProvider();
        Person person = transactions.read(provider, tx -> people.person(tx, principal));
        steps.attempt(provider, person, from);
        return transactions.write(provider, tx -> work.apply(tx, person));
    }
}
