package io.counterfoil.console;

import io.counterfoil.access.ApiKeys;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.accounts.AccountCare;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.inventory.Shipment;
import io.counterfoil.inventory.Shipments;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Slice;
import io.counterfoil.platform.Text;
import io.counterfoil.retailers.Retailers;
import io.counterfoil.retailers.Terminal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells a trace to people: who did what where, by their names instead of ids. */
public final class TraceWords {
    private final StaffMembers staff;
    private final ApiKeys keys;
    private final Retailers retailers;
    private final Shipments shipments;
    private final AccountCare accounts;

    /** Words with the names that these features know. */
    public TraceWords(
            StaffMembers staff,
            ApiKeys keys,
            Retailers retailers,
            Shipments shipments,
            AccountCare accounts) {
        this.staff = staff;
        this.keys = keys;
        this.retailers = retailers;
        this.shipments = shipments;
        this.accounts = accounts;
    }

    /**
     * A trace in words.
     *
     * @param run the number of its print run
     * @param account the username of its account; null while it has none
     * @param accountThere whether that account can still be looked at
     * @param lines what happened, the oldest first
     */
    public record Told(
            int run, @Nullable String account, boolean accountThere, List<Line> lines) {}

    /**
     * One thing that happened.
     *
     * @param at when
     * @param soldAt when the shop sold it, where it told so later; null: then, too
     * @param what in a few words
     * @param by who did it
     * @param reason why, if somebody said that
     */
    public record Line(
            Instant at,
            @Nullable Instant soldAt,
            Text what,
            Text by,
            @Nullable String reason) {}

    /** Names that several lines may need, looked up once. */
    private record Names(
            ActorNames actors,
            Map<String, Text> tills,
            Map<String, String> shops,
            Map<String, String> outlets) {}

    /** Tells {@code trace} to {@code caller}. */
    public Told of(Caller caller, Trace trace) {
        int run = SerialNumber.of(trace.serial()).run();
        UUID account = trace.account();
        Optional<String> holder =
                Optional.ofNullable(account).flatMap(id -> accounts.username(caller, id));
        String username = account == null ? null : holder.orElse("that is deleted");
        Names names = names(caller, trace);
        return new Told(
                run,
                username,
                holder.isPresent(),
                trace.events().stream()
                        .map(
                                event ->
                                        new Line(
                                                event.at(),
                                                soldAt(event),
                                                what(event, names, run, username),
                                                names.actors().who(event.actor()),
                                                event.facts().path("reason").textValue()))
                        .toList());
    }

    private static @Nullable Instant soldAt(Trace.Happened event) {
        String told = event.facts().path("sold_at").textValue();
        return told == null ? null : Instant.parse(told);
    }

    private Names names(Caller caller, Trace trace) {
        UUID retailer = trace.retailer();
        List<Terminal> tills =
                retailer == null
                        ? List.of()
                        : Slice.all(part -> retailers.terminalsOfRetailer(caller, retailer, part));
        return new Names(
                ActorNames.of(caller, staff, keys, retailer),
                tills.stream()
                        .collect(
                                Collectors.toMap(
                                        till -> till.id().toString(), TraceWords::place)),
                tills.stream()
                        .collect(
                                Collectors.toMap(
                                        till -> till.outlet().toString(),
                                        Terminal::outletName,
                                        (name, same) -> name)),
                trace.events().stream()
                        .map(Trace.Happened::subject)
                        .distinct()
                        .flatMap(subject -> ActorNames.id(subject, "shipment:").stream())
                        .map(id -> shipments.find(caller, id))
                        .collect(
                                Collectors.toMap(
                                        shipment -> "shipment:" + shipment.id(),
                                        Shipment::outletName)));
    }

    private static Text place(Terminal till) {
        return Text.of("{till} in {outlet}", "till", till.name(), "outlet", till.outletName());
    }

    private static Text what(
            Trace.Happened event, Names names, int run, @Nullable String account) {
        Text outlet =
                Optional.ofNullable(names.outlets().get(event.subject()))
                        .map(name -> Text.of("{outlet}", "outlet", name))
                        .orElseGet(() -> Text.of("a shop"));
        Optional<Text> till =
                Optional.ofNullable(event.facts().path("terminal").textValue())
                        .map(id -> names.tills().getOrDefault(id, Text.of("a till")))
                        .map(place -> asked(place, event));
        Optional<String> carton = Optional.ofNullable(event.facts().path("sscc").textValue());
        return switch (event.type()) {
            case "minted" -> Text.of("Made in print run {run}", "run", String.valueOf(run));
            case "reprinted" ->
                    Text.of(
                            "Printed again with a new code, in print run {run}",
                            "run",
                            String.valueOf(run));
            case "counted_in" ->
                    Text.of("Counted in as {state}", "state", Text.of(event.state().toString()));
            case "cancelled" ->
                    Text.of(
                            "Made worthless, because print run {run} was given up",
                            "run",
                            String.valueOf(run));
            case "packed" ->
                    carton.map(sscc -> Text.of("Packed into carton {sscc}", "sscc", sscc))
                            .orElseGet(() -> Text.of("Packed into a carton"));
            case "unpacked" ->
                    carton.map(sscc -> Text.of("Taken out of its carton {sscc}", "sscc", sscc))
                            .orElseGet(() -> Text.of("Taken out of its carton"));
            case "shipped" ->
                    carton.map(
                                    sscc ->
                                            Text.of(
                                                    "Sent to {outlet}, in carton {sscc}",
                                                    "outlet",
                                                    outlet,
                                                    "sscc",
                                                    sscc))
                            .orElseGet(() -> Text.of("Sent to {outlet}", "outlet", outlet));
            case "received" -> Text.of("Received in {outlet}", "outlet", outlet);
            case "short" -> Text.of("Did not arrive with the rest in {outlet}", "outlet", outlet);
            case "activated" ->
                    till.map(place -> Text.of("Sold at {till}", "till", place))
                            .orElseGet(
                                    () ->
                                            Text.of(
                                                    "Ready for the customer in {outlet}, without a till",
                                                    "outlet",
                                                    outlet));
            case "reversed" ->
                    till.map(place -> Text.of("Sale undone at {till}", "till", place))
                            .orElseGet(() -> Text.of("Sale undone"));
            case "taken_back" -> takenBack(event, names, till);
            case "redeemed" ->
                    account == null
                            ? Text.of("Redeemed")
                            : Text.of("Redeemed for account {account}", "account", account);
            default -> Text.of(plain(event.type()));
        };
    }

    /** Where another shop than the one that sold it took it, its name, too. */
    private static Text takenBack(Trace.Happened event, Names names, Optional<Text> till) {
        if (!event.facts().hasNonNull("from_outlet")) {
            return till.map(place -> Text.of("Brought back by the customer at {till}", "till", place))
                    .orElseGet(() -> Text.of("Brought back by the customer"));
        }
        return Text.of(
                "Brought back by the customer to {outlet}; sold at {till}",
                "outlet",
                Optional.ofNullable(names.shops().get(event.facts().path("outlet").asText()))
                        .map(name -> Text.of("{outlet}", "outlet", name))
                        .orElseGet(() -> Text.of("a shop")),
                "till",
                till.orElseGet(() -> Text.of("a till")));
    }

    /** With the till's own number of its request, by which it is found again there. */
    private static Text asked(Text till, Trace.Happened event) {
        return Optional.ofNullable(event.facts().path("request").textValue())
                .map(id -> Text.of("{till}, request {request}", "till", till, "request", id))
                .orElse(till);
    }

    private static String plain(String type) {
        return switch (type) {
            case "voided" -> "Made worthless";
            case "spoiled" -> "Spoiled in the provider's stock";
            case "lost" -> "Reported as lost";
            case "stolen" -> "Reported as stolen";
            case "found" -> "Found again";
            case "sent_back" -> "Sent back to the provider";
            case "restocked" -> "Counted back into stock";
            case "destroyed" -> "Counted back and destroyed";
            case "expired" -> "Expired: the last day to redeem it was over";
            case "dispute_accepted" -> "The shop need not pay for it: its dispute was accepted";
            case "held" -> "Put on hold";
            case "released" -> "Released from hold";
            default -> type.replace('_', ' ');
        };
    }
}
