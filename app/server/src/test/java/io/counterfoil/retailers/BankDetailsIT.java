package io.counterfoil.retailers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.TestWorld;
import io.counterfoil.access.Approval;
import io.counterfoil.access.Audit;
import io.counterfoil.access.AuditFilter;
import io.counterfoil.access.Member;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.mail.Mail;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Where retailers are paid; each test has one of its own, all one owner and one in finance. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BankDetailsIT {
    private static final String IBAN = "DE89 3704 0044 0532 0130 00";
    private static final String OTHER = "NL91ABNA0417164300";

    private TestWorld world;
    private StockFixture stock;
    private BankDetails details;
    private Caller owner;
    private Caller finance;

    @BeforeAll
    void open() {
        world = new TestWorld();
        stock = new StockFixture(world, world.caller());
        details = world.wiring().retailers().bankDetails();
        owner = member("ann@harbour.example", "Ann", "owner");
        finance = member("fin@harbour.example", "Fin", "finance");
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void aSecondPersonAgreesAndForSevenDaysNothingIsPaid() {
        UUID shop = stock.shop("Agreed").retailer();
        BankDetails.Outcome asked = details.change(finance, shop, told(IBAN));
        assertThat(asked.known().inForce()).isNull();
        assertThat(account(shop)).isEmpty();
        UUID approval = Objects.requireNonNull(asked.approval());
        assertThatThrownBy(() -> world.wiring().access().approvals().approve(finance, approval))
                .isInstanceOf(Refused.class);

        assertThat(world.wiring().access().approvals().approve(owner, approval).state())
                .isEqualTo(Approval.State.APPROVED);
        PayoutAccount account = account(shop).orElseThrow();
        assertThat(account.holder()).isEqualTo("Agreed Ltd");
        assertThat(account.iban().reveal()).isEqualTo("DE89370400440532013000");
        assertThat(account.bic()).isEqualTo("COBADEFF");
        assertThat(account.frozenUntil())
                .isEqualTo(world.clock().instant().plus(Duration.ofDays(7)));
    }

    @Test
    void somebodyOfFinanceAgreesToWhatAManagerAsksButNotTheManager() {
        UUID shop = stock.shop("Managed").retailer();
        Caller manager = manager(shop, "max@managed.example");
        BankDetails.Outcome asked = details.change(manager, shop, told(IBAN));
        UUID approval = Objects.requireNonNull(asked.approval());
        assertThat(details.known(manager, shop).waiting()).isNotNull();
        assertThatThrownBy(() -> details.change(manager, stock.shop("Rival").retailer(), told(IBAN)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("no such retailer");
        world.wiring().access().approvals().approve(finance, approval);
        assertThat(account(shop)).isPresent();
    }

    @Test
    void theOldAddressesAreToldWhereItIsPaidNow() {
        UUID shop = stock.shop("Told").retailer();
        manager(shop, "mia@told.example");
        world.wiring()
                .retailers()
                .care()
                .change(
                        owner,
                        shop,
                        new RetailerChange(
                                null, null, null, null, null, "books@told.example", null));
        agreed(shop, IBAN);
        agreed(shop, OTHER);
        assertThat(mails("books@told.example"))
                .extracting(Mail.Posted::subject)
                .containsExactlyInAnyOrder(
                        "Somebody asked Harbour Backup to pay Told to a bank account",
                        "Harbour Backup pays Told to a bank account",
                        "Somebody asked Harbour Backup to pay Told to another bank account",
                        "Harbour Backup pays Told to another bank account");
        assertThat(mails("mia@told.example")).hasSize(4);
        world.wiring()
                .retailers()
                .care()
                .change(
                        owner,
                        shop,
                        new RetailerChange(null, null, null, null, null, "else@told.example", null));
        assertThat(mails("books@told.example"))
                .extracting(Mail.Posted::subject)
                .contains("Harbour Backup sends statements for Told elsewhere");
        assertThat(mails("else@told.example")).isEmpty();
    }

    @Test
    void aManagerWhoWasDisabledJustBeforeIsToldToo() {
        UUID shop = stock.shop("Shut Out").retailer();
        Caller thief = manager(shop, "bad@shut.example");
        disable(thief, manager(shop, "gone@shut.example"));
        world.clock().forward(BankDetails.FROZEN);
        disable(thief, manager(shop, "good@shut.example"));
        world.clock().forward(Duration.ofDays(6));
        UUID approval = approval(details.change(thief, shop, told(IBAN)));
        assertThat(mails("good@shut.example"))
                .as("at once, before anybody agrees")
                .extracting(Mail.Posted::subject)
                .containsExactly("Somebody asked Harbour Backup to pay Shut Out to a bank account");
        world.clock().forward(Duration.ofHours(1));
        world.wiring().access().approvals().approve(owner, approval);
        assertThat(mails("good@shut.example"))
                .extracting(Mail.Posted::subject)
                .containsExactlyInAnyOrder(
                        "Somebody asked Harbour Backup to pay Shut Out to a bank account",
                        "Harbour Backup pays Shut Out to a bank account");
        assertThat(mails("bad@shut.example")).hasSize(2);
        assertThat(mails("gone@shut.example")).as("long ago").isEmpty();
    }

    @Test
    void whoManagedItWhenItsAccountCountedIsToldOfTheNextHoweverLongAgoTheyWereDisabled() {
        UUID shop = stock.shop("Patient").retailer();
        Caller thief = manager(shop, "bad@patient.example");
        disable(thief, manager(shop, "before@patient.example"));
        agreed(shop, IBAN);
        Caller good = manager(shop, "good@patient.example");
        world.clock().forward(Duration.ofDays(90));
        disable(thief, good);
        world.clock().forward(BankDetails.FROZEN.plusDays(1));
        // The same account, told again, which nobody minds.
        agreed(shop, IBAN);
        world.clock().forward(BankDetails.FROZEN.plusDays(1));
        int before = mails("good@patient.example").size();
        UUID approval = approval(details.change(thief, shop, told(OTHER)));
        world.wiring().access().approvals().approve(owner, approval);
        assertThat(mails("good@patient.example").size()).isEqualTo(before + 2);
        assertThat(mails("good@patient.example"))
                .extracting(Mail.Posted::subject)
                .contains(
                        "Somebody asked Harbour Backup to pay Patient to another bank account",
                        "Harbour Backup pays Patient to another bank account");
        assertThat(mails("before@patient.example"))
                .as("told of the first one only")
                .hasSize(2);
    }

    private void disable(Caller by, Caller whom) {
        world.wiring()
                .access()
                .staff()
                .disable(by, Objects.requireNonNull(whom.actor().person()));
    }

    @Test
    void whatIsToldLaterTurnsDownWhatWaits() {
        UUID shop = stock.shop("Twice").retailer();
        UUID first = approval(details.change(finance, shop, told(IBAN)));
        UUID second = approval(details.change(finance, shop, told(OTHER)));
        assertThatThrownBy(() -> world.wiring().access().approvals().approve(owner, first))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("ended");
        world.wiring().access().approvals().approve(owner, second);
        assertThat(account(shop).orElseThrow().iban().country()).isEqualTo("NL");
        UUID third = approval(details.change(finance, shop, told(IBAN)));
        world.wiring().access().approvals().reject(owner, third);
        assertThat(details.known(owner, shop).waiting()).isNull();
        assertThat(account(shop).orElseThrow().iban().country()).isEqualTo("NL");
    }

    @Test
    void noIbanStandsAnywhereInClear() {
        UUID shop = stock.shop("Sealed").retailer();
        UUID approval = approval(details.change(finance, shop, told(IBAN)));
        world.wiring().access().approvals().approve(owner, approval);
        List<String> tables =
                List.of("bank_details", "approval", "audit_entry", "mail_message", "stored_answer");
        for (String table : tables) {
            Long found =
                    world.wiring()
                            .transactions()
                            .read(
                                    world.caller(),
                                    tx ->
                                            tx.handle()
                                                    .createQuery(
                                                            "SELECT count(*) FROM "
                                                                    + table
                                                                    + " AS t WHERE t::text LIKE '%37040044%' OR t::text LIKE '%Agreed Ltd%'")
                                                    .mapTo(Long.class)
                                                    .one());
            assertThat(found).as(table).isZero();
        }
        assertThat(told(IBAN).toString()).doesNotContain("3704");
        assertThat(account(shop).orElseThrow().toString()).doesNotContain("3704");
        assertThat(world.wiring()
                .access()
                .audit()
                .list(world.caller(), AuditFilter.ALL, new Listing(50, null))
                .items())
                .extracting(Audit.Entry::action)
                .contains("bank_details.told", "bank_details.changed");
    }

    @Test
    void whatIsWrongIsSaidAndNothingChanges() {
        UUID shop = stock.shop("Wrong").retailer();
        NewBankDetails wrong = new NewBankDetails("", "DE89 3704 0044 0532 0130 01", "COBA");
        assertThatThrownBy(() -> details.change(owner, shop, wrong))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused ->
                                assertThat(refused.fields())
                                        .extracting(Refused.FieldProblem::field)
                                        .containsExactly("account_holder", "iban", "bic"));
        assertThat(details.known(owner, shop))
                .isEqualTo(new BankDetails.Known(null, null));
    }

    private void agreed(UUID shop, String iban) {
        UUID approval = approval(details.change(finance, shop, told(iban)));
        world.wiring().access().approvals().approve(owner, approval);
    }

    private static UUID approval(BankDetails.Outcome outcome) {
        return Objects.requireNonNull(outcome.approval());
    }

    private Optional<PayoutAccount> account(UUID shop) {
        return world.wiring()
                .transactions()
                .read(world.caller(), tx -> details.forPayout(tx, shop));
    }

    private List<Mail.Posted> mails(String address) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx -> world.wiring().mail().mail().postedTo(tx, address));
    }

    private Caller member(String email, String name, String role) {
        Member member = world.member(email, name, role, null).member();
        return new Caller(world.caller().scope(), actor(member.id()));
    }

    private Caller manager(UUID shop, String email) {
        Member member = world.member(email, "Max", "manager", shop).member();
        return new Caller(
                new Scope.Retailer(world.provider().id(), shop), actor(member.id()));
    }

    private static Actor actor(@Nullable UUID person) {
        return new Actor("staff:" + person, person);
    }

    private NewBankDetails told(String iban) {
        return new NewBankDetails("Agreed Ltd", iban, "cobadeff");
    }
}
