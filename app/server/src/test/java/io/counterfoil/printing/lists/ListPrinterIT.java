package io.counterfoil.printing.lists;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.printing.layout.Brand;
import io.counterfoil.printing.layout.Placing;
import io.counterfoil.printing.layout.Printer;
import io.counterfoil.printing.layout.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListPrinterIT {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"A-2,GIFT 2\n", "A-1,GIFT 1\n"})
    void aListThatChangesWhileItIsReadIsNotPrinted(String row) throws IOException {
        Path list = folder.resolve("cards.csv");
        Path pdf = folder.resolve("cards.pdf");
        Files.writeString(list, "serial,code\nA-1,GIFT 1\n");
        ListOrder order = order(list);

        assertThat(new ListPrinter(Templates.shipped()).print(order, pdf, false).items())
                .isEqualTo(1);
        Files.delete(pdf);

        assertThatThrownBy(() -> new ListPrinter(new Busy(list, row)).print(order, pdf, false))
                .isInstanceOf(ListException.class)
                .hasMessageContaining("changed while it was printed");
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(list));
    }

    private static ListOrder order(Path list) {
        return new ListOrder(
                list,
                Numbers.OWN,
                "gift-card",
                "avery-c32011-10",
                Printer.exact(300),
                Placing.PLAIN,
                Map.of(
                        "provider", "Harbour Backup",
                        "product", "Small",
                        "price", "10.00 EUR",
                        "term", "1 year",
                        "web_address", "harbour.example"),
                Optional.empty(),
                Brand.SHIPPED,
                Optional.empty());
    }

    /** Whenever a sheet is looked up, somebody adds a row that fits. */
    private record Busy(Path list, String row) implements Templates {
        @Override
        public Optional<byte[]> read(String directory, String name, String extension) {
            if (directory.equals("sheets")) {
                try {
                    Files.writeString(list, row, StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return Templates.shipped().read(directory, name, extension);
        }

        @Override
        public SortedSet<String> names(String directory, String extension) {
            return Templates.shipped().names(directory, extension);
        }
    }
}
