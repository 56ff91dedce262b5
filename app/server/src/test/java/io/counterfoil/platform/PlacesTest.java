package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacesTest {
    @Test
    void nobodyHasMoreThanTheirShareNorAllTogetherMoreThanThereAre() {
        Places<String> places = new Places<>(3, 2);
        assertThat(places.take("one")).isTrue();
        assertThat(places.take("one")).isTrue();
        assertThat(places.take("one")).isFalse();
        assertThat(places.take("other")).isTrue();
        assertThat(places.take("other")).isFalse();
        places.giveBack("one");
        assertThat(places.take("other")).isTrue();
        assertThat(places.take("one")).isFalse();
    }
}
