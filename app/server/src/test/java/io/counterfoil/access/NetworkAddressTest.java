package io.counterfoil.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkAddressTest {

    @Test
    void anIpv4AddressIsItself() {
        assertThat(NetworkAddress.of("192.0.2.1").text()).isEqualTo("192.0.2.1");
        assertThat(NetworkAddress.of("::ffff:192.0.2.1")).isEqualTo(NetworkAddress.of("192.0.2.1"));
        assertThat(NetworkAddress.of("192.0.2.1")).isNotEqualTo(NetworkAddress.of("192.0.2.2"));
    }

    @Test
    void ofAnIpv6AddressTheFirst64BitsCount() {
        NetworkAddress address = NetworkAddress.of("2001:db8:1:2::1");
        assertThat(NetworkAddress.of("2001:db8:1:2:ffff:ffff:ffff:ffff")).isEqualTo(address);
        assertThat(NetworkAddress.of("[2001:db8:1:2::9]")).isEqualTo(address);
        assertThat(NetworkAddress.of("2001:db8:1:3::1")).isNotEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "unknown", "_hidden", "localhost", "example.com", "1.2.3", "01.2.3.4.5",
                        "2130706433",
                "0x7f.1", "[", "[]", "a:b", "192.0.2.1:80", "192.0.2.1, 192.0.2.2", "\u0661.2.3.4.",
                        "\0"
            })
    void allThatIsNoLiteralIsTheSameAndNothingIsLookedUp(String text) {
        assertThat(NetworkAddress.of(text)).isEqualTo(NetworkAddress.of("nonsense"));
    }
}
