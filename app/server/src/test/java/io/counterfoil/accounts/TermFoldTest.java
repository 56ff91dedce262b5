package io.counterfoil.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TermFoldTest {
    private static final Instant AT = Instant.parse("2026-01-31T10:00:00Z");
    private static final Instant END = Instant.parse("2026-02-28T10:00:00Z");
    private static final Instant DELETION = Instant.parse("2026-04-04T09:00:00Z");

    private final TermFold fold = new TermFold();

    @Test
    void aTermStandsWhereItsLastMoveLedAndEndsWhereTheLastGrantOrRefundDid() {
        opened("active");
        extended(END, true);
        moved("active", "grace");
        assertThat(fold.state()).isEqualTo("grace");
        fold.take("refunded", facts().put("new_end", AT.toString()), AT);
        fold.take("quota_changed", facts(), AT);
        moved("grace", "frozen");
        assertThat(fold.state()).isEqualTo("frozen");
        assertThat(fold.end()).isEqualTo(AT);
        assertThat(fold.announced()).isEqualTo(DELETION);
        assertThat(fold.contradictions()).isEmpty();
    }

    @Test
    void aMoveFromWhereItDidNotStandIsAContradiction() {
        opened("trial");
        moved("active", "grace");
        assertThat(fold.contradictions()).containsExactly("moves on from active when it is trial");
    }

    @Test
    void paidTimeThatLeavesATrialATrialIsAContradiction() {
        opened("trial");
        extended(END, true);
        assertThat(fold.contradictions())
                .containsExactly("is given time that leads to active and is trial");
    }

    @Test
    void aGiftLeavesPaidTimePaid() {
        opened("active");
        extended(END, false);
        assertThat(fold.state()).isEqualTo("active");
        assertThat(fold.contradictions()).isEmpty();
    }

    @Test
    void whatAnEarlierVersionOpenedIsNotComparedButItsEndIs() {
        fold.take("opened", facts(), AT);
        fold.take("extended", facts().put("to", END.toString()), AT);
        moved("trial", "frozen");
        assertThat(fold.state()).isNull();
        assertThat(fold.end()).isEqualTo(END);
        assertThat(fold.contradictions()).isEmpty();
    }

    private void opened(String state) {
        fold.take("opened", facts().put("state", state), AT);
    }

    private void extended(Instant to, boolean paid) {
        fold.take("extended", facts().put("to", to.toString()).put("paid", paid), AT);
    }

    private void moved(String from, String to) {
        ObjectNode facts = facts().put("from", from).put("to", to);
        if (to.equals("frozen")) {
            facts.put("deletes_at", DELETION.toString());
        }
        fold.take("term_moved", facts, AT);
    }

    private static ObjectNode facts() {
        return JsonNodeFactory.instance.objectNode();
    }
}
