package io.counterfoil.printing;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.catalog.Medium;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UsualPartsTest {
    private static final UUID CARD = new UUID(0, 1);

    @Test
    void withoutAnyRunItIsWhatMostPrintOnTheMedium() {
        UsualParts usual = new UsualParts(List.of(), Map.of());

        assertThat(usual.of(CARD, Medium.GIFT_CARD))
                .containsExactly(new PrintPart("gift-card", "avery-c32011-10"));
        for (Medium disc : List.of(Medium.RETAIL_CD, Medium.FREE_CD)) {
            assertThat(usual.of(CARD, disc))
                    .containsExactly(
                            new PrintPart("cd-label", "avery-l6043"),
                            new PrintPart("cd-sticker", "avery-l7651"));
        }
        assertThat(usual.of(CARD, Medium.E_CODE)).isEmpty();
    }
}
