package io.counterfoil.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.counterfoil.MovableClock;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import jakarta.validation.ConstraintViolation;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailSettingsTest {

    @Test
    void withoutAHostThereIsNoServer() throws Exception {
        assertThat(faults("{}")).isEmpty();
        try (PostOffice office = PostOffice.of(settings("{}"), new MovableClock())) {
            assertThat(office.open()).isFalse();
        }
    }

    @Test
    void onlyThisMachineIsSpokenToInClear() throws Exception {
        for (String host : List.of("localhost", "127.0.0.1", "::1")) {
            assertThat(faults("{'host': '%s', 'tls': 'none', 'from': 'a@b.example'}".formatted(host)))
                    .as(host)
                    .isEmpty();
        }
        assertThat(faults("{'host': 'localhost.example', 'tls': 'none', 'from': 'a@b.example'}"))
                .singleElement()
                .asString()
                .contains("in clear");
    }

    @Test
    void whatCanNotBeIsSaidInWords() throws Exception {
        assertThat(faults("{'host': 'mail.example'}"))
                .singleElement()
                .asString()
                .contains("from which e-mail address");
        assertThat(faults("{'host': 'mail.example', 'from': 'bäckup@b.example'}"))
                .singleElement()
                .asString()
                .contains("from which e-mail address", "plain letters");
        assertThat(faults("{'host': 'mail.example', 'from': 'a@b.example', 'bounceAddress': 'x'}"))
                .singleElement()
                .asString()
                .contains("bounceAddress");
        assertThat(faults("{'host': 'mail.example', 'from': 'a@b.example', 'certificates': 'none.pem'}"))
                .singleElement()
                .asString()
                .contains("a file that can be read");
        for (String odd : List.of("'port': 0", "'readTimeout': '0s'", "'connectTimeout': '1h'")) {
            assertThat(faults("{'host': 'mail.example', 'from': 'a@b.example', %s}".formatted(odd)))
                    .as(odd)
                    .singleElement()
                    .asString()
                    .contains("port has to be from 1");
        }
    }

    private static List<String> faults(String json) throws JsonProcessingException {
        return Validators.newValidator().validate(settings(json)).stream()
                .map(ConstraintViolation::getMessage)
                .toList();
    }

    private static MailSettings settings(String json) throws JsonProcessingException {
        return Jackson.newObjectMapper().readValue(json.replace('\'', '"'), MailSettings.class);
    }
}
