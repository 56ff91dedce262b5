package io.counterfoil.activation;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.catalog.Medium;
import io.counterfoil.catalog.Product;
import io.counterfoil.catalog.SalesModel;
import io.counterfoil.codes.Gtin;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.Item;
import io.counterfoil.inventory.ItemState;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Text;
import io.counterfoil.retailers.Terminal;
import io.counterfoil.retailers.TerminalLimits;
import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SaleRulesTest {
    private static final UUID RETAILER = new UUID(0, 1);
    private static final UUID OUTLET = new UUID(0, 2);
    private static final SerialNumber SERIAL = SerialNumber.of(100_000, 1);
    private static final Terminal TILL = till(true);
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 31);

    @ParameterizedTest
    @EnumSource
    void onlyWhatIsReceivedIsSold(ItemState state) {
        Optional<Text> declined =
                SaleRules.decline(
                        sale(null, null), TILL, item(state, RETAILER, null), product(), TODAY);
        assertThat(declined.isEmpty()).isEqualTo(state == ItemState.RECEIVED);
    }

    @Test
    void whatIsHeldOrWithAnotherRetailerIsNotSold() {
        assertThat(
                        SaleRules.decline(
                                sale(null, null),
                                TILL,
                                item(ItemState.RECEIVED, RETAILER, "recall"),
                                product(),
                                TODAY))
                .hasValueSatisfying(reason -> assertThat(reason.toString()).contains("on hold"));
        assertThat(
                        SaleRules.decline(
                                sale(null, null),
                                TILL,
                                item(ItemState.RECEIVED, new UUID(0, 9), null),
                                product(),
                                TODAY))
                .hasValue(SaleRules.NOT_IN_STOCK);
    }

    @Test
    void whatACustomerBroughtBackIsNotSoldAgain() {
        Item fresh = item(ItemState.RECEIVED, RETAILER, null);
        Item back =
                new Item(
                        fresh.serial(),
                        fresh.provider(),
                        fresh.run(),
                        fresh.product(),
                        fresh.state(),
                        fresh.retailer(),
                        fresh.outlet(),
                        null,
                        true);
        assertThat(SaleRules.decline(sale(null, null), TILL, back, product(), TODAY))
                .hasValueSatisfying(
                        reason ->
                                assertThat(reason.toString())
                                        .contains("brought back by a customer", "send it back"));
    }

    @Test
    void aClosedShopSellsNothing() {
        assertThat(
                        SaleRules.decline(
                                sale(null, null),
                                till(false),
                                item(ItemState.RECEIVED, RETAILER, null),
                                product(),
                                TODAY))
                .hasValueSatisfying(
                        reason -> assertThat(reason.toString()).contains("may not sell"));
    }

    @Test
    void theSamePriceSymbolMayBeSentInAnyOfItsForms() {
        assertThat(decline(sale("04006381333931", null), product())).isEmpty();
        assertThat(decline(sale("4006381333931", null), product())).isEmpty();
        assertThat(decline(sale("96385074", null), product())).isPresent();
    }

    private static Optional<Text> decline(Sale sale, Product product) {
        return SaleRules.decline(
                sale, TILL, item(ItemState.RECEIVED, RETAILER, null), product, TODAY);
    }

    private static Sale sale(@Nullable String gtin, @Nullable Money price) {
        Optional<Gtin> symbol =
                Optional.ofNullable(gtin)
                        .map(digits -> new Gtin("0".repeat(14 - digits.length()) + digits));
        return new Sale(
                "1", TILL.id(), SERIAL, symbol, Optional.ofNullable(price), Optional.empty(), Optional.empty());
    }

    private static Item item(ItemState state, UUID retailer, @Nullable String hold) {
        return new Item(
                SERIAL,
                new UUID(0, 5),
                new UUID(0, 6),
                new UUID(0, 7),
                state,
                retailer,
                OUTLET,
                hold,
                false);
    }

    private static Terminal till(boolean active) {
        return new Terminal(new UUID(0, 3), RETAILER, OUTLET, "Quay", "Till 1", active, TerminalLimits.NONE);
    }

    private static Product product() {
        return new Product(
                new UUID(0, 7),
                "BASIC-1Y",
                "Basic for a year",
                new UUID(0, 8),
                Period.ofYears(1),
                Medium.GIFT_CARD,
                SalesModel.CONSIGNMENT,
                Money.of("49.00", "EUR"),
                "4006381333931",
                true,
                null);
    }
}
