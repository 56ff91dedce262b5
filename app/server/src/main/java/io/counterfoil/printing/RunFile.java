package io.counterfoil.printing;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.printing.bureau.DataFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A file of a run, which is made when somebody asks for it and never stored.
 *
 * @param name unique within the run
 * @param content what is in it
 */
record RunFile(String name, Content content) {
    /** A PDF of this many items at most can still be opened, mailed and printed again in part. */
    static final int MOST_ITEMS = 100_000;

    private static final String MANIFEST = "manifest";

    /** What is in a file. */
    sealed interface Content {
        /**
         * Items to print.
         *
         * @param position which of the run's parts, counted from 0
         */
        record Volume(int position, PrintPart part, SerialRange range) implements Content {}

        /** The items as records, for a bureau that prints from data. */
        record Data(DataFile.Form form) implements Content {}

        /** What belongs to the run, without any secret. */
        record Manifest(Form form) implements Content {}
    }

    /** For whom a manifest is. */
    enum Form {
        /** For programs. */
        JSON,
        /** For people. */
        PDF;

        private final String extension = "." + name().toLowerCase(Locale.ROOT);

        /** Its media type. */
        String mediaType() {
            return "application/" + name().toLowerCase(Locale.ROOT);
        }
    }

    /** The files of a run, in order. */
    static List<RunFile> of(PrintRun run) {
        List<RunFile> files = new ArrayList<>();
        List<SerialRange> volumes = run.range().blocks(MOST_ITEMS).toList();
        for (int position = 0; position < run.parts().size(); position++) {
            PrintPart part = run.parts().get(position);
            for (int i = 0; i < volumes.size(); i++) {
                String number = volumes.size() == 1 ? "" : "-%03d".formatted(i + 1);
                // A sheet that is partly used already is the first one of the run.
                PrintPart placed = i == 0 ? part : part.onFreshSheets();
                files.add(
                        new RunFile(
                                part.layout() + number + ".pdf",
                                new Content.Volume(position, placed, volumes.get(i))));
            }
        }
        if (run.parts().stream().anyMatch(PrintPart::isForBureau)) {
            for (DataFile.Form form : DataFile.Form.values()) {
                files.add(new RunFile(form.fileName(), new Content.Data(form)));
            }
        }
        for (Form form : Form.values()) {
            files.add(new RunFile(MANIFEST + form.extension, new Content.Manifest(form)));
        }
        return files;
    }

    static Optional<RunFile> find(PrintRun run, String name) {
        return of(run).stream().filter(file -> file.name().equals(name)).findAny();
    }
}
