package io.counterfoil.console;

import io.counterfoil.access.SubjectNames;
import io.counterfoil.accounts.AccountCare;
import io.counterfoil.accounts.directory.Directory;
import io.counterfoil.catalog.Plans;
import io.counterfoil.catalog.Products;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.printing.PrintRuns;
import io.counterfoil.retailers.Retailers;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Names of what the audit log tells of, as their features know them. */
public final class AuditNames implements SubjectNames {
    private final PrintRuns runs;
    private final Plans plans;
    private final Products products;
    private final Retailers retailers;
    private final AccountCare accounts;
    private final Directory directory;

    /** Names that these features know. */
    public AuditNames(
            PrintRuns runs,
            Plans plans,
            Products products,
            Retailers retailers,
            AccountCare accounts,
            Directory directory) {
        this.runs = runs;
        this.plans = plans;
        this.products = products;
        this.retailers = retailers;
        this.accounts = accounts;
        this.directory = directory;
    }

    @Override
    public Optional<String> name(Caller caller, String kind, String id) {
        return switch (kind) {
            case "run" -> of(id, run -> String.valueOf(runs.number(caller, run)));
            case "plan" -> of(id, plan -> plans.find(caller, plan).name());
            case "product" -> of(id, product -> products.find(caller, product).name());
            case "retailer" -> of(id, retailer -> retailers.retailer(caller, retailer).name());
            case "outlet" -> of(id, outlet -> retailers.outlet(caller, outlet).name());
            case "account" -> of(id, account -> accounts.username(caller, account).orElse(""));
            case "customer" -> of(id, customer -> directory.customer(caller, customer).name());
            case "serial", "layout", "sheet" -> Optional.of(id);
            default -> Optional.empty();
        };
    }

    private static Optional<String> of(String id, Function<UUID, String> find) {
        try {
            return Optional.of(find.apply(Fields.idInPath("thing", id))).filter(name -> !name.isEmpty());
        } catch (Refused refused) {
            if (refused.type() == ProblemType.NOT_FOUND) {
                return Optional.empty();
            }
            throw refused;
        }
    }
}
