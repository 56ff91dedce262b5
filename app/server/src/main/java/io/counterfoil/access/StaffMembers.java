package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The people who may sign in for the provider and its retailers. */
public final class StaffMembers {
    private final Transactions transactions;
    private final PasswordHasher hasher;
    private final TemporaryPasswords passwords;
    private final Sessions sessions;
    private final Audit audit;
    private final Ids ids;
    private final List<BiConsumer<Tx, Member>> passwordListeners = new ArrayList<>();

    /** Members whose passwords only {@code hasher} knows how to check. */
    public StaffMembers(
            Transactions transactions,
            PasswordHasher hasher,
            SecureRandom random,
            Sessions sessions,
            Audit audit,
            Ids ids) {
        this.transactions = transactions;
        this.hasher = hasher;
        this.passwords = new TemporaryPasswords(random);
        this.sessions = sessions;
        this.audit = audit;
        this.ids = ids;
    }

    /**
     * Says who hears of it, as part of the transaction, that somebody's password was replaced, by
     * themselves or by somebody else; when the service is wired.
     */
    public void onPassword(BiConsumer<Tx, Member> listener) {
        passwordListeners.add(listener);
    }

    /**
     * A member with the password that was made for them, shown this once.
     *
     * @param member who
     * @param password what to sign in with
     */
    public record WithPassword(Member member, String password) {
        @Override
        public String toString() {
            return "WithPassword[" + member + ", …]";
        }
    }

    /**
     * Adds a member with a random password.
     *
     * @throws Refused if a field is wrong or the e-mail address is taken
     */
    public WithPassword create(Caller caller, NewMember asked) {
        String password = passwords.next();
        String hash = hasher.hash(password);
        return transactions.once(
                caller, WithPassword.class, tx -> new WithPassword(add(tx, asked, hash), password));
    }

    /**
     * Adds a member as part of a transaction, with a password that was hashed before it began.
     *
     * @throws Refused if a field is wrong or the e-mail address is taken
     */
    public Member add(Tx tx, NewMember asked, String passwordHash) {
        Fields fields = new Fields();
        Member member = asked.checked(ids.next(), fields);
        fields.done();
        if (!new StaffRepository(tx).insert(member, passwordHash)) {
            throw Refused.field("email", "Somebody has this e-mail address already.");
        }
        audit.record(
                tx,
                "staff.added",
                subject(member.id()),
                Map.of("email", member.email(), "role", lower(member.role())));
        return member;
    }

    /**
     * What became of a password that somebody showed.
     *
     * @param known who has this e-mail address; null: nobody
     * @param proven them, if it is their password and they may sign in
     */
    public record Shown(@Nullable Member known, @Nullable Proven proven) {}

    /** A member whose password somebody has shown. */
    public static final class Proven {
        private final Member member;
        private final String passwordHash;

        private Proven(Member member, String passwordHash) {
            this.member = member;
            this.passwordHash = passwordHash;
        }

        /** Whose it is. */
        public Member member() {
            return member;
        }
    }

    /**
     * Looks at a password. It takes the same time whether it is wrong, or nobody has this e-mail
     * address, or they are disabled.
     */
    public Shown check(Caller visitor, String email, String password) {
        Optional<StaffRepository.WithPassword> known = typed(visitor, email);
        if (known.isEmpty()) {
            hasher.matchesNobody(password);
            return new Shown(null, null);
        }
        Member member = known.get().member();
        String hash = known.get().passwordHash();
        return new Shown(
                member,
                hasher.matches(password, hash) && !member.disabled()
                        ? new Proven(member, hash)
                        : null);
    }

    /**
     * Whether the password that somebody has shown is still theirs, and they may sign in; if so, it
     * is until the transaction ends. Checking one takes long enough for another to be set meanwhile,
     * which shall keep out whoever knows the one before.
     */
    public boolean holds(Tx tx, Proven proven) {
        return new StaffRepository(tx).lock(proven.member.id(), proven.passwordHash);
    }

    /** Who signs in with this e-mail address, in lower case, as part of a transaction. */
    public Optional<Member> byEmail(Tx tx, String email) {
        return new StaffRepository(tx)
                .findByEmail(email)
                .map(StaffRepository.WithPassword::member);
    }

    /** Who has this id, as part of a transaction. */
    public Optional<Member> find(Tx tx, UUID id) {
        return new StaffRepository(tx).find(id);
    }

    /** Who signs in with this e-mail address, for the provider or one of its retailers. */
    public Optional<Member> find(Caller caller, String email) {
        return typed(caller, email.strip().toLowerCase(Locale.ROOT))
                .map(StaffRepository.WithPassword::member);
    }

    private Optional<StaffRepository.WithPassword> typed(Caller caller, String email) {
        return email.indexOf('\0') >= 0
                ? Optional.empty()
                : transactions.read(caller, tx -> new StaffRepository(tx).findByEmail(email));
    }

    /** Those who have one of these ids, by their names, as part of a transaction. */
    public List<Member> of(Tx tx, Collection<UUID> ids) {
        return new StaffRepository(tx).list(ids);
    }

    /** Everybody who works for the provider, or for one of its retailers. */
    public List<Member> list(Caller caller, @Nullable UUID retailer) {
        return transactions.read(caller, tx -> new StaffRepository(tx).list(retailer));
    }

    /**
     * Everybody who may sign in for a retailer, or was disabled after that moment, as part of a
     * transaction.
     */
    public List<Member> since(Tx tx, UUID retailer, Instant moment) {
        return new StaffRepository(tx).since(retailer, moment);
    }

    /**
     * Lets somebody sign in no more and ends their sessions. Doing it again changes nothing.
     *
     * @throws Refused if they are the caller, or unknown
     */
    public Member disable(Caller caller, UUID id) {
        if (id.equals(caller.actor().person())) {
            throw new Refused(
                    ProblemType.CONFLICT, "You can't disable yourself. Ask another owner.");
        }
        return transactions.once(
                caller,
                Member.class,
                tx -> {
                    StaffRepository staff = new StaffRepository(tx);
                    if (staff.disable(id, side(tx))) {
                        sessions.closeAll(tx, id);
                        audit.record(tx, "staff.disabled", subject(id), Map.of());
                    }
                    return found(staff, id);
                });
    }

    /**
     * Lets somebody sign in again. Doing it again changes nothing.
     *
     * @throws Refused if they are unknown, or the caller is their retailer and the provider disabled
     *     them
     */
    public Member enable(Caller caller, UUID id) {
        return transactions.once(
                caller,
                Member.class,
                tx -> {
                    StaffRepository staff = new StaffRepository(tx);
                    if (staff.enable(id, side(tx))) {
                        audit.record(tx, "staff.enabled", subject(id), Map.of());
                    }
                    Member member = found(staff, id);
                    if (member.disabled()) {
                        throw new Refused(
                                ProblemType.CONFLICT,
                                Text.of(
                                        "{name} was disabled by your provider. Ask the provider to let them in again.",
                                        "name",
                                        member.name()));
                    }
                    return member;
                });
    }

    /** Who acts on staff, for what a retailer may not undo. */
    private static String side(Tx tx) {
        return tx.caller().scope() instanceof Scope.Retailer ? "retailer" : "provider";
    }

    /** Gives somebody a new random password and ends their sessions. */
    public WithPassword newPassword(Caller caller, UUID id) {
        String password = passwords.next();
        String hash = hasher.hash(password);
        return transactions.once(
                caller,
                WithPassword.class,
                tx -> {
                    Member member = found(new StaffRepository(tx), id);
                    set(tx, id, hash);
                    return new WithPassword(member, password);
                });
    }

    /** Sets somebody's password, whose hash was made before, and ends their sessions. */
    public void set(Tx tx, UUID id, String hash) {
        StaffRepository staff = new StaffRepository(tx);
        Member member = found(staff, id);
        staff.setPassword(id, hash);
        sessions.closeAll(tx, id);
        audit.record(tx, "staff.password_changed", subject(id), Map.of());
        passwordListeners.forEach(listener -> listener.accept(tx, member));
    }

    private static Member found(StaffRepository staff, UUID id) {
        return staff.find(id).orElseThrow(() -> Refused.notFound("member of staff"));
    }

    private static String subject(UUID id) {
        return "staff:" + id;
    }

    private static String lower(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
