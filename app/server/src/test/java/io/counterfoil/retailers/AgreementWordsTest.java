package io.counterfoil.retailers;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.catalog.SalesModel;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Text;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgreementWordsTest {
    private static final Money NOTHING = Money.of("0", "EUR");

    @Test
    void saysWhoKeepsAndOwesWhat() {
        assertThat(said(terms(SalesModel.CONSIGNMENT, 14), AgreementWords.Reader.PROVIDER))
                .containsExactly(
                        "The shop keeps 15 % of the price and owes the rest 14 days after the sale.",
                        "For 24 hours after a sale, and as long as the customer may bring the item back, the shop is not asked for the money.");
        assertThat(said(terms(SalesModel.WHOLESALE, 1), AgreementWords.Reader.PROVIDER))
                .containsExactly(
                        "The shop buys the items: it keeps 15 % of the price and owes the rest 1 day after they were sent to it, sold or not. What it sends back is credited.");
        assertThat(said(terms(SalesModel.GIVEAWAY, 14), AgreementWords.Reader.PROVIDER))
                .containsExactly("The shop keeps all of the price and owes nothing.");
        assertThat(said(terms(null, 0), AgreementWords.Reader.PROVIDER).getFirst())
                .startsWith("The shop keeps 15 % of the price and owes the rest at once.");
    }

    @Test
    void saysTheSameToTheShop() {
        AgreementVersion.Terms terms =
                new AgreementVersion.Terms(
                        Optional.of(SalesModel.WHOLESALE),
                        new Commission.Percent(1_500),
                        Money.of("3", "EUR"),
                        250,
                        14,
                        Optional.of(
                                new RetailerLimits(
                                        Optional.of(Money.of("500", "EUR")),
                                        Optional.of(40),
                                        Money.of("10", "EUR"))));
        assertThat(said(terms, AgreementWords.Reader.SHOP))
                .contains("You may have at most 40 unsold items.")
                .allSatisfy(
                        sentence ->
                                assertThat(sentence)
                                        .containsIgnoringCase("you")
                                        .doesNotContain("shop", " its "))
                .hasSameSizeAs(said(terms, AgreementWords.Reader.PROVIDER));
        assertThat(said(terms(SalesModel.CONSIGNMENT, 14), AgreementWords.Reader.SHOP))
                .containsExactly(
                        "You keep 15 % of the price and owe the rest 14 days after the sale.",
                        "For 24 hours after a sale, and as long as the customer may bring the item back, you are not asked for the money.");
    }

    @Test
    void saysOnlyWhatIsLimitedOrPaid() {
        AgreementVersion.Terms terms =
                new AgreementVersion.Terms(
                        Optional.of(SalesModel.CONSIGNMENT),
                        new Commission.Fixed(Money.of("2", "EUR")),
                        Money.of("3", "EUR"),
                        250,
                        14,
                        Optional.of(
                                new RetailerLimits(
                                        Optional.of(Money.of("500", "EUR")),
                                        Optional.empty(),
                                        NOTHING)));
        assertThat(said(terms, AgreementWords.Reader.PROVIDER))
                .satisfiesExactly(
                        kept -> assertThat(kept).contains("2.00 EUR of the price of each item"),
                        sale -> assertThat(sale).startsWith("For 24 hours"),
                        bounty -> assertThat(bounty).contains("3.00 EUR"),
                        residual -> assertThat(residual).contains("2.5 %"),
                        credit -> assertThat(credit).contains("at most 500.00 EUR"),
                        items -> assertThat(items).endsWith("is not limited."));
    }

    @Test
    void showsWhatOneItemComesTo() {
        Money price = Money.of("10.00", "EUR");
        Commission commission = new Commission.Percent(1_500);
        assertThat(AgreementWords.example("A card", price, SalesModel.CONSIGNMENT, commission, AgreementWords.Reader.PROVIDER))
                .isEqualTo(
                        new AgreementWords.Example(
                                "A card",
                                price,
                                Money.of("1.50", "EUR"),
                                Money.of("8.50", "EUR"),
                                "once it is sold"));
        assertThat(AgreementWords.example("A card", price, SalesModel.GIVEAWAY, commission, AgreementWords.Reader.PROVIDER).owed())
                .isEqualTo(NOTHING);
    }

    private static List<String> said(
            AgreementVersion.Terms terms, AgreementWords.Reader reader) {
        return AgreementWords.of(terms, reader).stream().map(Text::toString).toList();
    }

    private static AgreementVersion.Terms terms(@Nullable SalesModel model, int holdDays) {
        return new AgreementVersion.Terms(
                Optional.ofNullable(model),
                new Commission.Percent(1_500),
                NOTHING,
                0,
                holdDays,
                Optional.empty());
    }
}
