package io.counterfoil;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.counterfoil.node.NodeSettings;
import io.counterfoil.node.contract.NodeKey;
import io.counterfoil.provisioning.NodeEntry;
import io.counterfoil.provisioning.Offer;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import jakarta.validation.ConstraintViolation;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageSettingsTest {
    private static final Path FOLDER = Path.of("node");
    private static final String EVERYWHERE =
            "{'host': '0.0.0.0', 'publicUrl': 'https://storage.example.com/'}";
    private static final String ELSEWHERE =
            """
            {'start': false, 'name': 'north', 'adminUrl': 'https://10.0.0.7:9001/',
             'publicUrl': 'https://north.example.com/', 'keyFile': '/etc/counterfoil/north.key'}
            """;

    private static final String FURTHER =
            """
            {'name': 'north', 'adminUrl': 'https://10.0.0.7:9001/',
             'publicUrl': 'https://north.example.com/', 'keyFile': '/etc/counterfoil/north.key'}
            """;

    @Test
    void aNodeIsAdministeredOverLoopbackThoughCustomersReachItFromEverywhere() throws Exception {
        NodeSettings node = settings(EVERYWHERE).in(FOLDER);
        assertThat(node.data().getHostString()).isEqualTo("0.0.0.0");
        assertThat(node.admin().getHostString()).isEqualTo("127.0.0.1");
    }

    @Test
    void aNodeIsAdministeredAtAnotherAddressOfThisMachineWhereThatIsSaid() throws Exception {
        String given = "{'adminHost': '127.0.0.7', 'adminPort': 9000}";
        NodeSettings node = settings(given).in(FOLDER);
        assertThat(node.data().getHostString()).isEqualTo("127.0.0.1");
        assertThat(node.admin().getHostString()).isEqualTo("127.0.0.7");
        assertThat(node.admin().getPort()).isEqualTo(9000);
        assertThat(faults(given)).isEmpty();
    }

    @Test
    void anAddressOfTheNewerKindHasBracketsInAUrl(@TempDir Path folder) throws Exception {
        NodeKey.readOrCreate(folder.resolve("node.key"), new SecureRandom());
        for (String host : List.of("::1", "[::1]")) {
            NodeEntry node = settings("{'adminHost': '%s'}".formatted(host)).there(folder);
            assertThat(node.adminUrl()).as(host).hasToString("http://[::1]:8701/");
        }
    }

    @Test
    void anAddressThatIsLeftOverFromANodeElsewhereDoesNotCount() throws Exception {
        assertThat(faults("{'adminUrl': 'http://10.0.0.7:9001/'}")).isEmpty();
    }

    @Test
    void noKeyOfANodeGoesOverTheNetworkInClear() throws Exception {
        for (String host : List.of(
                        "10.0.0.7",
                        "0.0.0.0",
                        "::",
                        "",
                        "127.0.0.1.example.com",
                        "127.0.0.256",
                        "127.0.1",
                        "[::1")) {
            assertThat(faults("{'adminHost': '%s'}".formatted(host)))
                    .as(host)
                    .singleElement()
                    .asString()
                    .contains("in clear. Leave it at 127.0.0.1");
        }
        for (String host : List.of("127.255.0.9", "LocalHost", "::1", "0:0:0:0:0:0:0:1")) {
            assertThat(faults("{'adminHost': '%s'}".formatted(host))).as(host).isEmpty();
        }
        String clear = ELSEWHERE.replace("https://10.0.0.7:9001/", "http://%s:9001/");
        for (String host : List.of("10.0.0.7", "node", "localhost.example.com", "[::2]")) {
            assertThat(faults(clear.formatted(host)))
                    .as(host)
                    .singleElement()
                    .asString()
                    .contains("would go there in clear. Make the node's admin connector type: tls");
        }
        for (String host : List.of("127.0.0.1", "LOCALHOST", "[::1]", "[0:0:0:0:0:0:0:1]")) {
            assertThat(faults(clear.formatted(host))).as(host).isEmpty();
        }
        assertThat(
                        allFaults(
                                "{'nodes': [%s]}"
                                        .formatted(FURTHER.replace("https://10", "http://10"))))
                .singleElement()
                .asString()
                .contains("in clear");
    }

    @Test
    void aNodeElsewhereHasBothAddressesAndAKey() throws Exception {
        StorageSettings elsewhere = settings(ELSEWHERE);
        assertThat(elsewhere.adminUrl()).isEqualTo(URI.create("https://10.0.0.7:9001/"));
        assertThat(elsewhere.publicUrl()).isEqualTo(URI.create("https://north.example.com/"));
        assertThat(elsewhere.keyFile()).isEqualTo(Path.of("/etc/counterfoil/north.key"));
        assertThat(faults(ELSEWHERE)).isEmpty();
        assertThat(faults(ELSEWHERE.replace("keyFile", "name")))
                .singleElement()
                .asString()
                .contains("keyFile");
    }

    @Test
    void aNodeElsewhereMayHaveAnAuthorityOfItsOwn() throws Exception {
        String trusting = "{'certificates': '/nowhere/ca.pem'}";
        assertThat(settings("{}").certificates()).isEmpty();
        assertThat(settings(trusting).certificates()).hasValue(Path.of("/nowhere/ca.pem"));
        assertThat(faults(trusting))
                .singleElement()
                .asString()
                .contains("certificates has to name a file");
    }

    @Test
    void theShippedNodeIsInOrderAndOneThatCustomersCanNotFindIsNot() throws Exception {
        assertThat(faults("{}")).isEmpty();
        assertThat(faults(EVERYWHERE)).isEmpty();
        assertThat(faults("{'host': '0.0.0.0'}"))
                .singleElement()
                .asString()
                .contains("publicUrl has to say how customers reach");
    }

    @Test
    void anAddressThatIsNoneIsRefusedInWords() throws Exception {
        for (String address :
                List.of(
                        "north.example.com",
                        "https://north.example.com",
                        "https://me:secret@north.example.com/",
                        "ftp://north.example.com/",
                        "https://north example/")) {
            assertThat(faults(ELSEWHERE.replace("https://north.example.com/", address)))
                    .as(address)
                    .singleElement()
                    .asString()
                    .contains("with a slash at the end")
                    .doesNotContain("secret");
        }
    }

    @Test
    void furtherNodesRunByThemselvesAndHaveNamesOfTheirOwn() throws Exception {
        String south = FURTHER.replace("north", "south");
        assertThat(allFaults("{'nodes': [%s, %s]}".formatted(FURTHER, south))).isEmpty();
        assertThat(allFaults("{'nodes': [%s, %s]}".formatted(FURTHER, FURTHER)))
                .singleElement()
                .asString()
                .contains("the same name");
        assertThat(allFaults("{'nodes': [%s]}".formatted(FURTHER.replace("north", "local"))))
                .singleElement()
                .asString()
                .contains("the same name");
        assertThat(allFaults("{'nodes': [{'name': 'north'}]}"))
                .singleElement()
                .asString()
                .contains("adminUrl, publicUrl and keyFile");
        assertThat(allFaults("{'nodes': [%s]}".formatted(FURTHER.replace("'name'", "'keyFile'"))))
                .anySatisfy(fault -> assertThat(fault).contains("name has to say"));
    }

    @Test
    void aNodeTakesAccountsWithoutALimitUnlessOneIsSet() throws Exception {
        assertThat(settings("{}").offer()).isEqualTo(Offer.UNLIMITED);
        assertThat(settings("{'accepts': false, 'overSubscription': 1.5}").offer())
                .isEqualTo(new Offer(false, new BigDecimal("1.5")));
        assertThat(faults("{'overSubscription': 0.1}")).isEmpty();
        assertThat(faults("{'overSubscription': 0}")).hasSize(1);
    }

    private static List<String> faults(String json) throws JsonProcessingException {
        return faultsOf(settings(json));
    }

    private static List<String> allFaults(String json) throws JsonProcessingException {
        return faultsOf(
                Jackson.newObjectMapper()
                        .readValue(json.replace('\'', '"'), CounterfoilConfiguration.class));
    }

    private static List<String> faultsOf(Object settings) {
        return Validators.newValidator().validate(settings).stream()
                .map(ConstraintViolation::getMessage)
                .toList();
    }

    private static StorageSettings settings(String json) throws JsonProcessingException {
        return Jackson.newObjectMapper().readValue(json.replace('\'', '"'), StorageSettings.class);
    }
}
