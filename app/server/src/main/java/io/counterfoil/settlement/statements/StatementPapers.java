package io.counterfoil.settlement.statements;

import io.counterfoil.access.Provider;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.brand.Letterhead;
import io.counterfoil.printing.report.Report;
import io.counterfoil.retailers.RetailerCare;
import io.counterfoil.retailers.RetailerDetails;
import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.web.Download;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Statements as papers: what they come to, product by product, and their lines. Of one with more
 * lines than anybody reads on paper, what each day came to stands there instead: whoever checks it
 * compares days, and looks up single lines in the table for spreadsheets.
 */
public final class StatementPapers {
    private static final int MOST_LINES = 5_000;

    private final int mostLines;

    private final Transactions transactions;
    private final Statements statements;
    private final RetailerCare retailers;
    private final Catalog catalog;
    private final Letterhead letterhead;

    /** Papers of {@code statements}. */
    public StatementPapers(
            Transactions transactions,
            Statements statements,
            RetailerCare retailers,
            Catalog catalog,
            Letterhead letterhead) {
        this(MOST_LINES, transactions, statements, retailers, catalog, letterhead);
    }

    /** The same that sum up statements of more lines than this. */
    StatementPapers(
            int mostLines,
            Transactions transactions,
            Statements statements,
            RetailerCare retailers,
            Catalog catalog,
            Letterhead letterhead) {
        this.mostLines = mostLines;
        this.transactions = transactions;
        this.statements = statements;
        this.retailers = retailers;
        this.catalog = catalog;
        this.letterhead = letterhead;
    }

    /**
     * The paper of a statement that the caller may see, called after its number.
     *
     * @throws Refused if there is none
     */
    public Download download(Caller caller, UUID id) {
        Optional<Artwork> logo = letterhead.logo(caller);
        return transactions.read(
                caller,
                tx -> {
                    Statement statement = statements.find(tx, id);
                    return new Download(
                            "statement-%d.pdf".formatted(statement.number()),
                            Download.PDF,
                            of(tx, statement).with(logo)::write);
                });
    }

    /** The same to look at. */
    Report of(Caller caller, UUID id) {
        Optional<Artwork> logo = letterhead.logo(caller);
        return transactions.read(caller, tx -> of(tx, statements.find(tx, id))).with(logo);
    }

    private Report of(Tx tx, Statement statement) {
        Provider provider = letterhead.provider(tx);
        Map<UUID, String> products = new HashMap<>();
        List<StatementLineRepository.ProductSum> sums =
                new StatementLineRepository(tx).sums(statement.id());
        sums.forEach(
                sum ->
                        products.computeIfAbsent(
                                sum.product(),
                                product -> catalog.product(tx, product).orElseThrow().name()));
        return new Report(
                statement.id(),
                provider.name(),
                "Statement " + statement.number(),
                facts(tx, statement, provider, sums, products),
                statement.lineCount() > mostLines
                        ? days(tx, statement, provider.zone(), products)
                        : lines(tx, statement, provider.zone(), products),
                statement.lineCount() > mostLines
                        ? "The %s lines of this statement are summed up here by day and product. Each of them stands in the table for spreadsheets (CSV), which is offered where this paper is."
                                .formatted(Report.count(statement.lineCount()))
                        : "");
    }

    private static Report.Table days(
            Tx tx, Statement statement, ZoneId zone, Map<UUID, String> products) {
        List<List<String>> rows =
                new StatementLineRepository(tx)
                        .sumsByDay(statement.id(), zone).stream()
                                .map(day -> row(day, products))
                                .toList();
        return new Report.Table(
                List.of(
                        new Report.Column("Day", 20, Report.Align.LEFT),
                        new Report.Column("What", 50, Report.Align.LEFT),
                        new Report.Column("Lines", 14, Report.Align.RIGHT),
                        new Report.Column("Price", 20, Report.Align.RIGHT),
                        new Report.Column("You keep", 18, Report.Align.RIGHT),
                        new Report.Column("Tax in price", 18, Report.Align.RIGHT),
                        new Report.Column("You owe", 20, Report.Align.RIGHT)),
                rows);
    }

    private static List<String> row(
            StatementLineRepository.DaySum day, Map<UUID, String> products) {
        StatementLineRepository.ProductSum sum = day.sum();
        Money price = sum.price();
        return List.of(
                StatementWords.day(day.day()),
                what(sum.kind(), sum.product(), products),
                Report.count(sum.items()),
                price.amount(),
                sum.commission().amount(),
                sum.tax().amount(),
                new Money(price.minor() - sum.commission().minor(), price.currency()).amount());
    }

    private List<Report.Fact> facts(
            Tx tx,
            Statement statement,
            Provider provider,
            List<StatementLineRepository.ProductSum> sums,
            Map<UUID, String> products) {
        RetailerDetails retailer = retailers.retailer(tx, statement.retailer());
        List<Report.Fact> facts = new ArrayList<>();
        facts.add(new Report.Fact("From", provider.name() + ", " + provider.webAddress()));
        facts.add(new Report.Fact("To", addressee(retailer)));
        add(facts, "VAT number", retailer.vatId());
        facts.add(new Report.Fact("What is payable", period(statement, provider.zone())));
        facts.add(Report.Fact.at("Closed", statement.closedAt(), provider.zone()));
        facts.add(new Report.Fact("From before", StatementWords.owed(statement.opening()).toString()));
        for (StatementLineRepository.ProductSum sum : sums) {
            facts.add(
                    new Report.Fact(
                            StatementWords.of(sum.kind()).toString(),
                            "%s × %s: price %s, you keep %s, tax in the price %s, in what you keep %s"
                                    .formatted(
                                            Report.count(sum.items()),
                                            products.get(sum.product()),
                                            sum.price(),
                                            sum.commission(),
                                            sum.tax(),
                                            sum.commissionTax())));
        }
        facts.add(new Report.Fact("All lines together", StatementWords.owed(statement.lines()).toString()));
        facts.add(new Report.Fact("Paid meanwhile", StatementWords.paid(statement.payments()).toString()));
        facts.add(new Report.Fact("Now", StatementWords.closing(statement.closing()).toString()));
        if (statement.closing().minor() > 0) {
            facts.add(
                    new Report.Fact(
                            "How to pay",
                            "By bank transfer to %s. Please write \"Statement %d\" into its text."
                                    .formatted(provider.name(), statement.number())));
        }
        return facts;
    }

    private static Report.Table lines(
            Tx tx, Statement statement, ZoneId zone, Map<UUID, String> products) {
        List<List<String>> rows = new ArrayList<>();
        @Nullable UUID after = null;
        while (rows.size() < statement.lineCount()) {
            List<StatementLine> part =
                    new StatementLineRepository(tx)
                            .list(statement.id(), new Listing(Listing.MOST - 1, after));
            part.forEach(line -> rows.add(row(line, zone, products)));
            after = part.getLast().place();
        }
        return new Report.Table(
                List.of(
                        new Report.Column("No.", 10, Report.Align.RIGHT),
                        new Report.Column("Serial number", 25, Report.Align.LEFT),
                        new Report.Column("Day", 20, Report.Align.LEFT),
                        new Report.Column("What", 42, Report.Align.LEFT),
                        new Report.Column("Price", 16, Report.Align.RIGHT),
                        new Report.Column("You keep", 16, Report.Align.RIGHT),
                        new Report.Column("Tax in price", 14, Report.Align.RIGHT),
                        new Report.Column("You owe", 16, Report.Align.RIGHT)),
                rows);
    }

    private static List<String> row(
            StatementLine line, ZoneId zone, Map<UUID, String> products) {
        Instant sold = line.soldAt();
        String told = StatementWords.day(line.accruedAt().atZone(zone));
        String what = what(line.kind(), line.product(), products);
        return List.of(
                Integer.toString(line.number()),
                line.serial().toString(),
                sold == null ? told : StatementWords.day(sold.atZone(zone)),
                sold == null ? what : what + ", told " + told,
                line.price().amount(),
                line.commission().amount(),
                line.tax().amount(),
                line.amount().amount());
    }

    private static String what(
            AccrualKind kind, UUID product, Map<UUID, String> products) {
        return StatementWords.of(kind) + ": " + Objects.requireNonNull(products.get(product));
    }

    private static String addressee(RetailerDetails retailer) {
        String legalName = retailer.legalName();
        String name = legalName == null ? retailer.name() : legalName;
        return retailer.address() == null ? name : name + "\n" + retailer.address();
    }

    private static String period(Statement statement, ZoneId zone) {
        // The end is the first moment of the day after the last.
        Instant last = statement.until().minusNanos(1);
        String until = "up to " + StatementWords.day(last.atZone(zone));
        return statement
                .after()
                .map(after -> "from " + StatementWords.day(after.atZone(zone)) + " " + until)
                .orElse(until);
    }

    private static void add(List<Report.Fact> facts, String name, @Nullable String value) {
        if (value != null) {
            facts.add(new Report.Fact(name, value));
        }
    }
}
