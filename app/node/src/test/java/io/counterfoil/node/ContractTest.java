package io.counterfoil.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Capacity;
import io.counterfoil.node.contract.ContractJson;
import io.counterfoil.node.contract.ContractVersion;
import io.counterfoil.node.contract.Copy;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.MovedTo;
import io.counterfoil.node.contract.Pool;
import io.counterfoil.node.contract.Scope;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ContractTest {
    private static final UUID POOL = UUID.fromString("0192f0c4-0000-7000-8000-000000000001");

    @Test
    void theWireFormIsTheContracts() throws Exception {
        AccountSpec spec =
                new AccountSpec(
                        3,
                        10L,
                        null,
                        new Pool(POOL, 20),
                        AccountState.FROZEN,
                        List.of(Credential.of("anna", "secret", Scope.APPEND)));
        String json = ContractJson.strict().writeValueAsString(spec);
        assertThat(json)
                .isEqualTo(
                        """
                        {"version":3,"hard_quota_bytes":10,\
                        "pool":{"id":"0192f0c4-0000-7000-8000-000000000001","hard_quota_bytes":20},\
                        "state":"frozen","credentials":[{"id":"anna","digest":\
                        "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b",\
                        "scope":"append"}]}\
                        """);
        assertThat(ContractJson.strict().readValue(json, AccountSpec.class)).isEqualTo(spec);
    }

    @Test
    void whatAnOlderNodeSaysIsRead() throws Exception {
        String json =
                """
                {"id":"0192f0c4-0000-7000-8000-000000000001",
                 "spec":{"version":1,"state":"open","credentials":[]},
                 "usage":{"bytes":5,"repositories":1,
                          "objects":{"config":1,"data":0,"index":0,"keys":0,"locks":0,"snapshots":0}}}
                """;
        AccountStatus status = ContractJson.lenient().readValue(json, AccountStatus.class);
        assertThat(status.spec().keepDeletedSeconds()).isNull();
        assertThat(status.usage().deleted()).isNull();
        assertThat(status.usage().damaged()).isNull();
        assertThat(status.undelete()).isNull();
    }

    @Test
    void aSpecificationThatKeepsNothingIsWhatOlderNodesKnow() throws Exception {
        AccountSpec spec = new AccountSpec(1, null, null, null, AccountState.OPEN, List.of());
        assertThat(ContractJson.strict().writeValueAsString(spec))
                .isEqualTo("{\"version\":1,\"state\":\"open\",\"credentials\":[]}");
        for (long wrong : new long[] {0, -1, 3651L * 24 * 60 * 60}) {
            assertThatThrownBy(
                            () ->
                                    new AccountSpec(
                                            1,
                                            null,
                                            null,
                                            null,
                                            AccountState.OPEN,
                                            wrong,
                                            List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("keep_deleted_seconds");
        }
    }

    @Test
    void anAccountThatMovedSaysWhereItIs() throws Exception {
        String json =
                """
                {"version":2,"state":"moved","moved_to":{"url":"https://b.example/","copy":"dropped"},\
                "credentials":[]}\
                """;
        AccountSpec spec = ContractJson.strict().readValue(json, AccountSpec.class);
        assertThat(spec.movedTo())
                .isEqualTo(new MovedTo(URI.create("https://b.example/"), MovedTo.Kept.DROPPED));
        assertThat(ContractJson.strict().writeValueAsString(spec)).isEqualTo(json);
        for (String wrong :
                List.of(
                        json.replace("moved\"", "open\""),
                        json.replace(
                                "\"moved_to\":{\"url\":\"https://b.example/\",\"copy\":\"dropped\"},", ""),
                        json.replace("https://b.example/", "https://b.example"),
                        json.replace("https://b.example/", "https://anna:secret@b.example/"),
                        json.replace("https://b.example/", "ftp://b.example/"),
                        json.replace(",\"copy\":\"dropped\"", ""))) {
            assertThatThrownBy(() -> ContractJson.strict().readValue(wrong, AccountSpec.class))
                    .as(wrong)
                    .hasMessageContaining("moved_to")
                    .message()
                    .doesNotContain("secret");
        }
    }

    @Test
    void thePasswordOfASourceIsNeverPrinted() throws Exception {
        String json =
                """
                {"id":"0192f0c4-0000-7000-8000-000000000001",
                 "from":{"url":"https://a.example/","user":"copy-1","password":"top-secret"},
                 "repositories":["","laptop/"],"exact":false}
                """;
        Copy.Request request = ContractJson.strict().readValue(json, Copy.Request.class);
        assertThat(request.from().password()).isEqualTo("top-secret");
        assertThat(request.toString()).contains("copy-1").doesNotContain("top-secret");
    }

    @Test
    void aVersionOfTheContractIsAWholeNumber() {
        assertThat(ContractVersion.read("2")).hasValue(2);
        assertThat(ContractVersion.read("two")).isEmpty();
        assertThat(ContractVersion.read("0")).isEmpty();
    }

    @Test
    void theClientPassesOverWhatANewerNodeAdds() throws Exception {
        String json =
                """
                {"total_bytes":5,"usable_bytes":4,"used_bytes":3,"promised_bytes":2,"accounts":1,"colour":"red"}
                """;
        assertThat(ContractJson.lenient().readValue(json, Capacity.class))
                .isEqualTo(new Capacity(5, 4, 3, 2, 1, null));
        assertThatThrownBy(() -> ContractJson.strict().readValue(json, Capacity.class))
                .hasMessageContaining("colour");
    }

    @Test
    void aDigestIsNeverPrinted() {
        Credential credential = Credential.of("anna", "secret", Scope.FULL);
        assertThat(credential.toString()).contains("anna").doesNotContain(credential.digest());
    }

    @Test
    void oneCredentialTwiceIsAMistake() {
        Credential credential = Credential.of("anna", "secret", Scope.FULL);
        assertThatThrownBy(
                        () ->
                                new AccountSpec(
                                        1,
                                        null,
                                        null,
                                        null,
                                        AccountState.OPEN,
                                        List.of(credential, credential)))
                .hasMessageContaining("anna twice");
    }
}
