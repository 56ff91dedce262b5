package io.counterfoil.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RunKeyTest {
    private static final String SEED = "20240229";
    private static final UUID RUN = UUID.fromString("0190a1b2-0000-7000-8000-000000000001");

    private final SecureRandom random = new SecureRandom();
    private final RunKey key = RunKey.generate(random);

    @Property(seed = SEED, tries = 50)
    void whatIsSealedOpensInOrder(@ForAll @IntRange(min = 1, max = 300) int size) {
        RunKey.Block block = new RunKey.Block(RUN, 7, 6 + size);
        List<RedemptionCode> codes = codes(size);

        byte[] sealed = key.seal(block, codes, random);

        assertThat(sealed).hasSize(size * 10 + Seal.OVERHEAD);
        assertThat(
                        new RunKey(key.reveal())
                                .open(block, sealed).stream().map(RedemptionCode::reveal))
                .containsExactlyElementsOf(codes.stream().map(RedemptionCode::reveal).toList());
    }

    @Property(seed = SEED, tries = 200)
    void anAlteredByteIsRefused(
            @ForAll @IntRange(max = 5 * 10 + Seal.OVERHEAD - 1) int place,
            @ForAll @IntRange(max = 7) int bit) {
        RunKey.Block block = new RunKey.Block(RUN, 1, 5);
        byte[] sealed = key.seal(block, codes(5), random);
        sealed[place] ^= (byte) (1 << bit);

        assertThatExceptionOfType(BrokenSealException.class)
                .isThrownBy(() -> key.open(block, sealed));
    }

    @Test
    void aBlockCannotPassForAnother() {
        byte[] sealed = key.seal(new RunKey.Block(RUN, 1, 5), codes(5), random);
        UUID otherRun = UUID.fromString("0190a1b2-0000-7000-8000-000000000002");

        Stream.of(new RunKey.Block(RUN, 6, 10), new RunKey.Block(otherRun, 1, 5))
                .forEach(
                        other ->
                                assertThatExceptionOfType(BrokenSealException.class)
                                        .isThrownBy(() -> key.open(other, sealed)));
    }

    @Test
    void anotherKeyAndACutBlockAreRefused() {
        RunKey.Block block = new RunKey.Block(RUN, 1, 5);
        byte[] sealed = key.seal(block, codes(5), random);

        assertThatExceptionOfType(BrokenSealException.class)
                .isThrownBy(() -> RunKey.generate(random).open(block, sealed));
        assertThatExceptionOfType(BrokenSealException.class)
                .isThrownBy(() -> key.open(block, new byte[3]));
    }

    @Test
    void codesAndSerialsMustBeAsMany() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> key.seal(new RunKey.Block(RUN, 1, 5), codes(4), random))
                .withMessageContaining("5 serials, but 4 codes");
    }

    @Test
    void showsNothingOfItself() {
        assertThat(key.toString()).isEqualTo("RunKey[hidden]");
    }

    private List<RedemptionCode> codes(int size) {
        CodeGenerator generator = new CodeGenerator(random);
        return Stream.generate(generator::next).limit(size).toList();
    }
}
