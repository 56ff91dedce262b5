package io.counterfoil.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences that were kept in English are said in German with the values that they have. */
class KeptSentencesTest {
    private final Messages messages = new Messages(Path.of("no-such-folder"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    QR code | QR-Code
                    What nobody here ever said | What nobody here ever said
                    The file cards-1.pdf did not pass the check. The QR code of the item 10000000000019 can't be read. | Die Datei cards-1.pdf hat die Prüfung nicht bestanden. Auf dem Artikel 10000000000019 lässt sich dieses Symbol nicht lesen: QR-Code.
                    The file data.csv did not pass the check. It does not have the 1,500 records that it should have. | Die Datei data.csv hat die Prüfung nicht bestanden. Sie hat nicht die 1.500 Datensätze, die sie haben soll.
                    The file a.pdf could not be checked. Reading a sample of it back took more than 15 minutes. Perhaps the server has too much else to do. Nothing is lost: have the files checked again when the server has less to do. | Die Datei a.pdf ließ sich nicht prüfen. Eine Stichprobe daraus zu lesen dauerte länger als 15 Minuten. Vielleicht hat der Server zu viel anderes zu tun. Nichts ist verloren: Lassen Sie die Dateien noch einmal prüfen, wenn der Server weniger zu tun hat.
                    It was tried for three days. The last time: The mail server refuses the recipient: 550 5.1.1 No such user | Es wurde drei Tage lang versucht. Das letzte Mal: Der Mailserver weist den Empfänger zurück: 550 5.1.1 No such user
                    The last objects were not there within 10 minutes, so that clients were let in again. It goes on 60 minutes later by itself. | Die letzten Objekte waren nicht innerhalb von 10 Minuten da, darum dürfen Programme wieder zugreifen. Es geht 60 Minuten später von selbst weiter.
                    White text on it could not be read: the contrast is 2.1, and 4.5 is needed. Choose a darker one. | Weiße Schrift darauf ließe sich nicht lesen: Der Kontrast ist 2.1, nötig ist 4.5. Wählen Sie eine dunklere.
                    Bring one of these two, or of others. | Bring one of these two, or of others.
                    Line 2: 10000000000019 was named before; name it only once. | Zeile 2: 10000000000019 wurde schon genannt; nennen Sie die Nummer nur einmal.
                    The run has 1 item, but the lists name 1,001. Leave printed out if everything else is good. | Der Auftrag hat 1 Artikel, aber die Listen nennen 1.001. Lassen Sie gedruckte weg, wenn alles andere gut ist.
                    Line 7: Send the reply: It has 3 digits. | Line 7: Send the reply: It has 3 digits.
                    Line 3: 5,000 has no status that I know; write printed, spoiled or missing. | Zeile 3: 5,000 hat keinen bekannten Status; schreiben Sie printed, spoiled oder missing.
                    """)
    void whatWasKeptInEnglishIsSaidInGerman(String kept, String german) {
        assertThat(messages.kept(kept, Locale.GERMAN)).isEqualTo(german);
        assertThat(messages.kept(kept, Locale.ENGLISH)).isEqualTo(kept);
    }

    /** Each of its dots could be one between two values of the sentence that it looks like. */
    @Test
    void whatIsLongerThanAnySentenceIsLeftAlone() {
        String odd = "The file " + ". ".repeat(5_000) + " did not pass the check. ".repeat(2_000) + "!";
        assertThat(messages.kept(odd, Locale.GERMAN)).isEqualTo(odd);
    }
}
