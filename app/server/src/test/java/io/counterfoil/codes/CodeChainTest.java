package io.counterfoil.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CodeChainTest {
    private static final byte[] NOTHING = {};

    @Test
    void oneByOneOrBlockByBlockTheChainIsTheSame() {
        List<CodeDigest> codes = codes(CodeChain.BLOCK + 7);
        List<CodeDigest> first = codes.subList(0, CodeChain.BLOCK);
        List<CodeDigest> rest = codes.subList(CodeChain.BLOCK, codes.size());

        assertThat(CodeChain.of(codes))
                .isEqualTo(CodeChain.of(CodeChain.of(NOTHING, first), rest))
                .hasSize(32);
        assertThat(CodeChain.of(first)).isEqualTo(CodeChain.of(NOTHING, first));
    }

    @Test
    void anotherCodeOrAnotherOrderGivesAnotherChain() {
        List<CodeDigest> codes = codes(3);

        assertThat(CodeChain.of(codes))
                .isNotEqualTo(CodeChain.of(codes(4)))
                .isNotEqualTo(CodeChain.of(codes.reversed()))
                .isNotEqualTo(CodeChain.of(codes.subList(0, 2)));
        assertThat(CodeChain.of(List.of())).isEmpty();
    }

    private static List<CodeDigest> codes(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        at ->
                                new CodeDigest(
                                        ByteBuffer.allocate(CodeDigest.BYTES).putInt(at).array()))
                .toList();
    }
}
