package io.counterfoil.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MailAddressesTest {

    @Test
    void allSpellingsOfAnAddressHaveOneForm() {
        List<String> spellings =
                List.of(
                        "Anna.Berg@exämple.example",
                        "anna.berg@EXÄMPLE.example",
                        "anna.berg@xn--exmple-cua.example",
                        "anna.berg@XN--EXMPLE-CUA.Example",
                        "anna.berg@ｅxämple.example",
                        "anna.berg@exämple。example",
                        "anna.berg@exämple.example。",
                        "\"anna.berg\"@exämple.example",
                        "\"an\\na.berg\"@exämple.example");
        assertThat(spellings)
                .extracting(MailAddresses::canonical)
                .containsOnly("anna.berg@xn--exmple-cua.example");
    }

    @Test
    void whatIsTooLongForADomainKeepsItsOwnForm() {
        String endless = "anna@" + "ä".repeat(10_000);
        assertThat(MailAddresses.canonical(endless.toUpperCase(Locale.ROOT))).isEqualTo(endless);
        assertThat(MailAddresses.works(endless)).isFalse();
    }

    @Test
    void whatIsAnotherAddressKeepsItsOwnForm() {
        assertThat(MailAddresses.canonical("\"anna..berg\"@example.com"))
                .isEqualTo("\"anna..berg\"@example.com");
        assertThat(MailAddresses.canonical("anna+news@example.com"))
                .isEqualTo("anna+news@example.com");
        assertThat(MailAddresses.canonical("Anna@-Example.com")).isEqualTo("anna@-example.com");
    }
}
