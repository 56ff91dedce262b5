package io.counterfoil.retailers;

import io.counterfoil.access.Member;
import io.counterfoil.access.NewMember;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The people who may sign in for a retailer; its provider looks after them, or its own managers. */
public final class RetailStaff {
    private final Retailers retailers;
    private final StaffMembers staff;

    /** The members of {@code staff} who work for one of {@code retailers}. */
    public RetailStaff(Retailers retailers, StaffMembers staff) {
        this.retailers = retailers;
        this.staff = staff;
    }

    /**
     * Everybody who works for a retailer.
     *
     * @throws Refused if there is no such retailer
     */
    public List<Member> list(Caller caller, UUID retailer) {
        return staff.list(caller, retailers.retailer(caller, retailer).id());
    }

    /**
     * Adds somebody with a random password, shown this once.
     *
     * @param role {@code manager} or {@code clerk}
     * @throws Refused if there is no such retailer, a field is wrong or the address is taken
     */
    public StaffMembers.WithPassword add(
            Caller caller,
            UUID retailer,
            @Nullable String email,
            @Nullable String name,
            @Nullable String role) {
        UUID employer = retailers.retailer(caller, retailer).id();
        return staff.create(caller, new NewMember(email, name, role, employer));
    }

    /**
     * Lets somebody sign in no more. Doing it again changes nothing.
     *
     * @throws Refused if they don't work for this retailer, or are the caller
     */
    public Member disable(Caller caller, UUID retailer, UUID person) {
        return staff.disable(caller, member(caller, retailer, person));
    }

    /**
     * Lets somebody sign in again. Doing it again changes nothing.
     *
     * @throws Refused if they don't work for this retailer, or a manager asks and the provider
     *     disabled them
     */
    public Member enable(Caller caller, UUID retailer, UUID person) {
        return staff.enable(caller, member(caller, retailer, person));
    }

    /** Gives somebody a new random password, shown this once, and ends their sessions. */
    public StaffMembers.WithPassword newPassword(Caller caller, UUID retailer, UUID person) {
        return staff.newPassword(caller, member(caller, retailer, person));
    }

    private UUID member(Caller caller, UUID retailer, UUID person) {
        return list(caller, retailer).stream()
                .map(Member::id)
                .filter(person::equals)
                .findAny()
                .orElseThrow(() -> Refused.notFound("member of staff"));
    }
}
