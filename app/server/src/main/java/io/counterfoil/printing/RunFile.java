package io.counterfoil.printing;

import io.counterfoil.codes.SerialRange;
import io.counterfoil.printing.bureau.DataFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A file of a revision of a run, which is made when somebody asks for it and never stored.
 *
 * @param name unique within the run
 * @param content what is in it
 */
record RunFile(String name, Content content) {
    /** A PDF of this many items at most can still be opened, mailed and printed again in part. */
    static final int MOST_ITEMS = 100_000;

    private static final String MANIFEST = "manifest";
    private static final String DATA = "data";

    /** What is in a file. */
    sealed interface Content {
        /**
         * Items to print.
         *
         * @param position which of the run's parts, counted from 0
         * @param serials which items, in order
         */
        record Volume(int position, PrintPart part, List<SerialRange> serials)
                implements Content {}

        /** The items as records, for a bureau that prints from data. */
        record Data(DataFile.Form form) implements Content {}

        /** What belongs to the revision, without any secret. */
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

    /** Whether another revision's file is the same for it as this one for its own. */
    boolean isLike(RunFile other) {
        return switch (content) {
            case Content.Volume volume ->
                    other.content instanceof Content.Volume theirs
                            && theirs.position() == volume.position();
            case Content.Data data -> data.equals(other.content);
            case Content.Manifest manifest -> manifest.equals(other.content);
        };
    }

    /** The files of a revision, in order. */
    static List<RunFile> of(Revision revision) {
        String suffix = revision.isReprint() ? "-r" + revision.number() : "";
        List<PrintPart> parts = revision.run().parts();
        List<RunFile> files = new ArrayList<>();
        for (int position = 0; position < parts.size(); position++) {
            PrintPart part = parts.get(position);
            List<List<SerialRange>> volumes = volumes(revision);
            for (int i = 0; i < volumes.size(); i++) {
                String number = volumes.size() == 1 ? "" : "-%03d".formatted(i + 1);
                // A sheet that is partly used already is the first one of the run.
                boolean first = i == 0 && !revision.isReprint();
                files.add(
                        new RunFile(
                                part.layout() + suffix + number + ".pdf",
                                new Content.Volume(
                                        position,
                                        first ? part : part.onFreshSheets(),
                                        volumes.get(i))));
            }
        }
        if (parts.stream().anyMatch(PrintPart::isForBureau)) {
            for (DataFile.Form form : DataFile.Form.values()) {
                files.add(new RunFile(DATA + suffix + form.extension(), new Content.Data(form)));
            }
        }
        for (Form form : Form.values()) {
            files.add(
                    new RunFile(MANIFEST + suffix + form.extension, new Content.Manifest(form)));
        }
        return files;
    }

    /** A reprint has few items, often in many ranges. */
    private static List<List<SerialRange>> volumes(Revision revision) {
        return revision.isReprint()
                ? List.of(revision.serials())
                : revision.run().range().blocks(MOST_ITEMS).map(List::of).toList();
    }
}
