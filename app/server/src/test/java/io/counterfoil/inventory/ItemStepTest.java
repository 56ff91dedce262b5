package io.counterfoil.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ItemStepTest {
    /** What may follow, written out a second time: by state, not by step. */
    private static final Map<ItemState, List<String>> NEXT =
            Map.ofEntries(
                    Map.entry(
                            ItemState.MINTED,
                            List.of("printed", "spoiled", "missing", "voided", "expired")),
                    Map.entry(
                            ItemState.PRINTED,
                            List.of("spoiled", "shipped", "returned", "voided", "expired")),
                    Map.entry(ItemState.SPOILED, List.of()),
                    Map.entry(ItemState.MISSING, List.of("printed", "voided", "expired")),
                    Map.entry(
                            ItemState.SHIPPED,
                            List.of("received", "returned", "lost", "stolen", "voided", "expired")),
                    Map.entry(
                            ItemState.RECEIVED,
                            List.of(
                                    "activated",
                                    "returned",
                                    "lost",
                                    "stolen",
                                    "voided",
                                    "expired")),
                    Map.entry(
                            ItemState.ACTIVATED,
                            List.of("received", "returned", "redeemed", "voided", "expired")),
                    Map.entry(
                            ItemState.RETURNED,
                            List.of("printed", "lost", "voided", "expired")),
                    Map.entry(ItemState.REDEEMED, List.of()),
                    Map.entry(ItemState.VOIDED, List.of()),
                    Map.entry(ItemState.LOST, List.of("received", "voided", "expired")),
                    Map.entry(ItemState.STOLEN, List.of("received", "voided", "expired")),
                    Map.entry(ItemState.EXPIRED, List.of()));

    @ParameterizedTest
    @EnumSource
    void leadsToExactlyTheStatesThatMayFollow(ItemState from) {
        Set<String> reached =
                Arrays.stream(ItemStep.values())
                        .filter(step -> step.isPossibleIn(from))
                        .map(step -> step.to().label())
                        .collect(Collectors.toSet());
        assertThat(reached).containsExactlyInAnyOrderElementsOf(NEXT.get(from));
    }

    @Test
    void noStepLeavesAFinalState() {
        assertThat(ItemState.values())
                .filteredOn(ItemState::isFinal)
                .containsExactly(
                        ItemState.SPOILED, ItemState.REDEEMED, ItemState.VOIDED, ItemState.EXPIRED);
    }

    @Test
    void aStoredStateIsReadBackAndAnUnknownOneIsAFault() {
        for (ItemState state : ItemState.values()) {
            assertThat(ItemState.of(state.label())).isEqualTo(state);
        }
        assertThatThrownBy(() -> ItemState.of("sold")).isInstanceOf(IllegalArgumentException.class);
    }
}
