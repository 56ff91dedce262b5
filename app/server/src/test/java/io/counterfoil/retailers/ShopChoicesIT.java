package io.counterfoil.retailers;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.TestWorld;
import io.counterfoil.inventory.StockFixture;
import io.counterfoil.platform.Caller;
import io.counterfoil.retailers.ShopChoice.Kind;
import io.counterfoil.retailers.ShopChoice.Option;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One of very many shops, found by its name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShopChoicesIT {
    private static final int KIOSKS = 3_000;
    private static final String NOBODYS = "00000000-0000-7000-8000-000000000000";

    private TestWorld world;
    private ShopChoices choices;
    private StockFixture.Shop corner;
    private Caller shop;

    @BeforeAll
    void open() {
        world = new TestWorld();
        choices = world.wiring().retailers().choices();
        StockFixture stock = new StockFixture(world, world.caller());
        corner = stock.shop("Corner Books");
        shop = stock.callerOf(corner);
        new StockFixture(world, world.decoy()).shop("Theirs");
        insert("Kiosk", 1, KIOSKS);
        retailers().addOutlet(world.caller(), corner.retailer(), "Größe, die zählt");
        retailers().addOutlet(world.caller(), corner.retailer(), "NORD");
        retailers().addOutlet(world.caller(), corner.retailer(), "Nord");
        world.database().execute("ANALYZE retailer, outlet");
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void aWholeNameIsFoundInSmallLettersAndCapitals() {
        for (String typed :
                List.of(
                        "Corner Books, Main Street",
                        "corner books, MAIN street",
                        " Corner books ,  main street ")) {
            ShopChoice found = choices.outlet(world.caller(), "outlet", typed);
            assertThat(found.id()).as(typed).isEqualTo(corner.outlet());
            assertThat(found.text()).isEqualTo("Corner Books, Main Street");
            assertThat(found.problem()).isNull();
            assertThat(found.options()).as("nothing has to be suggested").isEmpty();
        }
        assertThat(choices.retailer(world.caller(), "retailer", "CORNER BOOKS").id())
                .isEqualTo(corner.retailer());
        assertThat(choices.outlet(world.caller(), "outlet", "größe, DIE zählt").text())
                .as("a name with a comma, which no other outlet has")
                .isEqualTo("Corner Books, Größe, die zählt");
    }

    @Test
    void anIdIsShownByItsName() {
        ShopChoice found =
                choices.outlet(world.caller(), "outlet", corner.outlet().toString());
        assertThat(found.many()).isTrue();
        assertThat(found.asked()).isEqualTo(corner.outlet().toString());
        assertThat(found.text()).isEqualTo("Corner Books, Main Street");
    }

    @Test
    void aNameOfManyNamesNoneAndIsSuggestedWithItsRetailers() {
        ShopChoice many = choices.outlet(world.caller(), "outlet", "main street");
        assertThat(many.id()).isNull();
        assertThat(many.text()).as("what was typed stays").isEqualTo("main street");
        assertThat(many.problem()).asString().startsWith("More than one is called this.");
        assertThat(many.options())
                .hasSize(ShopChoices.SUGGESTED)
                .allSatisfy(option -> assertThat(option.label()).endsWith(", Main Street"));
    }

    @Test
    void ofNamesThatDifferInCapitalsAloneTheOneThatIsTypedIsMeant() {
        assertThat(choices.outlet(world.caller(), "outlet", "Corner Books, NORD").text())
                .isEqualTo("Corner Books, NORD");
        ShopChoice neither = choices.outlet(world.caller(), "outlet", "Corner Books, nord");
        assertThat(neither.id()).isNull();
        assertThat(neither.options())
                .extracting(Option::label)
                .containsExactly("Corner Books, NORD", "Corner Books, Nord");
    }

    @Test
    void theBeginningOfANameIsNotYetOne() {
        ShopChoice found = choices.outlet(world.caller(), "outlet", "Corner B");
        assertThat(found.id()).isNull();
        assertThat(found.problem()).asString().startsWith("No outlet has this name.");
        assertThat(found.options())
                .extracting(Option::label)
                .contains("Corner Books, Main Street")
                .isSorted();
        assertThat(choices.retailer(world.caller(), "retailer", "corner").problem())
                .asString()
                .startsWith("No retailer has this name.");
    }

    @Test
    void whatBeginsSoIsSuggestedByEitherNameAndByBoth() {
        assertThat(suggested("corner")).hasSize(4).contains("Corner Books, Main Street");
        assertThat(suggested("corner books, ma")).containsExactly("Corner Books, Main Street");
        assertThat(suggested("größe, d")).containsExactly("Corner Books, Größe, die zählt");
        assertThat(suggested("kiosk 299"))
                .containsExactly(
                        "Kiosk 299, Main Street",
                        "Kiosk 2990, Main Street",
                        "Kiosk 2991, Main Street",
                        "Kiosk 2992, Main Street",
                        "Kiosk 2993, Main Street",
                        "Kiosk 2994, Main Street",
                        "Kiosk 2995, Main Street",
                        "Kiosk 2996, Main Street",
                        "Kiosk 2997, Main Street",
                        "Kiosk 2998, Main Street",
                        "Kiosk 2999, Main Street");
        assertThat(suggested("kiosk")).hasSize(ShopChoices.SUGGESTED);
        assertThat(suggested("iosk")).isEmpty();
        assertThat(suggested(" ")).isEmpty();
        assertThat(suggested("k".repeat(300))).isEmpty();
        assertThat(choices.suggestions(world.caller(), Kind.RETAILER, "KIOSK 300", false))
                .extracting(Option::label)
                .containsExactly("Kiosk 300", "Kiosk 3000");
    }

    @Test
    void anotherProvidersShopsAreUnknown() {
        ShopChoice theirs = choices.outlet(world.caller(), "outlet", "Theirs, Main Street");
        ShopChoice nobodys = choices.outlet(world.caller(), "outlet", "Nobody, Main Street");
        assertThat(theirs.id()).isNull();
        assertThat(theirs.options()).isEmpty();
        assertThat(theirs.problem()).isEqualTo(nobodys.problem());
        assertThat(suggested("theirs")).isEmpty();
        assertThat(choices.outlet(world.decoy(), "outlet", "theirs, main street").id()).isNotNull();
        ShopChoice foreign = choices.outlet(world.decoy(), "outlet", corner.outlet().toString());
        assertThat(foreign.text()).as("no name, but what was asked for").isEqualTo(corner.outlet().toString());
        assertThat(foreign.problem())
                .isEqualTo(choices.outlet(world.decoy(), "outlet", NOBODYS).problem());
    }

    @Test
    void ofAnIdThatNobodyHasThereIsNothingAndItIsSaid() {
        ShopChoice outlet = choices.outlet(world.caller(), "outlet", NOBODYS);
        assertThat(outlet.id()).isNull();
        assertThat(outlet.asked()).as("no use case takes it").isEqualTo("?");
        assertThat(outlet.text()).isEqualTo(NOBODYS);
        assertThat(outlet.problem()).asString().startsWith("This outlet was not found.");
        assertThat(outlet.chosen()).as("a list asked for it is empty").isPresent();
        assertThat(choices.retailer(world.caller(), "retailer", NOBODYS).problem())
                .asString()
                .startsWith("This retailer was not found.");
    }

    @Test
    void aNameWithCharactersThatNoneHasIsRefusedAndKept() {
        ShopChoice odd = choices.outlet(world.caller(), "outlet", "Corner\0Books");
        assertThat(odd.text()).isEqualTo("Corner\0Books");
        assertThat(odd.problem()).asString().contains("control characters");
        assertThat(suggested("Corner\0Books")).isEmpty();
    }

    @Test
    void outletsWhoseNamesMakeTheSameTextAreToldApart() {
        try (TestWorld other = new TestWorld()) {
            Retailers all = other.wiring().retailers().retailers();
            UUID books = all.addRetailer(other.caller(), "Books").id();
            UUID both = all.addRetailer(other.caller(), "Books, Toys").id();
            UUID toys = all.addOutlet(other.caller(), books, "Toys, Harbour").id();
            UUID harbour = all.addOutlet(other.caller(), both, "Harbour").id();
            ShopChoices some = other.wiring().retailers().choices();
            assertThat(some.outlet(other.caller(), "outlet", null).options())
                    .extracting(Option::label)
                    .containsExactly("Books, Toys, Harbour", "Harbour (Books, Toys)");
            for (UUID outlet : List.of(toys, harbour)) {
                String name = some.outlet(other.caller(), "outlet", outlet.toString()).text();
                assertThat(some.outlet(other.caller(), "outlet", name).id()).isEqualTo(outlet);
            }
            assertThat(some.suggestions(other.caller(), Kind.OUTLET, "books, toys, h", false))
                    .extracting(Option::label)
                    .containsExactly("Books, Toys, Harbour", "Harbour (Books, Toys)");
        }
    }

    @Test
    void peopleOfARetailerChooseAmongItsOutletsByTheirNamesAlone() {
        ShopChoice few = choices.outlet(shop, "outlet", "main street");
        assertThat(few.many()).isFalse();
        assertThat(few.options())
                .extracting(Option::label)
                .containsExactlyInAnyOrder("Größe, die zählt", "Main Street", "NORD", "Nord");
        assertThat(few.id()).isEqualTo(corner.outlet());
        assertThat(choices.outlet(shop, "outlet", "nord").problem())
                .asString()
                .contains("Mind the capitals");
        assertThat(choices.suggestions(shop, Kind.OUTLET, "ma", false))
                .extracting(Option::label)
                .containsExactly("Main Street");
        assertThat(choices.suggestions(shop, Kind.OUTLET, "kiosk", false)).isEmpty();
    }

    @Test
    void twoHundredAreOneListAndOneMoreAreNot() {
        try (TestWorld other = new TestWorld()) {
            ShopChoices few = other.wiring().retailers().choices();
            assertThat(few.outlet(other.caller(), "outlet", null).options()).isEmpty();
            insert(other, "Kiosk", 1, ShopChoices.MOST);
            ShopChoice most = few.outlet(other.caller(), "outlet", null);
            assertThat(most.many()).isFalse();
            assertThat(most.options())
                    .hasSize(ShopChoices.MOST)
                    .extracting(Option::label)
                    .isSorted()
                    .startsWith("Kiosk 1, Main Street");
            insert(other, "Kiosk", ShopChoices.MOST + 1, ShopChoices.MOST + 1);
            ShopChoice many = few.outlet(other.caller(), "outlet", null);
            assertThat(many.many()).isTrue();
            assertThat(many.options()).isEmpty();
        }
    }

    @Test
    void whereItemsAreSentClosedShopsAreNotSuggested() {
        try (TestWorld other = new TestWorld()) {
            insert(other, "Kiosk", 1, 30);
            other.database().execute("UPDATE outlet SET active = false");
            insert(other, "Open", 1, 2);
            other.database().execute("UPDATE retailer SET active = false WHERE name = 'Open 2'");
            ShopChoices all = other.wiring().retailers().choices();
            assertThat(all.suggestions(other.caller(), Kind.OUTLET, "main", false))
                    .hasSize(ShopChoices.SUGGESTED);
            assertThat(all.suggestions(other.caller(), Kind.OUTLET, "main", true))
                    .extracting(Option::label)
                    .containsExactly("Open 1, Main Street");
            assertThat(all.suggestions(other.caller(), Kind.RETAILER, "open", true))
                    .extracting(Option::label)
                    .containsExactly("Open 1");
        }
    }

    @Test
    void whatIsTypedIsReadFromIndexesUnderThePolicies() {
        for (Kind kind : Kind.values()) {
            List<String> asked =
                    world.statementsOf(
                                    () ->
                                            choices.suggestions(
                                                    world.caller(), kind, "kiosk 7, main", false))
                            .stream()
                            .filter(sql -> sql.contains("name_folded"))
                            .toList();
            assertThat(asked).hasSize(kind == Kind.OUTLET ? 3 : 1);
            for (String sql : asked) {
                assertThat(plan(sql))
                        .as(sql)
                        .contains("Index Cond", "name_folded")
                        .doesNotContain("Seq Scan");
            }
        }
    }

    private String plan(String sql) {
        return world.wiring()
                .transactions()
                .read(
                        world.caller(),
                        tx ->
                                String.join(
                                        "\n",
                                        tx.handle()
                                                .createQuery("EXPLAIN " + sql)
                                                .bind("provider", tx.provider())
                                                .bindMap(
                                                        sql.contains(":retailer")
                                                                ? Map.of("retailer", "kiosk 7")
                                                                : Map.of())
                                                .bind("beginning", "main")
                                                .bind("limit", ShopChoices.SUGGESTED)
                                                .mapTo(String.class)
                                                .list()));
    }

    private List<String> suggested(String typed) {
        return choices.suggestions(world.caller(), Kind.OUTLET, typed, false).stream()
                .map(Option::label)
                .toList();
    }

    private Retailers retailers() {
        return world.wiring().retailers().retailers();
    }

    private void insert(String name, int first, int last) {
        insert(world, name, first, last);
    }

    /** Retailers with an outlet each, all of which have the same name. */
    private static void insert(TestWorld world, String name, int first, int last) {
        UUID provider = world.provider().id();
        world.database().execute(
                        """
                        WITH made AS (
                            INSERT INTO retailer (provider_id, id, name, created_at)
                            SELECT '%s', gen_random_uuid(), '%s ' || n, now() FROM generate_series(%d, %d) AS n
                            RETURNING provider_id, id)
                        INSERT INTO outlet (provider_id, retailer_id, id, name, created_at)
                        SELECT provider_id, id, gen_random_uuid(), 'Main Street', now() FROM made
                        """
                                .formatted(provider, name, first, last));
    }
}
