package io.counterfoil;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whose each table is: SQL of another feature doesn't name it. */
@AnalyzeClasses(packages = "io.counterfoil", importOptions = DoNotIncludeTests.class)
class TablesTest {
    private static final String HERE = "io.counterfoil.";

    /** The tables of each feature, which is the only one that writes to them. */
    private static final Map<String, Set<String>> TABLES =
            """
            access: api_key approval audit_entry held_form known_browser past_time_zone provider session
                setup_link sign_in_attempt staff
            accounts: account account_link contact customer password_ask plan_migration reminder_settings
                term_grant term_settings
            activation: activation_sheet offline_day offline_line till_case till_release till_request
                till_settings
            catalog: plan plan_version product run_last_day tax_rate
            console: console_figures
            economics: trial_course
            followups: follow_up
            inventory: carton goods_order goods_order_line goods_order_shipment item_hold loss loss_notice
                reorder_point replaced_code serial_item shipment shipment_carton stock_return stock_take
                stock_take_difference stock_take_item
            mail: mail_message mail_sender mail_suppression
            platform: event installation scheduled_tasks stored_answer
            printing: bureau bureau_link bureau_receipt bureau_receipt_file bureau_reply download_permit logo
                logo_picture own_template package_grant print_brand print_data print_download print_file
                print_part print_run print_run_bureau printer reprint sealed_codes
            provisioning: account_elsewhere account_move account_move_copy kept_deletions node node_drift
                placement repository_key
            redemption: code_attempts code_recovery code_refusal failed_guess redemption
            retailers: agreement bank_details outlet retailer terminal
            settlement: account_origin accrual counted_accruals counted_balance counted_money
                counted_revenue counted_term counted_transfers deferral deferral_before dispute
                ledger_transfer payer_account payer_account_waiting payment payout payout_order
                retailer_settlement settlement_run statement statement_counter statement_line
            signin: answered_challenge invitation openid_link openid_provider passkey pending_sign_in
                recovery_code second_step second_step_rule staff_password_link
            software: software
            trials: trial_ask trial_mark trial_offer trial_request
            """
                    .replaceAll("\n +", " ")
                    .lines()
                    .map(line -> line.split(": ", 2))
                    .collect(toMap(line -> line[0], line -> Set.of(line[1].split(" "))));

    /** The feature of each table. */
    private static final Map<String, String> OWNERS =
            TABLES.entrySet().stream()
                    .flatMap(each -> each.getValue().stream().map(table -> Map.entry(table, each.getKey())))
                    .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));

    /** What reads a table of another feature all the same; nothing writes to one. */
    private static final List<Shared> SHARED =
            List.of(
                    new Shared(
                            "event",
                            "The log is common to all, and who proves its own rows by it, or dates"
                                    + " them, reads it beside many of them at once.",
                            "accounts.TermHistoryRepository",
                            "inventory.CodeHistoryRepository",
                            "inventory.HistoryRepository",
                            "inventory.ItemMoveRepository",
                            "settlement.ledger.AccrualRepository",
                            "settlement.ledger.OriginRepository",
                            "settlement.ledger.ReconciliationRepository",
                            "settlement.statements.StatementLineRepository"),
                    new Shared(
                            "installation",
                            "Its one row notes which event was the last before there were books.",
                            "settlement.ledger.AccrualRepository"),
                    new Shared(
                            "outlet",
                            "The index of items leads from outlets, of which a retailer may have"
                                    + " thousands.",
                            "inventory.ItemMoveRepository"),
                    new Shared(
                            "product",
                            "What is sent without being ordered stands in the order of its SKU.",
                            "inventory.orders.GoodsOrderRepository"),
                    new Shared(
                            "retailer",
                            "A key is made with the look whether its maker sees the retailer, and"
                                    + " retailers stand on access, which makes the keys of tills.",
                            "access.ApiKeyRepository"),
                    new Shared(
                            "retailer",
                            "Each retailer has its part of an index in which all together are too"
                                    + " many rows to go through.",
                            "settlement.ledger.AccrualListRepository",
                            "settlement.ledger.CountedTransferRepository",
                            "settlement.ledger.RevenueRepository",
                            "settlement.statements.StatementRepository"));

    private static final String NAME = "\\s+(?:ONLY\\s+)?([a-z_]+)";
    private static final Pattern WRITTEN =
            Pattern.compile("\\b(?:INTO|UPDATE|DELETE\\s+FROM|TRUNCATE|LOCK\\s+TABLE)" + NAME);
    private static final Pattern READ = Pattern.compile("\\b(?:FROM|JOIN|USING)" + NAME);
    private static final Pattern READ_ALONG =
            Pattern.compile(
                    "\\b(?:FROM|USING)\\s+[a-z_]+(?:\\s+(?:AS\\s+)?[a-z_]+)?\\s*,\\s*([a-z_]+)");
    private static final Pattern LOCKED = Pattern.compile("\\bFOR\\s+(?:NO\\s+KEY\\s+)?(?:UPDATE|SHARE)\\b");
    private static final Pattern STEP =
            Pattern.compile(
                    "(?m)^(CREATE TABLE|DROP TABLE|ALTER TABLE) ([a-z_]+)(?: RENAME TO ([a-z_]+))?");

    /**
     * A table that classes may read, though it is another feature's.
     *
     * @param reason why the feature's service won't do
     * @param classes by their names after io.counterfoil
     */
    private record Shared(String table, String reason, Set<String> classes) {
        Shared(String table, String reason, String... classes) {
            this(table, reason, Set.of(classes));
        }
    }

    /**
     * A table that a class names.
     *
     * @param written whether it writes there, or locks what it reads
     */
    private record Named(String table, boolean written) {}

    @ArchTest
    static final ArchRule FEATURES_KEEP_TO_THEIR_TABLES =
            ArchRuleDefinition.classes()
                    .should(keepToTheirTables())
                    .because(
                            "a feature may change its tables without asking the others: call what it"
                                + " offers for its rows (names for a page of a list once, by their"
                                + " ids), or let it hear of yours by a listener that Wiring hands in;"
                                + " where search, order or an index needs the join, say so in SHARED");

    @ArchTest
    static void everyTableBelongsToOneFeature(JavaClasses all) throws IOException {
        List<String> owned = TABLES.values().stream().flatMap(Set::stream).sorted().toList();
        assertThat(owned).containsExactlyElementsOf(migrated());
    }

    @ArchTest
    static void everyTableIsUsedByItsFeature(JavaClasses all) {
        Map<String, Set<String>> used =
                all.stream()
                        .collect(
                                Collectors.groupingBy(
                                        TablesTest::feature,
                                        Collectors.flatMapping(
                                                type -> named(type).stream().map(Named::table),
                                                Collectors.toSet())));
        assertThat(TABLES)
                .allSatisfy(
                        (feature, tables) ->
                                assertThat(used.get(feature)).containsAll(tables));
    }

    @ArchTest
    static void whatIsSharedIsRead(JavaClasses all) {
        for (Shared shared : SHARED) {
            for (String name : shared.classes()) {
                assertThat(named(all.get(HERE + name)))
                        .as(name)
                        .contains(new Named(shared.table(), false));
            }
        }
    }

    private static ArchCondition<JavaClass> keepToTheirTables() {
        return new ArchCondition<>("name tables of their own feature only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Named named : named(type)) {
                    String owner = owner(named.table());
                    boolean kept =
                            owner.equals(feature(type))
                                    || (!named.written() && isShared(named.table(), type));
                    events.add(
                            new SimpleConditionEvent(
                                    type,
                                    kept,
                                    "%s %s %s, a table of %s"
                                            .formatted(
                                                    type.getName(),
                                                    named.written() ? "writes to or locks" : "reads",
                                                    named.table(),
                                                    owner)));
                }
            }
        };
    }

    private static boolean isShared(String table, JavaClass reader) {
        return SHARED.stream()
                .filter(shared -> shared.table().equals(table))
                .anyMatch(
                        shared ->
                                shared.classes()
                                        .contains(reader.getName().substring(HERE.length())));
    }

    private static String owner(String table) {
        return Objects.requireNonNull(OWNERS.get(table));
    }

    private static String feature(JavaClass type) {
        return type.getName().substring(HERE.length()).replaceFirst("\\..*", "");
    }

    private static Set<Named> named(JavaClass type) {
        Set<Named> named = new LinkedHashSet<>();
        for (String text : texts(type)) {
            found(WRITTEN, text).forEach(table -> named.add(new Named(table, true)));
            boolean locked = LOCKED.matcher(text).find();
            found(READ, text).forEach(table -> named.add(new Named(table, locked)));
            found(READ_ALONG, text).forEach(table -> named.add(new Named(table, locked)));
        }
        return named;
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(OWNERS::containsKey);
    }

    /**
     * All texts of a class as compiled, where those that were written in pieces are whole. What is
     * put into a text only while the program runs is not seen in it.
     */
    private static List<String> texts(JavaClass type) {
        List<String> texts = new ArrayList<>();
        try (DataInputStream in =
                new DataInputStream(type.getSource().orElseThrow().getUri().toURL().openStream())) {
            // Past its mark and version; then come its constants, by their kinds and lengths.
            in.skipNBytes(8);
            int last = in.readUnsignedShort() - 1;
            for (int entry = 1; entry <= last; entry++) {
                switch (in.readUnsignedByte()) {
                    case 1 -> texts.add(in.readUTF());
                    case 5, 6 -> {
                        in.skipNBytes(8);
                        entry++;
                    }
                    case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                    case 15 -> in.skipNBytes(3);
                    default -> in.skipNBytes(4);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /** The tables that the steps of the migrations leave. */
    private static Set<String> migrated() throws IOException {
        Set<String> tables = new TreeSet<>();
        List<Path> steps;
        try (Stream<Path> files = Files.list(Path.of("../../migrations/steps"))) {
            steps = files.sorted().toList();
        }
        for (Path step : steps) {
            STEP.matcher(Files.readString(step)).results().forEach(found -> apply(found, tables));
        }
        return tables;
    }

    private static void apply(MatchResult step, Set<String> tables) {
        switch (step.group(1)) {
            case "CREATE TABLE" -> tables.add(step.group(2));
            case "DROP TABLE" -> tables.remove(step.group(2));
            default -> {
                if (step.group(3) != null) {
                    tables.remove(step.group(2));
                    tables.add(step.group(3));
                }
            }
        }
    }
}
