package io.counterfoil.settlement.payouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.TestWorld;
import io.counterfoil.access.Approvals;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Refused;
import io.counterfoil.retailers.NewBankDetails;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The provider's own account, of which two people know. */
class PayerAccountsIT {
    private static final NewBankDetails FIRST =
            new NewBankDetails("Harbour Backup GmbH", "DE89370400440532013000", null);
    private static final NewBankDetails SECOND =
            new NewBankDetails("Somebody Else", "NL91ABNA0417164300", null);

    @Test
    void aSecondPersonAgreesToEachChangeAndOnlyTheLastOneToldCanBeAgreedTo() {
        try (TestWorld world = new TestWorld()) {
            PayerAccounts accounts = world.wiring().settlement().paying().payer();
            Approvals approvals = world.wiring().access().approvals();
            Caller finance = member(world, "fin@harbour.example", "finance");
            assertThat(accounts.tell(finance, FIRST).approval()).as("nobody else is there").isNull();
            Caller owner = member(world, "ann@harbour.example", "owner");

            UUID overtaken = Objects.requireNonNull(accounts.tell(finance, SECOND).approval());
            UUID turnedDown = Objects.requireNonNull(accounts.tell(finance, SECOND).approval());
            assertThat(lastFour(accounts.known(owner).inForce())).isEqualTo("3000");
            assertThat(lastFour(accounts.known(owner).waiting())).isEqualTo("4300");
            assertThatThrownBy(() -> approvals.approve(owner, overtaken)).isInstanceOf(Refused.class);
            assertThatThrownBy(() -> approvals.approve(finance, turnedDown))
                    .isInstanceOf(Refused.class);
            approvals.reject(owner, turnedDown);
            assertThat(accounts.known(owner).waiting()).isNull();

            UUID agreed = Objects.requireNonNull(accounts.tell(finance, SECOND).approval());
            approvals.approve(owner, agreed);
            assertThat(lastFour(accounts.known(owner).inForce())).isEqualTo("4300");
            assertThat(accounts.known(owner).waiting()).isNull();
            assertThat(accounts.known(world.decoy()).inForce()).isNull();
        }
    }

    private static String lastFour(PayerAccounts.@Nullable View view) {
        return Objects.requireNonNull(view).lastFour();
    }

    private static Caller member(TestWorld world, String email, String role) {
        UUID person = world.member(email, email, role, null).member().id();
        return new Caller(world.caller().scope(), new Actor("staff:" + person, person));
    }
}
