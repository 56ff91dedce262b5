package io.counterfoil.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.node.contract.AccountSpec;
import io.counterfoil.node.contract.AccountState;
import io.counterfoil.node.contract.AccountStatus;
import io.counterfoil.node.contract.ContractJson;
import io.counterfoil.node.contract.Credential;
import io.counterfoil.node.contract.Scope;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminIT {
    @TempDir Path folder;

    @Test
    void aPutAccountIsThereAfterARestart() throws Exception {
        UUID id = UUID.randomUUID();
        AccountSpec spec =
                new AccountSpec(
                        1,
                        1L << 30,
                        null,
                        null,
                        AccountState.OPEN,
                        List.of(Credential.of("anna", "secret", Scope.FULL)));
        try (StorageNode node = StorageNode.start(NodeSettings.in(folder))) {
            HttpResponse<String> put = send(node, "PUT", "admin/accounts/" + id, spec);
            assertThat(put.statusCode()).as(put.body()).isEqualTo(200);
        }
        try (StorageNode node = StorageNode.start(NodeSettings.in(folder))) {
            HttpResponse<String> got = send(node, "GET", "admin/accounts/" + id, null);
            assertThat(got.statusCode()).isEqualTo(200);
            AccountStatus status = ContractJson.strict().readValue(got.body(), AccountStatus.class);
            assertThat(status.spec()).isEqualTo(spec);
        }
    }

    private static HttpResponse<String> send(
            StorageNode node, String method, String path, @Nullable AccountSpec spec)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(node.adminUrl().resolve(path))
                        .header("Authorization", node.key().authorization())
                        .method(
                                method,
                                spec == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(
                                                ContractJson.strict().writeValueAsBytes(spec)))
                        .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
