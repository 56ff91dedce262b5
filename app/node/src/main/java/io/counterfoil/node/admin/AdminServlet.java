package io.counterfoil.node.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterfoil.node.accounts.Account;
import io.counterfoil.node.accounts.Accounts;
import io.counterfoil.node.accounts.Workers;
import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.ContractVersion;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.NodeProblem;
import io.counterfoil.node.contract.NodeTime;
import io.counterfoil.node.contract.Repositories;
import io.counterfoil.node.contract.Undelete;
import io.counterfoil.node.copies.Copies;
import io.counterfoil.node.store.StoreException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin contract: {@code PUT}, {@code GET} and {@code DELETE} of {@code /admin/accounts/{id}},
 * {@code POST} of its {@code undelete} and {@code copy}, {@code GET} of its {@code repositories}, {@code GET} of
 * {@code /admin/accounts?after=ID&limit=N}, of {@code /admin/capacity} and of {@code
 * /admin/openapi.json}, which describes it. It is mounted on the admin port alone, behind {@link
 * AdminGate}. Each answer says in {@link NodeTime#HEADER} what time
 * it is here, and in {@link ContractVersion#HEADER} how much of the contract is known.
 */
public final class AdminServlet extends HttpServlet {
    static final int DEFAULT_PAGE = 100;
    static final int LARGEST_PAGE = 1000;
    private static final Pattern ACCOUNT =
            Pattern.compile("/accounts/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");
    private static final Pattern PART =
            Pattern.compile(ACCOUNT.pattern() + "/(undelete|copy|repositories)");
    private static final long serialVersionUID = 1;
    private static final Logger log = LoggerFactory.getLogger(AdminServlet.class);

    private final transient Accounts accounts;
    private final transient Workers workers;
    private final transient Copies copies;
    private final transient CapacityMeter capacity;
    private final transient InstantSource clock;
    private final transient JsonNode description = Description.read();

    public AdminServlet(
            Accounts accounts,
            Workers workers,
            Copies copies,
            CapacityMeter capacity,
            InstantSource clock) {
        this.accounts = accounts;
        this.workers = workers;
        this.copies = copies;
        this.capacity = capacity;
        this.clock = clock;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader(NodeTime.HEADER, NodeTime.write(clock.instant()));
        response.setHeader(ContractVersion.HEADER, Integer.toString(ContractVersion.CURRENT));
        try {
            route(request, response);
        } catch (StoreException e) {
            log.warn("{} {}: {}", request.getMethod(), request.getPathInfo(), e.getMessage());
            Answers.refuse(
                    response,
                    e.refusal().status(),
                    NodeProblem.STORE_AWAY,
                    e.refusal().reason());
        }
    }

    private void route(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
        var account = ACCOUNT.matcher(path);
        var part = PART.matcher(path);
        if (account.matches()) {
            serveAccount(UUID.fromString(account.group(1)), request, response);
        } else if (part.matches()) {
            servePart(UUID.fromString(part.group(1)), part.group(2), request, response);
        } else if (path.equals("/accounts")) {
            serve(request, response, () -> page(request, response));
        } else if (path.equals("/capacity")) {
            serve(request, response, () -> Answers.send(response, 200, capacity.read()));
        } else if (path.equals("/openapi.json")) {
            serve(request, response, () -> Answers.send(response, 200, description));
        } else {
            Answers.refuse(
                    response,
                    404,
                    NodeProblem.BAD_REQUEST,
                    "There is nothing here. Accounts are at /admin/accounts/ID, with the id as a"
                            + " lower-case UUID; /admin/openapi.json describes it all.");
        }
    }

    private interface Answer {
        void give() throws IOException;
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, Answer get)
            throws IOException {
        if (request.getMethod().equals("GET")) {
            get.give();
        } else {
            Answers.refuseMethod(response, "GET");
        }
    }

    private void servePart(
            UUID id, String part, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (part.equals("repositories")) {
            serve(request, response, () -> repositories(id, response));
        } else if (!request.getMethod().equals("POST")) {
            Answers.refuseMethod(response, "POST");
        } else if (part.equals("copy")) {
            copy(id, request, response);
        } else {
            undelete(id, request, response);
        }
    }

    private void copy(UUID id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Copy.Request asked = Answers.read(request, response, Copy.Request.class);
        if (asked == null) {
            return;
        }
        switch (copies.begin(id, asked)) {
            case Copies.Outcome.Taken(AccountStatus current) -> Answers.send(response, 202, current);
            case Copies.Outcome.Unknown() -> Answers.sendOrNotFound(response, 202, null);
            case Copies.Outcome.Purged(AccountStatus current) ->
                    Answers.refuse(
                            response,
                            410,
                            NodeProblem.PURGED,
                            "This account is to be purged; open a new one under a new id.",
                            current);
            case Copies.Outcome.NotClosed(AccountStatus current) ->
                    Answers.refuse(
                            response,
                            409,
                            NodeProblem.NOT_CLOSED,
                            "An account takes a copy only while no client is served here; PUT it with"
                                    + " state closed first, or moved with its copy kept.",
                            current);
        }
    }

    private void repositories(UUID id, HttpServletResponse response) throws IOException {
        Account account = accounts.get(id);
        if (account == null) {
            Answers.sendOrNotFound(response, 404, null);
        } else {
            Answers.send(response, 200, new Repositories(account.content().repositories()));
        }
    }

    private void serveAccount(UUID id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (request.getMethod()) {
            case "PUT" -> put(id, request, response);
            case "GET" -> Answers.sendOrNotFound(response, 200, accounts.find(id));
            case "DELETE" -> delete(id, response);
            default -> Answers.refuseMethod(response, "PUT, GET, DELETE");
        }
    }

    private void put(UUID id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        AccountSpec spec = Answers.read(request, response, AccountSpec.class);
        if (spec == null) {
            return;
        }
        switch (accounts.put(id, spec)) {
            case Accounts.PutOutcome.InForce(AccountStatus current) -> {
                workers.emptier().look(id);
                Answers.send(response, 200, current);
            }
            case Accounts.PutOutcome.Emptying(AccountStatus current) ->
                    Answers.refuse(
                            response,
                            409,
                            NodeProblem.EMPTYING,
                            "The account's bytes are still being removed here, as it moved; try"
                                    + " again.",
                            current);
            case Accounts.PutOutcome.Older(AccountStatus current) ->
                    Answers.refuse(
                            response,
                            409,
                            NodeProblem.OLDER_VERSION,
                            "The node has a newer version of this account; send a newer one still,"
                                    + " or nothing.",
                            current);
            case Accounts.PutOutcome.OtherContent(AccountStatus current) ->
                    Answers.refuse(
                            response,
                            409,
                            NodeProblem.OTHER_CONTENT,
                            "The node has this version with another content; give each change its"
                                    + " own version.",
                            current);
            case Accounts.PutOutcome.CredentialTaken(var credential) ->
                    Answers.refuse(
                            response,
                            409,
                            NodeProblem.CREDENTIAL_TAKEN,
                            "Another account has the credential "
                                    + credential.id()
                                    + "; give this one another id.");
            case Accounts.PutOutcome.Purged(AccountStatus current) ->
                    Answers.refuse(
                            response,
                            410,
                            NodeProblem.PURGED,
                            "This account is purged for good; open a new one under a new id.",
                            current);
        }
    }

    private void undelete(UUID id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Undelete.Request asked = Answers.read(request, response, Undelete.Request.class);
        if (asked == null) {
            return;
        }
        Account account = accounts.requestUndelete(id, asked);
        AccountStatus current = account == null ? accounts.find(id) : account.status();
        if (account == null && current != null) {
            Answers.refuse(
                    response,
                    410,
                    NodeProblem.PURGED,
                    "This account is purged for good; nothing of it can be brought back.",
                    current);
        } else {
            if (account != null) {
                workers.trash().hurry(account);
            }
            Answers.sendOrNotFound(response, 202, current);
        }
    }

    private void delete(UUID id, HttpServletResponse response) throws IOException {
        Account account = accounts.requestPurge(id);
        if (account == null) {
            Answers.sendOrNotFound(response, 200, null);
            return;
        }
        if (account.entry().purged()) {
            Answers.send(response, 200, account.status());
        } else {
            workers.purger().purgeWhenDue(account);
            Answers.send(response, 202, account.status());
        }
    }

    private void page(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            String after = request.getParameter("after");
            String limit = request.getParameter("limit");
            int size = limit == null ? DEFAULT_PAGE : Integer.parseInt(limit);
            if (size < 1 || size > LARGEST_PAGE) {
                throw new IllegalArgumentException("out of range");
            }
            Answers.send(response, 200, accounts.page(after == null ? null : UUID.fromString(after), size));
        } catch (IllegalArgumentException e) {
            Answers.refuse(
                    response,
                    400,
                    NodeProblem.BAD_REQUEST,
                    "after is an account's id, limit a whole number from 1 to "
                            + LARGEST_PAGE
                            + ".");
        }
    }
}
