package io.counterfoil.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.codes.SerialSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;
import org.junit.jupiter.api.Test;

class ItemFoldTest {
    private static final long SERIAL = SerialNumber.of(100_000, 1).value();
    private static final long OTHER = SerialNumber.of(100_000, 2).value();
    private static final UUID SHIPMENT = new UUID(0, 1);
    private static final UUID ANOTHER_SHIPMENT = new UUID(0, 2);

    private static final UUID HOLD = new UUID(0, 7);

    private static final ItemEvent PRINTED = event(ItemEvents.COUNTED_IN, "run", Map.of());
    private static final ItemEvent SHIPPED =
            event(
                    ItemEvents.SHIPPED,
                    SHIPMENT.toString(),
                    Map.of(
                            ItemEvents.RETAILER,
                            new UUID(0, 3).toString(),
                            ItemEvents.OUTLET,
                            new UUID(0, 4).toString()));
    private static final ItemEvent RECEIVED =
            event(ItemEvents.RECEIVED, SHIPMENT.toString(), Map.of());
    private static final ItemEvent SPOILED = event(ItemEvents.SPOILED, "voiding", Map.of());
    private static final ItemEvent HELD =
            event(ItemEvents.HELD, HOLD.toString(), Map.of(ItemEvents.REASON, "recall"));
    private static final ItemEvent RELEASED =
            event(ItemEvents.RELEASED, "hold", Map.of(ItemEvents.REASON, "checked"));
    private static final ItemEvent RELEASED_BUT_GONE =
            event(
                    ItemEvents.RELEASED,
                    "hold",
                    Map.of(
                            ItemEvents.REASON,
                            "checked",
                            ItemEvents.SERIALS,
                            List.of(SERIAL),
                            ItemEvents.UNTIL_FOUND,
                            true));
    private static final ItemEvent SOLD_BY_RELEASE =
            event(
                    ItemEvents.RELEASED,
                    "hold",
                    Map.of(ItemEvents.REASON, "checked", ItemEvents.SOLD_WITHOUT_TILL, true));
    private static final UUID RETURN = new UUID(0, 5);
    private static final String STRANGER = new UUID(0, 6).toString();
    private static final ItemEvent LOST = event(ItemEvents.LOST, "loss", Map.of());
    private static final ItemEvent FOUND = event(ItemEvents.FOUND, "loss", Map.of());
    private static final ItemEvent SENT_BACK =
            event(
                    ItemEvents.SENT_BACK,
                    RETURN.toString(),
                    Map.of(
                            ItemEvents.OUTLET,
                            new UUID(0, 4).toString(),
                            ItemEvents.SERIALS,
                            List.of(List.of(SERIAL, OTHER))));
    private static final ItemEvent RESTOCKED =
            event(
                    ItemEvents.RESTOCKED,
                    RETURN.toString(),
                    Map.of(ItemEvents.SERIALS, List.of(SERIAL)));
    private static final ItemEvent SHORT = event(ItemEvents.SHORT, SHIPMENT.toString(), Map.of());

    private static final List<ItemEvent> EVENTS =
            List.of(
                    PRINTED,
                    event(
                            ItemEvents.COUNTED_IN,
                            "run",
                            Map.of(ItemEvents.MISSING, List.of(SERIAL))),
                    event(
                            ItemEvents.COUNTED_IN,
                            "run",
                            Map.of(ItemEvents.SPOILED, List.of(SERIAL))),
                    SHIPPED,
                    RECEIVED,
                    SHORT,
                    event(ItemEvents.ACTIVATED, SHIPMENT.toString(), Map.of()),
                    single(ItemEvents.ACTIVATED),
                    single(ItemEvents.REVERSED),
                    single(ItemEvents.TAKEN_BACK),
                    single(ItemEvents.REDEEMED),
                    event(ItemEvents.VOIDED, "voiding", Map.of()),
                    SPOILED,
                    LOST,
                    // On its way back, too, where losses name the return.
                    event(
                            ItemEvents.LOST,
                            RETURN.toString(),
                            Map.of(ItemEvents.SERIALS, List.of(SERIAL))),
                    event(ItemEvents.STOLEN, "loss", Map.of(ItemEvents.RETAILER, STRANGER)),
                    event(
                            ItemEvents.STOLEN,
                            "loss",
                            Map.of(ItemEvents.RETAILER, new UUID(0, 3).toString())),
                    FOUND,
                    SENT_BACK,
                    RESTOCKED,
                    event(ItemEvents.DESTROYED, RETURN.toString(), Map.of()),
                    HELD,
                    RELEASED,
                    RELEASED_BUT_GONE,
                    SOLD_BY_RELEASE,
                    event(ItemEvents.CANCELLED, "run", Map.of()),
                    event(ItemEvents.EXPIRED, "run", Map.of()),
                    event("minted", "run", Map.of()));

    /**
     * What becomes of items in each state, as the rules of the field have it, and nothing else. What
     * nobody counted in has no last day, and what is printed is in no shop that could send it back.
     */
    private static final Map<ItemState, Set<ItemState>> NEXT =
            Map.ofEntries(
                    next("minted", "printed spoiled missing voided"),
                    next("printed", "spoiled shipped voided expired"),
                    next("missing", "printed voided expired"),
                    next("shipped", "received returned lost stolen voided expired"),
                    next("received", "activated returned lost stolen voided expired"),
                    next("activated", "received returned redeemed voided expired"),
                    next("returned", "printed lost voided expired"),
                    next("lost", "received voided expired"),
                    next("stolen", "received voided expired"),
                    next("spoiled", ""),
                    next("redeemed", ""),
                    next("voided", ""),
                    next("expired", ""));

    @Test
    void anEventOnARangeMovesOnlyTheItemsThatItMeans() {
        ItemEvent counted =
                event(
                        ItemEvents.COUNTED_IN,
                        "run",
                        Map.of(ItemEvents.SPOILED, List.of(SERIAL), ItemEvents.MISSING, List.of()));
        assertThat(fold(counted, SHIPPED).state()).isEqualTo(ItemState.SPOILED);
        assertThat(ItemFold.of(OTHER, List.of(counted, SHIPPED)).state())
                .isEqualTo(ItemState.SHIPPED);
        ItemEvent ranges =
                event(
                        ItemEvents.COUNTED_IN,
                        "run",
                        Map.of(
                                ItemEvents.MISSING,
                                ItemEvents.facts(
                                        SerialSet.of(
                                                List.of(
                                                        new SerialRange(100_000, 1, 1),
                                                        new SerialRange(100_000, 5, 7))))));
        assertThat(fold(ranges).state()).isEqualTo(ItemState.MISSING);
        assertThat(ItemFold.of(OTHER, List.of(ranges)).state()).isEqualTo(ItemState.PRINTED);
        assertThat(
                        ItemFold.of(SerialNumber.of(100_000, 6).value(), List.of(ranges)).state())
                .isEqualTo(ItemState.MISSING);
        ItemEvent scanned =
                event(
                        ItemEvents.RECEIVED,
                        SHIPMENT.toString(),
                        Map.of(ItemEvents.SERIALS, List.of(OTHER)));
        assertThat(fold(PRINTED, SHIPPED, scanned).state()).isEqualTo(ItemState.SHIPPED);
    }

    @Test
    void whatACustomerHadInHandIsKnownForEver() {
        ItemEvent sold = single(ItemEvents.ACTIVATED);
        ItemEvent back = single(ItemEvents.TAKEN_BACK);
        ItemEvent destroyed =
                event(
                        ItemEvents.DESTROYED,
                        RETURN.toString(),
                        Map.of(ItemEvents.SERIALS, List.of(SERIAL)));
        assertThat(fold(PRINTED, SHIPPED, RECEIVED, back).takenBack())
                .as("nobody had bought it")
                .isFalse();
        assertThat(fold(PRINTED, SHIPPED, RECEIVED, sold, back).takenBack()).isTrue();
        ItemEvent soldToAll = event(ItemEvents.ACTIVATED, SHIPMENT.toString(), Map.of());
        ItemEvent foundAndSold =
                event(ItemEvents.FOUND, "loss", Map.of(ItemEvents.SOLD_WITHOUT_TILL, true));
        ItemEvent[] inShopAgain = {
            PRINTED, SHIPPED, RECEIVED, sold, back, SENT_BACK, RESTOCKED, SHIPPED, RECEIVED
        };
        assertThat(fold(then(inShopAgain, soldToAll)).state()).isEqualTo(ItemState.RECEIVED);
        assertThat(fold(then(inShopAgain, HELD, SOLD_BY_RELEASE)).state())
                .isEqualTo(ItemState.RECEIVED);
        assertThat(fold(then(inShopAgain, LOST, foundAndSold)).state())
                .isEqualTo(ItemState.RECEIVED);
        assertThat(fold(then(inShopAgain, sold)).state())
                .as("a till sold it before this was remembered")
                .isEqualTo(ItemState.ACTIVATED);
        ItemFold.Standing ended =
                fold(PRINTED, SHIPPED, RECEIVED, sold, back, SENT_BACK, destroyed);
        assertThat(ended.takenBack()).isTrue();
        assertThat(ended.state()).isEqualTo(ItemState.VOIDED);
    }

    @Test
    void aSaleTakesTheItemToTheOutletThatSellsItIfItSaysSo() {
        UUID seller = new UUID(0, 5);
        Map<String, String> there = Map.of(ItemEvents.OUTLET, seller.toString());
        Map<String, String> taken = new HashMap<>(there);
        taken.put(ItemEvents.FROM_OUTLET, new UUID(0, 4).toString());
        ItemEvent sold = single(ItemEvents.ACTIVATED, taken);
        assertThat(fold(PRINTED, SHIPPED, RECEIVED, sold, single(ItemEvents.REVERSED)))
                .isEqualTo(fold(PRINTED, SHIPPED, RECEIVED).in(seller));
        // Versions before noted the outlet of the till and left the item where it was.
        ItemEvent before = single(ItemEvents.ACTIVATED, there);
        assertThat(fold(PRINTED, SHIPPED, RECEIVED, before).outlet()).isEqualTo(new UUID(0, 4));
    }

    @Test
    void aShipmentsEventsLeaveTheItemsOfOthersAlone() {
        ItemEvent elsewhere = event(ItemEvents.RECEIVED, ANOTHER_SHIPMENT.toString(), Map.of());
        assertThat(fold(PRINTED, SHIPPED, elsewhere)).isEqualTo(fold(PRINTED, SHIPPED));
    }

    @Test
    void whatIsShortIsHeldUntilItIsReceived() {
        assertThat(fold(PRINTED, SHIPPED, SHORT).hold()).isEqualTo("missing");
        ItemFold.Standing found = fold(PRINTED, SHIPPED, SHORT, RECEIVED);
        assertThat(found.state()).isEqualTo(ItemState.RECEIVED);
        assertThat(found.hold()).isNull();
        assertThat(found.outlet()).isEqualTo(new UUID(0, 4));
    }

    @Test
    void whatNobodyCountedInIsNotVoidedByRange() {
        ItemEvent voided = event(ItemEvents.VOIDED, "voiding", Map.of());
        assertThat(fold(voided).state()).isEqualTo(ItemState.MINTED);
        assertThat(fold(PRINTED, voided).state()).isEqualTo(ItemState.VOIDED);
    }

    @Test
    void onlyWhatIsInTheProvidersStockIsSpoiledLater() {
        assertThat(fold(SPOILED).state()).isEqualTo(ItemState.MINTED);
        assertThat(fold(PRINTED, SPOILED).state()).isEqualTo(ItemState.SPOILED);
        assertThat(fold(PRINTED, HELD, SPOILED).state()).isEqualTo(ItemState.SPOILED);
        assertThat(fold(PRINTED, SHIPPED, SPOILED).state()).isEqualTo(ItemState.SHIPPED);
        assertThat(fold(PRINTED, SPOILED, SHIPPED).state()).as("it is final").isEqualTo(ItemState.SPOILED);
    }

    @Test
    void aHoldStaysUntilItIsReleasedAndNothingIsSoldMeanwhile() {
        ItemEvent sold = single(ItemEvents.ACTIVATED);
        assertThat(fold(PRINTED, SHIPPED, RECEIVED, HELD, sold))
                .isEqualTo(fold(PRINTED, SHIPPED, RECEIVED, HELD));
        assertThat(fold(PRINTED, SHIPPED, RECEIVED, HELD).hold()).isEqualTo("recall");
        assertThat(fold(PRINTED, SHIPPED, RECEIVED, HELD, RELEASED, sold).state())
                .isEqualTo(ItemState.ACTIVATED);
    }

    @Test
    void onlyWhatIsCountedInAndNotAtItsEndIsHeld() {
        assertThat(fold(HELD).hold()).isNull();
        ItemEvent voided = event(ItemEvents.VOIDED, "voiding", Map.of());
        assertThat(fold(PRINTED, voided, HELD).hold()).isNull();
        assertThat(fold(PRINTED, HELD).hold()).isEqualTo("recall");
    }

    @Test
    void whatDidNotArriveIsReleasedByItsReceiptOnly() {
        assertThat(fold(PRINTED, SHIPPED, SHORT, RELEASED).hold()).isEqualTo("missing");
        assertThat(fold(PRINTED, SHIPPED, SHORT, HELD, RECEIVED).hold()).isNull();
    }

    @Test
    void aReleaseSellsWhatNeedsNoTillIfItIsHeldInAShop() {
        assertThat(fold(PRINTED, SHIPPED, HELD, RECEIVED, SOLD_BY_RELEASE).state())
                .isEqualTo(ItemState.ACTIVATED);
        assertThat(fold(PRINTED, SHIPPED, HELD, SOLD_BY_RELEASE).state())
                .isEqualTo(ItemState.SHIPPED);
        assertThat(fold(PRINTED, SHIPPED, RECEIVED, SOLD_BY_RELEASE).state())
                .isEqualTo(ItemState.RECEIVED);
    }

    @Test
    void whatIsLostIsHeldUntilItIsFoundAndOthersReportsDontTouchIt() {
        ItemEvent strangers =
                event(ItemEvents.LOST, "loss", Map.of(ItemEvents.RETAILER, STRANGER));
        assertThat(fold(PRINTED, SHIPPED, RECEIVED, strangers))
                .isEqualTo(fold(PRINTED, SHIPPED, RECEIVED));
        assertThat(fold(PRINTED, SHIPPED, RECEIVED, LOST).hold()).isEqualTo("lost");
        assertThat(fold(PRINTED, SHIPPED, RECEIVED, LOST, RELEASED).hold()).isEqualTo("lost");
        assertThat(fold(PRINTED, SHIPPED, LOST).hold()).isEqualTo("missing");
        assertThat(fold(PRINTED, SHIPPED, RECEIVED, LOST, FOUND))
                .isEqualTo(fold(PRINTED, SHIPPED, RECEIVED));
        assertThat(fold(PRINTED, SHIPPED, RECEIVED, HELD, LOST, FOUND).hold()).isEqualTo("recall");
    }

    @Test
    void onlyWhatItNamesOfItsRangeIsLost() {
        ItemEvent others =
                event(ItemEvents.STOLEN, "loss", Map.of(ItemEvents.SERIALS, List.of(OTHER)));
        assertThat(fold(PRINTED, SHIPPED, RECEIVED, others))
                .isEqualTo(fold(PRINTED, SHIPPED, RECEIVED));
        ItemEvent both =
                event(
                        ItemEvents.LOST,
                        "loss",
                        Map.of(ItemEvents.SERIALS, List.of(List.of(SERIAL, OTHER))));
        assertThat(fold(PRINTED, SHIPPED, RECEIVED, both))
                .isEqualTo(fold(PRINTED, SHIPPED, RECEIVED, LOST));
    }

    @Test
    void whatIsReleasedButGoneIsHeldUntilItIsFound() {
        ItemFold.Standing lost = fold(PRINTED, SHIPPED, RECEIVED, HELD, LOST, RELEASED_BUT_GONE);
        assertThat(lost).isEqualTo(fold(PRINTED, SHIPPED, RECEIVED, LOST));
        assertThat(fold(PRINTED, SHIPPED, HELD, SHORT, RELEASED_BUT_GONE))
                .isEqualTo(fold(PRINTED, SHIPPED, SHORT));
        assertThat(fold(PRINTED, SHIPPED, RECEIVED, HELD, LOST, RELEASED_BUT_GONE, FOUND))
                .isEqualTo(fold(PRINTED, SHIPPED, RECEIVED));
        assertThat(fold(PRINTED, SHIPPED, RECEIVED, HELD, LOST, RELEASED).hold())
                .as("a version before freed it")
                .isNull();
    }

    @Test
    void whatWasLostOnItsWayBackIsSoldByNoRangeUntilItIsCountedBack() {
        ItemEvent astray = event(ItemEvents.LOST, RETURN.toString(), Map.of());
        ItemEvent counted =
                event(
                        ItemEvents.ACTIVATED,
                        new UUID(0, 1).toString(),
                        Map.of(ItemEvents.SERIALS, List.of(SERIAL)));
        ItemFold.Standing found = fold(PRINTED, SHIPPED, SENT_BACK, astray, FOUND);
        assertThat(found.state()).isEqualTo(ItemState.RECEIVED);
        assertThat(found.hold()).isNull();
        assertThat(ItemFold.after(found, SERIAL, counted)).isEqualTo(found);
        assertThat(
                        fold(
                                PRINTED, SHIPPED, SENT_BACK, astray, FOUND, HELD,
                                SOLD_BY_RELEASE))
                .isEqualTo(found);
        assertThat(
                        fold(
                                PRINTED, SHIPPED, SENT_BACK, astray, FOUND, SENT_BACK,
                                RESTOCKED))
                .isEqualTo(fold(PRINTED));
    }

    @Test
    void whatIsCountedBackIsTheProvidersAgain() {
        ItemFold.Standing back = fold(PRINTED, SHIPPED, RECEIVED, SENT_BACK);
        assertThat(back.state()).isEqualTo(ItemState.RETURNED);
        assertThat(back.returning()).isEqualTo(RETURN);
        assertThat(back.outlet()).isEqualTo(new UUID(0, 4));
        assertThat(fold(PRINTED, SHIPPED, RECEIVED, SENT_BACK, RESTOCKED))
                .isEqualTo(fold(PRINTED));
        assertThat(ItemFold.of(OTHER, List.of(PRINTED, SHIPPED, SENT_BACK, RESTOCKED)).state())
                .as("the count did not name it")
                .isEqualTo(ItemState.RETURNED);
        assertThat(fold(PRINTED, SENT_BACK)).isEqualTo(fold(PRINTED));
    }

    private static Map.Entry<ItemState, Set<ItemState>> next(String from, String to) {
        return Map.entry(
                ItemState.of(from),
                Arrays.stream(to.split(" "))
                        .filter(state -> !state.isEmpty())
                        .map(ItemState::of)
                        .collect(Collectors.toSet()));
    }

    @Property(seed = "20240229")
    @StatisticsReport(StatisticsReportMode.OFF)
    void noHistoryLeavesTheGraphAndAllOfItIsReached(@ForAll("choices") List<Integer> choices) {
        ItemFold.Standing standing = ItemFold.MINTED;
        for (int choice : choices) {
            ItemEvent event = event(standing, choice);
            ItemState from = standing.state();
            standing = ItemFold.after(standing, SERIAL, event);
            if (standing.state() != from) {
                assertThat(standing.state()).as("from %s by %s", from, event).isIn(NEXT.get(from));
                Statistics.label("moves").collect(from, standing.state());
            }
        }
        Statistics.label("moves")
                .coverage(
                        moves ->
                                NEXT.forEach(
                                        (from, states) ->
                                                states.forEach(
                                                        to ->
                                                                moves.check(from, to)
                                                                        .count(
                                                                                times ->
                                                                                        times
                                                                                                > 0))));
    }

    /** What happens next: most of the time the item moves, and not to its end. */
    private static ItemEvent event(ItemFold.Standing standing, int choice) {
        List<ItemEvent> possible =
                EVENTS.stream()
                        .filter(
                                event -> {
                                    ItemFold.Standing after = ItemFold.after(standing, SERIAL, event);
                                    return switch (choice % 8) {
                                        case 0 -> true;
                                        case 1 -> !after.equals(standing);
                                        case 2 -> after.state() != standing.state();
                                        default ->
                                                after.state() != standing.state()
                                                        && !NEXT.getOrDefault(after.state(), Set.of())
                                                                .isEmpty();
                                    };
                                })
                        .toList();
        List<ItemEvent> from = possible.isEmpty() ? EVENTS : possible;
        return from.get(choice / 8 % from.size());
    }

    @Provide
    Arbitrary<List<Integer>> choices() {
        return Arbitraries.integers()
                .between(0, 1_000_000)
                .withDistribution(RandomDistribution.uniform())
                .list()
                .ofMaxSize(30);
    }

    private static ItemFold.Standing fold(ItemEvent... events) {
        return ItemFold.of(SERIAL, Arrays.asList(events));
    }

    private static ItemEvent[] then(ItemEvent[] before, ItemEvent... more) {
        return Stream.concat(Arrays.stream(before), Arrays.stream(more))
                .toArray(ItemEvent[]::new);
    }

    private static ItemEvent single(String type) {
        return single(type, Map.of());
    }

    private static ItemEvent single(String type, Map<String, ?> facts) {
        return ItemEvent.of(
                type, Long.toString(SERIAL), true, new ObjectMapper().valueToTree(facts));
    }

    private static ItemEvent event(String type, String subject, Map<String, ?> facts) {
        return ItemEvent.of(type, subject, false, new ObjectMapper().valueToTree(facts));
    }
}
