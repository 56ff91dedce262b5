package io.counterfoil.printing;

import io.counterfoil.codes.SerialNumber;
import io.counterfoil.codes.SerialRange;
import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Transactions;
import io.counterfoil.printing.layout.SheetPlace;
import io.counterfoil.printing.layout.TemplateList;
import io.counterfoil.printing.templates.OwnTemplates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.Stream;

/** Says where on the paper an item was printed, for whoever holds a sheet against a serial number. */
public final class PrintedPlaces {
    private final Transactions transactions;
    private final OwnTemplates templates;

    /** Places on sheets of {@code templates}. */
    public PrintedPlaces(Transactions transactions, OwnTemplates templates) {
        this.transactions = transactions;
        this.templates = templates;
    }

    /**
     * Where one part of an item is.
     *
     * @param file the volume that has it; of a reprint, if the item was printed again
     * @param sheetName the sheet that it is printed on
     * @param sheet which sheet of that volume, counted from 1
     * @param label which label of the sheet, row by row, counted from 1
     */
    public record Place(String file, String sheetName, int sheet, int label) {}

    /**
     * Where all parts of an item are, by the sheets as they are now; those on sheets that nobody
     * has any more are left out.
     *
     * @param run the id of its run
     */
    public List<Place> of(Caller caller, UUID run, SerialNumber serial) {
        List<Revision> newestFirst =
                transactions.read(
                        caller,
                        tx -> {
                            PrintRun ordered = PrintRuns.require(tx, run);
                            List<Revision> revisions = new ArrayList<>();
                            revisions.add(Revision.ordered(ordered));
                            new ReprintRepository(tx)
                                    .of(run)
                                    .forEach(each -> revisions.add(Revision.of(ordered, each)));
                            Collections.reverse(revisions);
                            return revisions;
                        });
        TemplateList sheets = templates.list(caller);
        return newestFirst.stream()
                .filter(revision -> place(revision.serials(), serial) >= 0)
                .findFirst()
                .map(
                        revision ->
                                RunFile.of(revision).stream()
                                        .flatMap(file -> place(file, serial, sheets))
                                        .toList())
                .orElse(List.of());
    }

    private static Stream<Place> place(RunFile file, SerialNumber serial, TemplateList sheets) {
        if (!(file.content() instanceof RunFile.Content.Volume volume)) {
            return Stream.empty();
        }
        PrintPart part = volume.part();
        OptionalInt perPage =
                part.isForBureau() ? OptionalInt.of(1) : sheets.perPage(part.sheet());
        int item = place(volume.serials(), serial);
        if (item < 0 || perPage.isEmpty()) {
            return Stream.empty();
        }
        SheetPlace found =
                part.placing()
                        .place(item, Revision.size(volume.serials()), perPage.getAsInt());
        return Stream.of(
                new Place(file.name(), part.sheet(), found.sheet() + 1, found.label() + 1));
    }

    /** The how manieth it is in these ranges, from 0 on; -1 if it is in none. */
    private static int place(List<SerialRange> ranges, SerialNumber serial) {
        int before = 0;
        for (SerialRange range : ranges) {
            if (range.contains(serial)) {
                return before + serial.sequence() - range.from();
            }
            before += range.size();
        }
        return -1;
    }
}
