package io.counterfoil.printing;

import io.counterfoil.access.Allowed;
import io.counterfoil.access.Role;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.printing.counting.Buckets;
import io.counterfoil.printing.counting.NewCountIn;
import io.counterfoil.web.Download;
import io.counterfoil.web.Flash;
import io.counterfoil.web.Page;
import io.counterfoil.web.SentFile;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One print run: how far it is, its files, its count-in. */
@Path("/console/print-runs/{id}")
@Produces(MediaType.TEXT_HTML)
public final class PrintRunPages {

    private final PrintRuns runs;
    private final CountIns countIns;
    private final RunFiles files;
    private final BureauReplies replies;
    private final RunOverview overview;

    /** Pages over {@code runs}, as {@code overview} shows them. */
    public PrintRunPages(
            PrintRuns runs,
            CountIns countIns,
            RunFiles files,
            BureauReplies replies,
            RunOverview overview) {
        this.runs = runs;
        this.countIns = countIns;
        this.files = files;
        this.replies = replies;
        this.overview = overview;
    }

    /** The run; the page is shown anew until its files are checked. */
    @GET
    @Allowed({Role.OWNER, Role.OPERATOR, Role.SUPPORT, Role.FINANCE, Role.READ_ONLY})
    public Page show(@Context Caller caller, @PathParam("id") String id) {
        PrintRuns.Counted counted = runs.find(caller, idOf(id));
        PrintRun run = counted.run();
        return overview.page(caller, counted)
                .with(
                        "goesOn",
                        (run.state() == RunState.MINTING || run.state() == RunState.CHECKING)
                                && run.release().failure() == null);
    }

    /** The first items with void codes, to look at before anything is printed. */
    @POST
    @Path("/proof")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(Download.PDF)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response proof(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("layout") @Nullable String layout) {
        return files.proof(caller, idOf(id), layout).answer();
    }

    /** Shows what a count-in would say, and carries it out once that is confirmed. */
    @POST
    @Path("/count-in")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object countIn(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("spoiled") @Nullable String spoiled,
            @FormParam("missing") @Nullable String missing,
            @FormParam("table") @Nullable String typedTable,
            @FormParam("table_file") @Nullable String tableFile,
            @FormParam("confirm") @Nullable String confirm) {
        UUID run = idOf(id);
        List<String> bad = serials(spoiled);
        List<String> gone = serials(missing);
        NewCountIn lists = new NewCountIn(bad, gone, null);
        Optional<byte[]> file = SentFile.of(Buckets.TABLE, tableFile);
        // What is confirmed is what was shown, so the page keeps what was in the file.
        String table = file.map(PrintRunPages::shown).orElse(typedTable);
        byte[] bytes =
                file.orElseGet(
                        () ->
                                table == null
                                        ? new byte[0]
                                        : table.getBytes(StandardCharsets.UTF_8));
        boolean byTable = table != null && !table.isBlank();
        try {
            if (byTable && !(bad.isEmpty() && gone.isEmpty())) {
                throw Refused.field(
                        Buckets.TABLE, "Use either the table or the two lists, not both.");
            }
            if (confirm == null) {
                CountIns.Preview preview =
                        byTable
                                ? countIns.preview(caller, run, new ByteArrayInputStream(bytes))
                                : countIns.preview(caller, run, lists);
                return typed(overview.page(caller, run), spoiled, missing, table).with("preview", preview);
            }
            if (byTable) {
                countIns.countIn(caller, run, new ByteArrayInputStream(bytes));
            } else {
                countIns.countIn(caller, run, lists);
            }
            return done(run, "The run is counted in. Its codes can't be printed again.");
        } catch (Refused refused) {
            return typed(overview.page(caller, run), spoiled, missing, table).refused(refused);
        }
    }

    /** Counts the run in as its bureau says. */
    @POST
    @Path("/bureau-reply")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object acceptReply(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("reply") @Nullable String reply) {
        UUID run = idOf(id);
        try {
            replies.accept(caller, run, Fields.idInPath("bureau's reply", reply == null ? "" : reply));
            return done(run, "The run is counted in as the bureau says.");
        } catch (Refused refused) {
            return overview.page(caller, run).refused(refused);
        }
    }

    /** The text of a table; one that is none is refused by the table's own check. */
    private static String shown(byte[] table) {
        return new String(table, StandardCharsets.UTF_8);
    }

    private static Page typed(
            Page page,
            @Nullable String spoiled,
            @Nullable String missing,
            @Nullable String table) {
        return page.with("spoiled", spoiled).with("missing", missing).with("table", table);
    }

    /** Gives the run up. */
    @POST
    @Path("/cancel")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object cancel(@Context Caller caller, @PathParam("id") String id) {
        UUID run = idOf(id);
        try {
            runs.cancel(caller, run);
            return done(run, "The run is cancelled and its codes are dead.");
        } catch (Refused refused) {
            return overview.page(caller, run).refused(refused);
        }
    }

    /** Stops redemption for now. */
    @POST
    @Path("/block")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response block(@Context Caller caller, @PathParam("id") String id) {
        runs.block(caller, idOf(id));
        return done(idOf(id), "Nobody can redeem an item of this run until you unblock it.");
    }

    /** Allows redemption again. */
    @POST
    @Path("/unblock")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Response unblock(@Context Caller caller, @PathParam("id") String id) {
        runs.unblock(caller, idOf(id));
        return done(idOf(id), "Items of this run can be redeemed again.");
    }

    /** Gives the run's codes a later last day. */
    @POST
    @Path("/redeem-by")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Allowed({Role.OWNER, Role.OPERATOR})
    public Object redeemLater(
            @Context Caller caller,
            @PathParam("id") String id,
            @FormParam("redeem_by") @Nullable String day) {
        UUID run = idOf(id);
        try {
            runs.redeemLater(caller, run, day);
            return done(run, Text.of(
                    "The codes of this run can be redeemed until {day}.",
                    "day",
                    LocalDate.parse(Objects.requireNonNull(day).strip())));
        } catch (Refused refused) {
            return overview.page(caller, run).refused(refused);
        }
    }

    /** What stands on the lines of a text box. */
    static List<String> serials(@Nullable String lines) {
        return lines == null
                ? List.of()
                : Arrays.stream(lines.split("[\\r\\n,;]+"))
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
    }

    private static Response done(UUID run, String sentence) {
        return done(run, Text.of(sentence));
    }

    private static Response done(UUID run, Text sentence) {
        return Flash.seeOther(PrintRunsPages.HERE + "/" + run, sentence);
    }

    private static UUID idOf(String id) {
        return Fields.idInPath("print run", id);
    }
}
