package io.counterfoil.signin.openid;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses only, so that no name is looked up. */
class OutgoingTest {
    private static final String PUBLIC = "https://8.8.8.8/realms/harbour";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1",
                "https://[::1]",
                "https://0.0.0.0",
                "https://10.1.2.3",
                "https://172.16.0.1",
                "https://192.168.1.1",
                "https://100.64.0.1",
                "https://169.254.169.254",
                "https://[fd00::1]",
                "https://[fe80::1]",
                "https://[::ffff:10.0.0.1]",
                "https://[2002:a00:1::1]",
                "https://224.0.0.1"
            })
    void addressesOfPrivateNetworksAreAskedOnlyWhereTheyAreAllowed(String uri) {
        assertThatThrownBy(() -> new Outgoing(false).check(URI.create(uri)))
                .isInstanceOf(Outgoing.NotThere.class)
                .hasMessageContaining("private network");
        assertThatCode(() -> new Outgoing(true).check(URI.create(uri))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://8.8.8.8",
                "ftp://8.8.8.8",
                "https://owner@8.8.8.8",
                "file:///etc/passwd",
                "https:nothing"
            })
    void whatIsNoAddressWithTlsIsNeverAsked(String uri) {
        for (boolean localNetwork : new boolean[] {false, true}) {
            assertThatThrownBy(() -> new Outgoing(localNetwork).check(URI.create(uri)))
                    .isInstanceOf(Outgoing.NotThere.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPublicAddressWithTlsIsAsked(boolean localNetwork) {
        assertThatCode(() -> new Outgoing(localNetwork).check(URI.create(PUBLIC)))
                .doesNotThrowAnyException();
    }
}
