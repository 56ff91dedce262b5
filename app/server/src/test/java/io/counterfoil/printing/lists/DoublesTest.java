package io.counterfoil.printing.lists;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.codes.SerialNumber;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DoublesTest {
    private static final int MANY = 200_000;

    private final Doubles doubles = new Doubles();

    @Test
    void namesTheLineWhereASerialStoodFirst() {
        assertThat(doubles.first("A-1", 2)).isEmpty();
        assertThat(doubles.first("A-2", 3)).isEmpty();
        assertThat(doubles.first("A-1", 4)).hasValue(2);
        assertThat(doubles.first("A-1", 5)).hasValue(2);
    }

    @Test
    void tellsNumbersApartThatDifferInTheirZerosOnly() {
        for (String serial : new String[] {"1", "01", "001", "", "0", "1234567890123456789"}) {
            assertThat(doubles.first(serial, 2)).as(serial).isEmpty();
        }
    }

    @Test
    void findsEachOfManyAndNoneThatIsNotThere() {
        for (int i = 1; i <= MANY; i++) {
            assertThat(doubles.first(SerialNumber.of(100_000, i).toString(), i)).isEmpty();
            assertThat(doubles.first("own " + i, i)).isEmpty();
        }
        for (int i = 1; i <= MANY; i++) {
            OptionalInt first = doubles.first(SerialNumber.of(100_000, i).toString(), MANY + i);
            assertThat(first).hasValue(i);
            assertThat(doubles.first("own " + i, MANY + i)).hasValue(i);
        }
    }
}
