package io.counterfoil.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContactTest {
    private static final String EMAIL = "reader@example.com";

    @Test
    void atAnAddressThatNobodyConfirmedAnAccountIsNamedInFullOnlyIfThatCanBeNoSentenceOfAStranger() {
        assertThat(unknown("anna")).isEqualTo("anna");
        assertThat(unknown("anna-2_office")).isEqualTo("anna-2_office");
        assertThat(unknown(EMAIL)).isEqualTo(EMAIL);
        assertThat(Contact.mailed("reader@example.com", "Reader@Example.com", "Reader@Example.com"))
                .isEqualTo(EMAIL);
        assertThat(unknown("visit.evil.example")).isEqualTo("vis…");
        assertThat(unknown("win@evil.example")).isEqualTo("win…");
        assertThat(unknown("call-0900-12")).isEqualTo("cal…");
        assertThat(unknown("anna-2026")).isEqualTo("anna-2026");
        assertThat(unknown("you-have-won-100-euros")).isEqualTo("you…");
        assertThat(unknown("𝔵𝔶𝔷𝔵@evil.example")).isEqualTo("𝔵𝔶𝔷…");
    }

    @Test
    void whoIsKnownToReadThereIsToldTheWholeUsername() {
        assertThat(Contact.mailed("visit.evil.example", "Reader", EMAIL))
                .isEqualTo("visit.evil.example");
    }

    private static String unknown(String username) {
        return Contact.mailed(username, EMAIL, EMAIL);
    }
}
