package io.counterfoil.inventory;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SerialsTest {

    @Test
    void eachWrongNumberIsNamedWithItsPlace() {
        assertThatThrownBy(() -> read(List.of("123", "10000000000019", "456")))
                .asInstanceOf(type(Refused.class))
                .extracting(Refused::fields, LIST)
                .extracting("field")
                .containsExactly("serials[0]", "serials[2]");
    }

    @Test
    void ofVeryManyWrongNumbersTheFirstTenAreNamed() {
        assertThatThrownBy(() -> read(Collections.nCopies(1_000, "x")))
                .asInstanceOf(type(Refused.class))
                .extracting(Refused::fields, LIST)
                .hasSize(10);
    }

    private static void read(List<String> serials) {
        Fields fields = new Fields();
        Serials.ranges(fields, "serials", List.copyOf(serials));
        fields.done();
    }
}
