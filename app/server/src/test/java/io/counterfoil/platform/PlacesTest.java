package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.platform.Places.Wish;
import org.junit.jupiter.api.Test;

class PlacesTest {
    @Test
    void nobodyHasMoreThanTheirShareNorAllTogetherMoreThanThereAre() {
        Places<String> places = new Places<>(3, 2);
        assertThat(places.take("one")).isEqualTo(Wish.GRANTED);
        assertThat(places.take("one")).isEqualTo(Wish.GRANTED);
        assertThat(places.take("one")).isEqualTo(Wish.TOO_MANY);
        assertThat(places.take("other")).isEqualTo(Wish.GRANTED);
        assertThat(places.take("other")).isEqualTo(Wish.NONE_FREE);
        assertThat(places.take("one")).as("whose own are too many").isEqualTo(Wish.TOO_MANY);
        places.giveBack("one");
        assertThat(places.take("other")).isEqualTo(Wish.GRANTED);
        assertThat(places.take("one")).isEqualTo(Wish.NONE_FREE);
    }
}
