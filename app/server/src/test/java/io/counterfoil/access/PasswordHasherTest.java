package io.counterfoil.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {
    private final PasswordHasher hasher = new PasswordHasher(new SecureRandom());

    @Test
    void aHashCostsWhatOwaspAdvisesAndHasASaltOfItsOwn() {
        String hash = hasher.hash("correct horse battery");
        assertThat(hash).startsWith("argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hasher.matches("correct horse battery", hash)).isTrue();
        assertThat(hasher.matches("correct horse batterz", hash)).isFalse();
        assertThat(hasher.hash("correct horse battery")).isNotEqualTo(hash);
    }

    @Test
    void aHashOfAnotherCostStaysGood() {
        PasswordHasher other =
                new PasswordHasher(new SecureRandom(), new PasswordHasher.Cost(64, 1));
        String hash = other.hash("correct horse battery");
        assertThat(hash).startsWith("argon2id$v=19$m=64,t=1,p=1$");
        assertThat(hasher.matches("correct horse battery", hash)).isTrue();
        assertThat(hasher.matches("correct horse batterz", hash)).isFalse();
    }

    @Test
    void aHashOfAnotherKindIsNoWrongPassword() {
        for (String hash : new String[] {"", "argon2i$v=19$m=64,t=1,p=1$salt$hash", "$2a$10$x"}) {
            assertThatThrownBy(() -> hasher.matches("correct horse battery", hash))
                    .hasMessageContaining("unknown form");
        }
    }
}
