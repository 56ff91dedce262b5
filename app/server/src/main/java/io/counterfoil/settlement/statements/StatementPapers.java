package io.counterfoil.settlement.statements;

import io.counterfoil.access.Provider;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Listing;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Transactions;
import io.counterfoil.platform.Tx;
import io.counterfoil.printing.artwork.Artwork;
import io.counterfoil.printing.brand.Letterhead;
import io.counterfoil.printing.report.Report;
import io.counterfoil.retailers.NewBankDetails;
import io.counterfoil.retailers.RetailerCare;
import io.counterfoil.retailers.RetailerDetails;
import io.counterfoil.settlement.rules.AccrualKind;
import io.counterfoil.web.Download;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
    private final Sender sender;

    /** Papers of {@code statements}. */
    public StatementPapers(
            Transactions transactions,
            Statements statements,
            RetailerCare retailers,
            Catalog catalog,
            Sender sender) {
        this(MOST_LINES, transactions, statements, retailers, catalog, sender);
    }

    /** Who sends statements, and where what they ask for is paid. */
    public record Sender(Letterhead letterhead, PaidInto paidInto) {}

    /** The same that sum up statements of more lines than this. */
    StatementPapers(
            int mostLines,
            Transactions transactions,
            Statements statements,
            RetailerCare retailers,
            Catalog catalog,
            Sender sender) {
        this.mostLines = mostLines;
        this.transactions = transactions;
        this.statements = statements;
        this.retailers = retailers;
        this.catalog = catalog;
        this.sender = sender;
    }

    /**
     * The paper of a statement that the caller may see, called after its number.
     *
     * @param language of its text
     * @throws Refused if there is none
     */
    public Download download(Caller caller, UUID id, Locale language) {
        Optional<Artwork> logo = letterhead().logo(caller);
        Optional<NewBankDetails.Checked> paidInto = sender.paidInto().account(caller);
        return transactions.read(
                caller,
                tx -> {
                    Statement statement = statements.find(tx, id);
                    return new Download(
                            "statement-%d.pdf".formatted(statement.number()),
                            Download.PDF,
                            new Writing(tx, statement, paidInto, language).paper().with(logo)
                                    ::write);
                });
    }

    /** The same to look at. */
    Report of(Caller caller, UUID id, Locale language) {
        Optional<Artwork> logo = letterhead().logo(caller);
        Optional<NewBankDetails.Checked> paidInto = sender.paidInto().account(caller);
        return transactions.read(
                        caller,
                        tx -> new Writing(tx, statements.find(tx, id), paidInto, language).paper())
                .with(logo);
    }

    private Letterhead letterhead() {
        return sender.letterhead();
    }

    /** The making of one paper. */
    private final class Writing {
        private final Tx tx;
        private final Statement statement;
        private final Optional<NewBankDetails.Checked> paidInto;
        private final Locale language;
        private final Provider provider;
        private final ZoneId zone;
        private final List<StatementLineRepository.ProductSum> sums;
        private final Map<UUID, String> products = new HashMap<>();

        private Writing(
                Tx tx,
                Statement statement,
                Optional<NewBankDetails.Checked> paidInto,
                Locale language) {
            this.tx = tx;
            this.statement = statement;
            this.paidInto = paidInto;
            this.language = language;
            provider = letterhead().provider(tx);
            // It was closed by the calendar of that day, and never changes.
            zone = letterhead().zones(tx).at(statement.closedAt());
            sums = new StatementLineRepository(tx).sums(statement.id());
            sums.forEach(
                    sum ->
                            products.computeIfAbsent(
                                    sum.product(),
                                    product -> catalog.product(tx, product).orElseThrow().name()));
        }

        private Report paper() {
            boolean summedUp = statement.lineCount() > mostLines;
            return new Report(
                            statement.id(),
                            provider.name(),
                            say(
                                    Text.of(
                                            "Statement {number}",
                                            "number",
                                            String.valueOf(statement.number()))),
                            facts(),
                            summedUp ? days() : lines(),
                            summedUp
                                    ? say(
                                            Text.of(
                                                    "The {lines} lines of this statement are summed up here by day and product. Each of them stands in the table for spreadsheets (CSV), which is offered where this paper is.",
                                                    "lines",
                                                    statement.lineCount()))
                                    : "")
                    .numbered(letterhead().pageNumbers(language));
        }

        private String say(Text text) {
            return letterhead().say(text, language);
        }

        private String say(String english) {
            return say(Text.of(english));
        }

        private Report.Column column(String english, double share, Report.Align align) {
            return new Report.Column(say(english), share, align);
        }

        private Report.Fact fact(String english, String value) {
            return new Report.Fact(say(english), value);
        }

        private String day(TemporalAccessor day) {
            return StatementWords.day(day, language);
        }

        private Report.Table days() {
            return new Report.Table(
                    List.of(
                            column("Day", 20, Report.Align.LEFT),
                            column("What", 50, Report.Align.LEFT),
                            column("Lines", 14, Report.Align.RIGHT),
                            column("Price", 20, Report.Align.RIGHT),
                            column("You keep", 18, Report.Align.RIGHT),
                            column("Tax in price", 18, Report.Align.RIGHT),
                            column("You owe", 20, Report.Align.RIGHT)),
                    new StatementLineRepository(tx)
                            .sumsByDay(statement.id(), zone).stream()
                                    .map(this::row)
                                    .toList());
        }

        private List<String> row(StatementLineRepository.DaySum day) {
            StatementLineRepository.ProductSum sum = day.sum();
            Money price = sum.price();
            return List.of(
                    day(day.day()),
                    what(sum.kind(), sum.product()),
                    say(Text.of("{number}", "number", sum.items())),
                    price.amount(language),
                    sum.commission().amount(language),
                    sum.tax().amount(language),
                    new Money(price.minor() - sum.commission().minor(), price.currency())
                            .amount(language));
        }

        private List<Report.Fact> facts() {
            RetailerDetails retailer = retailers.retailer(tx, statement.retailer());
            List<Report.Fact> facts = new ArrayList<>();
            facts.add(fact("From", provider.name() + ", " + provider.webAddress()));
            facts.add(fact("Recipient", addressee(retailer)));
            if (retailer.vatId() != null) {
                facts.add(fact("VAT number", retailer.vatId()));
            }
            facts.add(fact("What is payable", say(period())));
            facts.add(
                    fact(
                            "Closed",
                            say(Text.zoned(statement.closedAt(), zone))));
            facts.add(fact("From before", say(StatementWords.owed(statement.opening()))));
            for (StatementLineRepository.ProductSum sum : sums) {
                facts.add(new Report.Fact(say(StatementWords.of(sum.kind())), say(words(sum))));
            }
            facts.add(fact("All lines together", say(StatementWords.owed(statement.lines()))));
            facts.add(fact("Paid meanwhile", say(StatementWords.paid(statement.payments()))));
            facts.add(fact("Result", say(StatementWords.closing(statement.closing()))));
            if (statement.closing().minor() > 0) {
                facts.add(fact("Due", say(StatementWords.due())));
                facts.add(
                        fact("How to pay", say(StatementWords.howToPay(statement, paidInto))));
            }
            return facts;
        }

        private Text words(StatementLineRepository.ProductSum sum) {
            return new Text(
                    "{items} × {product}: price {price}, you keep {commission}, tax in the price {tax}, in what you keep {kept}",
                    Map.of(
                            "items",
                            sum.items(),
                            "product",
                            Objects.requireNonNull(products.get(sum.product())),
                            "price",
                            sum.price(),
                            "commission",
                            sum.commission(),
                            "tax",
                            sum.tax(),
                            "kept",
                            sum.commissionTax()));
        }

        private Report.Table lines() {
            List<List<String>> rows = new ArrayList<>();
            @Nullable UUID after = null;
            while (rows.size() < statement.lineCount()) {
                List<StatementLine> part =
                        new StatementLineRepository(tx)
                                .list(statement, LineFilter.NONE, new Listing(Listing.MOST - 1, after));
                part.forEach(line -> rows.add(row(line)));
                after = part.getLast().place();
            }
            return new Report.Table(
                    List.of(
                            column("No.", 10, Report.Align.RIGHT),
                            column("Serial number", 25, Report.Align.LEFT),
                            column("Day", 20, Report.Align.LEFT),
                            column("What", 42, Report.Align.LEFT),
                            column("Price", 16, Report.Align.RIGHT),
                            column("You keep", 16, Report.Align.RIGHT),
                            column("Tax in price", 14, Report.Align.RIGHT),
                            column("You owe", 16, Report.Align.RIGHT)),
                    rows);
        }

        private List<String> row(StatementLine line) {
            Instant sold = line.soldAt();
            String told = day(line.accruedAt().atZone(zone));
            String what = what(line.kind(), line.product()) + " · " + line.outletName();
            return List.of(
                    Integer.toString(line.number()),
                    line.serial().toString(),
                    sold == null ? told : day(sold.atZone(zone)),
                    sold == null
                            ? what
                            : say(Text.of("{what}, told {day}", "what", what, "day", told)),
                    line.price().amount(language),
                    line.commission().amount(language),
                    line.tax().amount(language),
                    line.amount().amount(language));
        }

        private String what(AccrualKind kind, UUID product) {
            return say(StatementWords.of(kind))
                    + ": "
                    + Objects.requireNonNull(products.get(product));
        }

        private Text period() {
            // The end is the first moment of the day after the last.
            String last = day(statement.until().minusNanos(1).atZone(zone));
            return statement
                    .after()
                    .map(
                            after ->
                                    Text.of(
                                            "from {first} up to {last}",
                                            "first",
                                            day(after.atZone(zone)),
                                            "last",
                                            last))
                    .orElseGet(() -> Text.of("up to {last}", "last", last));
        }
    }

    private static String addressee(RetailerDetails retailer) {
        String legalName = retailer.legalName();
        String name = legalName == null ? retailer.name() : legalName;
        return retailer.address() == null ? name : name + "\n" + retailer.address();
    }
}
