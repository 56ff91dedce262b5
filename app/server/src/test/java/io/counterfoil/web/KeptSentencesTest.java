package io.counterfoil.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.platform.Text;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
                    It would have come too late to be true. The last attempt: The mail server refuses the recipient: 550 5.1.1 No such user | Es wäre zu spät gekommen, um noch zu stimmen. Der letzte Versuch: Der Mailserver weist den Empfänger zurück: 550 5.1.1 No such user
                    The last objects were not there within 10 minutes, so that clients were let in again. It goes on 60 minutes later by itself. | Die letzten Objekte waren nicht innerhalb von 10 Minuten da, darum dürfen Programme wieder zugreifen. Es geht 60 Minuten später von selbst weiter.
                    White text on it could not be read: the contrast is 2.1, and 4.5 is needed. Choose a darker one. | Weiße Schrift darauf ließe sich nicht lesen: Der Kontrast ist 2.1, nötig ist 4.5. Wählen Sie eine dunklere.
                    The artwork card.svg has a <set>; paper does not move. Please remove it. | Die Gestaltung card.svg hat ein <set>; Papier bewegt sich nicht. Bitte entfernen Sie es.
                    The artwork card.pdf has 1,200 pages; please save the one to print as a file of its own. | Die Gestaltung card.pdf hat 1.200 Seiten; bitte speichern Sie die eine, die gedruckt wird, als eigene Datei.
                    The layout card is wrong: The places product and price overlap. | Am Layout card stimmt etwas nicht: Die Plätze product und price überlappen sich.
                    The sheet mine can't be read: "page.width" is missing. | Der Bogen mine lässt sich nicht lesen: "page.width" fehlt.
                    The layout or sheet was changed since the order: Gift card (disc of 117 mm with a hole of 22 mm) does not fit on Avery 1 (labels 70 × 25 mm, 33 on A4): one is a disc, the other is not. Please choose another sheet. | Das Layout oder der Bogen wurde seit der Bestellung geändert: Gutscheinkarte (Scheibe von 117 mm mit einem Loch von 22 mm) passt nicht auf Avery 1 (labels 70 × 25 mm, 33 on A4): das eine ist eine Scheibe, das andere nicht. Bitte wählen Sie einen anderen Bogen.
                    My card (85 × 54 mm) does not fit on Avery L7651 (labels 38.1 × 21.2 mm, 65 on A4): the label is larger than the artwork. Please choose another sheet. | My card (85 × 54 mm) passt nicht auf Avery L7651 (Etiketten 38,1 × 21,2 mm, 65 auf A4): das Etikett ist größer als die Gestaltung. Bitte wählen Sie einen anderen Bogen.
                    My card (85.6 × 53.98 mm) does not fit on Mine 2.5: the label is larger than the artwork. Please choose another sheet. | My card (85,6 × 53,98 mm) passt nicht auf Mine 2.5: das Etikett ist größer als die Gestaltung. Bitte wählen Sie einen anderen Bogen.
                    An offset is between -15 and 15 mm, not -15.5. | Ein Versatz liegt zwischen -15 und 15 mm, nicht bei -15,5.
                    The module of ean13 is between 0.264 and 0.66 mm, or readers fail. | Das Modul von ean13 misst zwischen 0,264 und 0,66 mm, sonst versagen Lesegeräte.
                    The artwork of 2.5 goes only 1.5 mm beyond the trim; 38.1 needs 2.125 mm. | Die Gestaltung von 2.5 geht nur 1,5 mm über den Schnitt hinaus; 38.1 braucht 2,125 mm.
                    The bureau wants everything 2.5 mm inside the trim, and the code of Card 1.5 is closer; please choose another layout or ask the bureau for less. | Die Druckerei will alles 2,5 mm innerhalb des Schnitts, und code in Card 1.5 ist näher daran; bitte wählen Sie ein anderes Layout, oder bitten Sie die Druckerei um weniger.
                    The artwork card.svg is no SVG file. The places product and price overlap. | Die Gestaltung card.svg ist keine SVG-Datei. Die Plätze product und price überlappen sich.
                    The layout or sheet was changed since the order: The places product and price overlap. The artwork card.svg has a <set>; paper does not move. Please remove it. | Das Layout oder der Bogen wurde seit der Bestellung geändert: Die Plätze product und price überlappen sich. Die Gestaltung card.svg hat ein <set>; Papier bewegt sich nicht. Bitte entfernen Sie es.
                    The places product and price overlap. What nobody here ever said. | The places product and price overlap. What nobody here ever said.
                    Bring one of these two, or of others. | Bring one of these two, or of others.
                    Line 2: 10000000000019 was named before; name it only once. | Zeile 2: 10000000000019 wurde schon genannt; nennen Sie die Nummer nur einmal.
                    The run has 1 item, but the lists name 1,001. Leave printed out if everything else is good. | Der Auftrag hat 1 Artikel, aber die Listen nennen 1.001. Lassen Sie gedruckte weg, wenn alles andere gut ist.
                    Line 7: Send the reply: It has 3 digits. | Line 7: Send the reply: It has 3 digits.
                    Line 7: 9,999,999,999,999,999,999,999 was named before; name it only once. | Zeile 7: 9,999,999,999,999,999,999,999 wurde schon genannt; nennen Sie die Nummer nur einmal.
                    , disputes to decide | , disputes to decide
                    Line 3: 5,000 has no status that I know; write printed, spoiled or missing. | Zeile 3: 5,000 hat keinen bekannten Status; schreiben Sie printed, spoiled oder missing.
                    """)
    void whatWasKeptInEnglishIsSaidInGerman(String kept, String german) {
        assertThat(messages.kept(Text.of(kept), Locale.GERMAN)).isEqualTo(german);
        assertThat(messages.kept(Text.of(kept), Locale.ENGLISH)).isEqualTo(kept);
    }

    @Test
    void aKeptSentenceWithinAnotherIsSaidInGermanToo() {
        Text fault = Text.of("The artwork card.svg is no SVG file.");
        Text sentence =
                Text.of("The layout or sheet was changed since the order: {reason}", "reason", fault);
        assertThat(messages.kept(sentence, Locale.GERMAN))
                .endsWith("geändert: Die Gestaltung card.svg ist keine SVG-Datei.");
    }

    /** It looks like "{name}: {dpi} dpi, offset {x} and {y} mm, …" in more ways than one can try. */
    @Test
    @Timeout(30)
    void whatCouldBeReadInTooManyWaysIsLeftAlone() {
        String odd =
                "It: "
                        + ": ".repeat(60)
                        + " dpi, offset ".repeat(12)
                        + " and ".repeat(60)
                        + " mm, scale ".repeat(12)
                        + " and ".repeat(20)
                        + "!";
        assertThat(odd).hasSizeLessThan(1_000);
        assertThat(messages.kept(Text.of(odd), Locale.GERMAN)).isEqualTo(odd);
    }

    /** Each of its dots could be one between two values of the sentence that it looks like. */
    @Test
    void whatIsLongerThanAnySentenceIsLeftAlone() {
        String odd = "The file " + ". ".repeat(5_000) + " did not pass the check. ".repeat(2_000) + "!";
        assertThat(messages.kept(Text.of(odd), Locale.GERMAN)).isEqualTo(odd);
    }
}
