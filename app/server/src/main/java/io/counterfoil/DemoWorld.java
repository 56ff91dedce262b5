package io.counterfoil;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.access.NewMember;
import io.counterfoil.access.Provider;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.activation.NewActivation;
import io.counterfoil.catalog.NewPlan;
import io.counterfoil.catalog.NewProduct;
import io.counterfoil.catalog.Product;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.inventory.NewShipment;
import io.counterfoil.inventory.Receipt;
import io.counterfoil.inventory.Shipment;
import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Scope;
import io.counterfoil.printing.NewPrintRun;
import io.counterfoil.printing.PrintRun;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.counting.NewCountIn;
import io.counterfoil.retailers.NewTerminal;
import io.counterfoil.retailers.Outlet;
import io.counterfoil.retailers.Retailer;
import io.counterfoil.web.Download;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * A small world to try things in: one provider with plans and products of every medium, a retailer
 * with two outlets, a run that was printed, counted and received, and one activated card whose code
 * can be redeemed.
 *
 * <p>It is made through the same services that serve pages and API, so it holds nothing that a user
 * could not have made.
 */
final class DemoWorld {
    private static final String CARD_GTIN = "4012345678901";
    private static final int CARDS = 20;

    private final Wiring wiring;
    private final URI server;
    private final URI node;

    /**
     * What somebody needs to try the demo world; the only copy of its secrets in clear.
     *
     * @param server where the pages and the API are
     * @param node where restic reaches the storage node
     */
    record Facts(
            URI server, URI node, SignIn provider, ShopSignIn retailer, String serial, String code) {
        @Override
        public String toString() {
            return "Facts[" + server + "]";
        }
    }

    /** A person's way in, and the API key of that person's programs. */
    record SignIn(String email, String password, String apiKey) {
        @Override
        public String toString() {
            return "SignIn[" + email + "]";
        }
    }

    /**
     * The same of a shop, whose key also reads statements and payouts, as that of a till doesn't, with
     * a terminal at which it sells.
     */
    record ShopSignIn(String email, String password, String apiKey, UUID terminal) {
        @Override
        public String toString() {
            return "ShopSignIn[" + email + "]";
        }
    }

    DemoWorld(Wiring wiring, URI server, URI node) {
        this.wiring = wiring;
        this.server = server;
        this.node = node;
    }

    /** Makes the world. */
    Facts make() throws IOException {
        Provider provider =
                wiring.transactions()
                        .write(
                                new Caller(Scope.system(), Actor.job("demo")),
                                tx ->
                                        wiring.access()
                                                .providers()
                                                .add(
                                                        tx,
                                                        "Harbour Backup",
                                                        server.getAuthority(),
                                                        "Europe/Berlin",
                                                        "EUR"));
        Scope scope = new Scope.Provider(provider.id());
        StaffMembers.WithPassword owner =
                wiring.access()
                        .staff()
                        .create(
                                new Caller(scope, Actor.job("demo")),
                                new NewMember(
                                        "owner@harbour.example", "Olivia Owner", "owner", null));
        Caller caller =
                new Caller(scope, new Actor("staff:" + owner.member().id(), owner.member().id()));
        String apiKey =
                wiring.transactions()
                        .write(caller, tx -> wiring.access().apiKeys().forProvider(tx, "Demo"));

        wiring.printing().logos().put(caller, Artwork.Kind.SVG, logo());
        Product card = sellEverything(caller);
        Retailer retailer = wiring.inventory().retailers().addRetailer(caller, "Corner Shop");
        Outlet station = wiring.inventory().retailers().addOutlet(caller, retailer.id(), "Station");
        wiring.inventory().retailers().addOutlet(caller, retailer.id(), "Harbour");
        NewTerminal till =
                wiring.inventory().retailers().addTerminal(caller, station.id(), "Till 1");
        StaffMembers.WithPassword manager =
                wiring.access()
                        .staff()
                        .create(
                                caller,
                                new NewMember(
                                        "manager@corner.example",
                                        "Max Manager",
                                        "manager",
                                        retailer.id()));

        String shopKey =
                wiring.transactions()
                        .write(
                                caller,
                                tx ->
                                        wiring.access()
                                                .apiKeys()
                                                .forRetailer(tx, "Demo", retailer.id()));

        PrintRun run = print(caller, card);
        // As people do before they print: nobody can any more once the run is counted in.
        wiring.printing().files().proof(caller, run.id(), null);
        String code = firstCode(caller, run);
        SerialRange serials = run.range();
        wiring.printing().countIns().countIn(caller, run.id(), new NewCountIn(null, null, null));
        Shipment shipment =
                wiring.inventory()
                        .shipments()
                        .send(
                                caller,
                                new NewShipment(
                                        station.id().toString(),
                                        null,
                                        new NewShipment.Range(
                                                serials.first().toString(),
                                                serials.last().toString())));
        wiring.inventory().receipts().receive(caller, shipment.id(), Receipt.ofEverything());
        String serial = serials.first().toString();
        wiring.retail()
                .activations()
                .activate(
                        caller,
                        new NewActivation(
                                "demo-1", till.terminal().id().toString(), serial, null, null),
                        null);
        return new Facts(
                server,
                node,
                new SignIn(owner.member().email(), owner.password(), apiKey),
                new ShopSignIn(
                        manager.member().email(),
                        manager.password(),
                        shopKey,
                        till.terminal().id()),
                serial,
                code);
    }

    private static byte[] logo() throws IOException {
        try (InputStream logo = DemoWorld.class.getResourceAsStream("demo-logo.svg")) {
            return Objects.requireNonNull(logo, "the logo of the demo world").readAllBytes();
        }
    }

    private Product sellEverything(Caller caller) {
        plan(caller, "Trial", "trial", 512_000_000L);
        String basic = plan(caller, "Basic", "basic", 10_000_000_000L);
        String select = plan(caller, "Select", "select", 50_000_000_000L);
        List<NewProduct> offers =
                List.of(
                        offer(
                                "SELECT-CARD-1Y",
                                "Select gift card",
                                select,
                                "P1Y",
                                "gift_card",
                                "consignment",
                                "49.00"),
                        offer(
                                "BASIC-CD-6M",
                                "Basic CD",
                                basic,
                                "P6M",
                                "retail_cd",
                                "wholesale",
                                "19.00"),
                        offer(
                                "BASIC-FREE-1M",
                                "Basic free CD",
                                basic,
                                "P1M",
                                "free_cd",
                                "giveaway",
                                "0.00"),
                        offer(
                                "BASIC-FREE-3M",
                                "Basic free CD with a price",
                                basic,
                                "P3M",
                                "free_cd",
                                "giveaway",
                                "4.99"),
                        offer(
                                "SELECT-WEB-1Y",
                                "Select on the web",
                                select,
                                "P1Y",
                                "e_code",
                                "consignment",
                                "45.00"));
        return offers.stream()
                .map(offer -> wiring.catalog().products().create(caller, offer))
                .toList()
                .getFirst();
    }

    private String plan(Caller caller, String name, String edition, long quota) {
        NewPlan plan = new NewPlan(name, edition, quota, null, null);
        return wiring.catalog().plans().create(caller, plan).id().toString();
    }

    private static NewProduct offer(
            String sku,
            String name,
            String plan,
            String term,
            String medium,
            String salesModel,
            String price) {
        String gtin = medium.equals("gift_card") ? CARD_GTIN : null;
        return new NewProduct(
                sku, name, plan, term, medium, salesModel, new Amount(price, "EUR"), gtin, null, null);
    }

    private PrintRun print(Caller caller, Product card) {
        PrintRun ordered =
                wiring.printing()
                        .orders()
                        .order(
                                caller,
                                new NewPrintRun(
                                        card.id().toString(),
                                        CARDS,
                                        "gift-card",
                                        "avery-c32011-10",
                                        null));
        wiring.printing().minting().mint(ordered.id());
        wiring.printing().releases().release(ordered.id());
        return wiring.printing().runs().find(caller, ordered.id()).run();
    }

    /** Reads the first code off the printed cards, as a customer would. */
    private String firstCode(Caller caller, PrintRun run) throws IOException {
        Download cards = wiring.printing().files().open(caller, run.id(), "gift-card.pdf", Locale.ENGLISH);
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        cards.content().writeTo(pdf);
        try (PDDocument document = Loader.loadPDF(pdf.toByteArray())) {
            List<String> lines =
                    Arrays.asList(new PDFTextStripper().getText(document).split("\\R", -1));
            return lines.stream().filter(DemoWorld::isCode).findFirst().orElseThrow();
        }
    }

    private static boolean isCode(String line) {
        return line.matches("[0-9A-Z]{4}(-[0-9A-Z]{4}){3}");
    }

    /** The facts as {@code data/demo.json} keeps them. */
    static byte[] json(Facts facts, ObjectMapper mapper) throws IOException {
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(facts);
    }
}
