package io.counterfoil.trials;

import io.counterfoil.access.Tokens;
import io.counterfoil.accounts.Accounts;
import io.counterfoil.accounts.NewAccount;
import io.counterfoil.catalog.Plan;
import io.counterfoil.mail.Mail;
import io.counterfoil.mail.MailKind;
import io.counterfoil.mail.Message;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests for trials and sends links to confirm them.
 *
 * <p>The answer is the same whether an address has had its trial, has an account, or is new: only
 * the mail to it says which.
 */
public final class Trials {
    /** How long a link may be used, from when its mail was handed over. */
    static final Duration VALID = Duration.ofHours(24);

    private static final Duration IN_SENDING = Duration.ofMinutes(10);

    private static final Duration COUNTED = Duration.ofHours(1);
    // A whole office may share one network.
    private static final int MOST_OF_A_NETWORK = 20;
    private static final int MOST_MAILS_A_DAY = 3;

    private final Transactions transactions;
    private final TrialOffers offers;
    private final TrialMarks marks;
    private final Tokens tokens;
    private final Accounts accounts;
    private final Mail mail;

    /** Trials as {@code offers} say; links carry {@code tokens}. */
    public Trials(
            Transactions transactions,
            TrialOffers offers,
            TrialMarks marks,
            Tokens tokens,
            Accounts accounts,
            Mail mail) {
        this.transactions = transactions;
        this.offers = offers;
        this.marks = marks;
        this.tokens = tokens;
        this.accounts = accounts;
        this.mail = mail;
        mail.onSent((tx, messages) -> new TrialRepository(tx).sent(messages));
    }

    /**
     * What somebody who asks has typed. Whether they may be asked why, should they leave, only
     * whoever reads at the address says.
     */
    record Wish(@Nullable String name, @Nullable String email) {
        @Override
        public String toString() {
            return "Wish[…]";
        }
    }

    /**
     * Who asks.
     *
     * @param address the network address
     * @param device the token of the browser's cookie; null for a program
     */
    record Asker(String address, @Nullable String device) {
        @Override
        public String toString() {
            return "Asker[…]";
        }
    }

    /** What is offered to anybody; empty: nothing. */
    Optional<Plan> offered(Caller caller) {
        return transactions.read(caller.forProvider(), offers::plan);
    }

    /**
     * Asks for a trial: a mail is sent to the address, but no more than three a day.
     *
     * @return the address as it was understood
     * @throws Refused if a field is wrong, there are no trials, the network or the browser has had
     *     one lately, or too many requests come from the network
     */
    String ask(Caller caller, Asker asker, Wish wish) {
        Fields fields = new Fields();
        String checkedName = fields.text("name", wish.name(), NewAccount.LONGEST_NAME);
        String checkedEmail = fields.email("email", wish.email()).toLowerCase(Locale.ROOT);
        fields.done();
        TrialMarks.Household household = marks.household(asker.address(), asker.device());
        String token = tokens.next("");
        return transactions.once(
                caller.forProvider().within(checkedEmail),
                String.class,
                tx -> {
                    Plan plan = offers.plan(tx).orElseThrow(Trials::noTrials);
                    admit(tx, household);
                    byte[] who = marks.email(checkedEmail);
                    tx.lock(who);
                    TrialRepository repository = new TrialRepository(tx);
                    if (repository.asked(who, tx.now().minus(VALID)) < MOST_MAILS_A_DAY) {
                        var asked =
                                new TrialRepository.Asked(checkedName, checkedEmail, household);
                        UUID message = mail.post(tx, message(tx, plan, who, asked, token));
                        repository.carriedBy(message, tokens.digest(token));
                    }
                    return checkedEmail;
                });
    }

    /** Whether a link can be used, now. */
    boolean isLive(Caller caller, String token) {
        return name(caller, token).isPresent();
    }

    /** The name that was typed by whoever asked for a link; empty if it can't be used any more. */
    Optional<String> name(Caller caller, String token) {
        return transactions.read(
                caller.forProvider(),
                tx -> new TrialRepository(tx).name(tokens.digest(token), tx.now().minus(VALID)));
    }

    /** Uses a link up, as part of the transaction that opens the account. */
    TrialRepository.Asked take(Tx tx, String token) {
        TrialRepository repository = new TrialRepository(tx);
        TrialRepository.Asked asked =
                repository
                        .take(tokens.digest(token), tx.now().minus(VALID))
                        .orElseThrow(Trials::deadLink);
        lock(tx, asked.household());
        byte[] who = marks.email(asked.email());
        tx.lock(who);
        if (knows(tx, who, asked.email())) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "There was a trial with this e-mail address before, or it has an account"
                            + " already. Sign in, or redeem a card.");
        }
        requireNewHousehold(tx, asked.household());
        repository.mark("email", who);
        repository.mark("network", asked.household().network());
        if (asked.household().device() != null) {
            repository.mark("device", asked.household().device());
        }
        return asked;
    }

    /**
     * What is kept of whoever reads at an address.
     *
     * @param hadAt when they had their trial; null = they had none
     * @param requests those that wait to be confirmed, the oldest first
     */
    public record KeptTrial(@Nullable Instant hadAt, List<KeptRequest> requests) {
        public KeptTrial {
            requests = List.copyOf(requests);
        }
    }

    /**
     * Somebody who asked for a trial and did not confirm it yet.
     *
     * @param name as they typed it
     * @param askedAt when
     */
    public record KeptRequest(String name, Instant askedAt) {}

    /** What is kept of whoever reads at an address; empty: nothing. */
    public Optional<KeptTrial> of(Tx tx, String address) {
        String email = address.toLowerCase(Locale.ROOT);
        TrialRepository repository = new TrialRepository(tx);
        Instant hadAt = repository.markedSince(marks.email(email)).orElse(null);
        List<KeptRequest> requests = repository.requests(email, tx.now().minus(VALID));
        return hadAt == null && requests.isEmpty()
                ? Optional.empty()
                : Optional.of(new KeptTrial(hadAt, requests));
    }

    /** Forgets requests that nobody confirmed, and marks whose window is over. */
    public void forgetOld(Tx tx) {
        new TrialRepository(tx)
                .forget(tx.now().minus(VALID), TrialOffer.NONE.householdDays());
    }

    static Refused noTrials() {
        return new Refused(
                ProblemType.CONFLICT,
                "There are no free trials here at the moment. A card or a CD from a shop opens an"
                        + " account at once.");
    }

    static Refused deadLink() {
        return new Refused(
                ProblemType.GONE,
                "This link was used already, or it is older than a day. Please ask for the trial"
                        + " once more.");
    }

    private void admit(Tx tx, TrialMarks.Household household) {
        TrialRepository repository = new TrialRepository(tx);
        lock(tx, household);
        if (repository.asked(household.network(), tx.now().minus(COUNTED)) >= MOST_OF_A_NETWORK) {
            throw Refused.tooMany(
                    COUNTED, "Too many trials were asked for from here. Please wait an hour.");
        }
        requireNewHousehold(tx, household);
    }

    // Before the address, always.
    private static void lock(Tx tx, TrialMarks.Household household) {
        household.all().forEach(tx::lock);
    }

    private static void requireNewHousehold(Tx tx, TrialMarks.Household household) {
        Instant since =
                tx.now().minus(TrialOffers.offer(tx).householdDays(), ChronoUnit.DAYS);
        if (new TrialRepository(tx).marked(household.all(), since)) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    "There was a free trial from this network or browser not long ago, and there is"
                            + " one for each household. A card or a CD from a shop goes on from"
                            + " there.");
        }
    }

    // Without the name that was typed: to an address that nobody confirmed yet, that would be a way to
    // send anybody any sentence in the provider's name.
    private Message message(
            Tx tx, Plan plan, byte[] who, TrialRepository.Asked asked, String token) {
        if (knows(tx, who, asked.email())) {
            return Message.of(MailKind.TRIAL_KNOWN, asked.email(), asked.email(), Map.of());
        }
        new TrialRepository(tx).insert(tokens.digest(token), asked);
        return new Message(
                        MailKind.TRIAL_CONFIRMATION,
                        asked.email(),
                        asked.email(),
                        Map.of("plan", plan.name(), "days", String.valueOf(plan.trialDays())),
                        Map.of("token", token))
                // The request is forgotten then; what is being sent meanwhile is still good.
                .until(tx.now().plus(VALID).minus(IN_SENDING));
    }

    // The address becomes the username, so that neither may be anybody's.
    private boolean knows(Tx tx, byte[] who, String email) {
        return new TrialRepository(tx).marked(List.of(who), Instant.EPOCH)
                || accounts.findByUsername(tx, email).isPresent();
    }
}
