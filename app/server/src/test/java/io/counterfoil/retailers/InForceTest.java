package io.counterfoil.retailers;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.platform.Money;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InForceTest {
    private static final Currency EURO = Currency.getInstance("EUR");
    private static final UUID SHOP = new UUID(1, 1);
    private static final UUID CARD = new UUID(2, 2);
    private static final Money NOTHING = new Money(0, EURO);

    @Test
    void withoutAnyAgreementTheShopKeepsFifteenPercentAndNothingIsLimited() {
        InForce found = InForce.of(List.of(), EURO);
        assertThat(found.version()).isEmpty();
        assertThat(found.terms().commission()).isEqualTo(new Commission.Percent(1_500));
        assertThat(found.terms().holdDays()).isEqualTo(14);
        assertThat(found.terms().salesModel()).isEmpty();
        assertThat(found.terms().bounty()).isEqualTo(NOTHING);
        assertThat(found.limits())
                .isEqualTo(new RetailerLimits(Optional.empty(), Optional.empty(), NOTHING));
    }

    @Test
    void theRetailersOwnGoesBeforeTheDefault() {
        AgreementVersion standard = said(null, null, 1, 100);
        AgreementVersion own = said(SHOP, null, 2, 200);
        assertThat(percent(List.of(standard, own))).isEqualTo(2);
        assertThat(percent(List.of(own, standard))).isEqualTo(2);
        assertThat(percent(List.of(standard))).isEqualTo(1);
    }

    @Test
    void oneOnTheProductGoesBeforeAllAndLeavesTheLimits() {
        InForce found =
                InForce.of(
                        List.of(
                                said(SHOP, CARD, 3, null),
                                said(SHOP, null, 2, 200),
                                said(null, null, 1, 100)),
                        EURO);
        assertThat(found.terms().commission()).isEqualTo(new Commission.Percent(3));
        assertThat(found.limits().consignmentLimit()).contains(200);
    }

    @Test
    void whatEndedLetsTheMoreGeneralCountAgain() {
        AgreementVersion standard = said(null, null, 1, 100);
        AgreementVersion own = said(SHOP, null, 2, 200);
        assertThat(percent(List.of(ended(CARD), own, standard))).isEqualTo(2);
        assertThat(percent(List.of(ended(null), standard))).isEqualTo(1);
        assertThat(percent(List.of(ended(CARD), ended(null), standard))).isEqualTo(1);
        assertThat(percent(List.of(ended(CARD), ended(null)))).isEqualTo(1_500);
        assertThat(InForce.of(List.of(said(SHOP, CARD, 3, null), ended(null), standard), EURO).limits())
                .extracting(RetailerLimits::consignmentLimit)
                .isEqualTo(Optional.of(100));
    }

    private static int percent(List<AgreementVersion> latest) {
        return InForce.of(latest, EURO).terms().commission() instanceof Commission.Percent share
                ? share.basisPoints()
                : -1;
    }

    private static AgreementVersion said(@Nullable UUID shop, @Nullable UUID product, int basisPoints, @Nullable Integer items) {
        Optional<RetailerLimits> limits =
                Optional.ofNullable(items)
                        .map(most -> new RetailerLimits(Optional.empty(), Optional.of(most), NOTHING));
        return new AgreementVersion(
                UUID.randomUUID(),
                Optional.ofNullable(shop),
                Optional.ofNullable(product),
                Instant.EPOCH,
                Optional.of(
                        new AgreementVersion.Terms(
                                Optional.empty(),
                                new Commission.Percent(basisPoints),
                                NOTHING,
                                0,
                                14,
                                limits)));
    }

    private static AgreementVersion ended(@Nullable UUID product) {
        return new AgreementVersion(
                UUID.randomUUID(),
                Optional.of(SHOP),
                Optional.ofNullable(product),
                Instant.EPOCH,
                Optional.empty());
    }
}
