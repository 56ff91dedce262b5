package io.counterfoil.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.Capacity;
import io.counterfoil.node.contract.ContractJson;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.Pool;
import io.counterfoil.node.contract.Scope;
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
