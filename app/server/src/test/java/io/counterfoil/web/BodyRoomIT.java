package io.counterfoil.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.platform.Refused;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.junit.jupiter.api.Test;

/** Bodies that have arrived and those that may be in memory. */
class BodyRoomIT {
    private final BodyRoom room = new BodyRoom(Duration.ZERO);

    @Test
    void fourOfTheLargestFormsWithFilesAreInMemoryUntilTheyAreAnswered() {
        List<ContainerRequest> taken = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            taken.add(request());
            read(taken.getLast(), RequestBody.LIMIT);
        }
        ContainerRequest small = request();
        assertThatThrownBy(() -> read(small, 10))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> {
                            assertThat(refused.type().status())
                                    .as("the server's shortage, not the caller's fault")
                                    .isEqualTo(503);
                            assertThat(refused.retryAfter()).isNotNull();
                        });
        answer(small);
        assertThatThrownBy(() -> read(request(), 10))
                .as("who got no room gave none back")
                .isInstanceOf(Refused.class);

        answer(taken.getFirst());
        answer(taken.getFirst());
        assertThat(read(request(), 10)).isEqualTo(new byte[10]);
        assertThatThrownBy(() -> read(request(), RequestBody.LIMIT))
                .as("room is given back once, and a small form takes some of it")
                .isInstanceOf(Refused.class);
    }

    @Test
    void sixteenOfTheLargestOtherBodiesAreInMemoryAndAnyNumberOfSmallOnes() {
        List<ContainerRequest> taken = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            taken.add(request());
            assertThat(plain(taken.getLast(), RequestBody.LIMIT - 1)).hasSize(RequestBody.LIMIT - 1);
        }
        assertThatThrownBy(() -> plain(request(), 100_000)).isInstanceOf(Refused.class);
        for (int i = 0; i < 100; i++) {
            assertThat(plain(request(), 60_000)).hasSize(60_000);
        }
        answer(taken.getFirst());
        assertThat(plain(request(), 100_000)).hasSize(100_000);
    }

    private byte[] plain(ContainerRequestContext request, int bytes) {
        return room.plain(request, new ByteArrayInputStream(new byte[bytes]));
    }

    @Test
    void ofSmallOnesThereAreManyAtATime() {
        for (int i = 0; i < 4_000; i++) {
            assertThat(room.packed(request(), new ByteArrayInputStream(new byte[3_000])))
                    .hasSize(3_000);
        }
    }

    private byte[] read(ContainerRequestContext request, int bytes) {
        return room.packed(request, new ByteArrayInputStream(new byte[bytes]));
    }

    private void answer(ContainerRequest request) {
        room.filter(
                request,
                new ContainerResponse(request, Response.noContent().build()));
    }

    private static ContainerRequest request() {
        URI root = URI.create("http://localhost/");
        return new ContainerRequest(
                root, root.resolve("form"), "POST", null, new MapPropertiesDelegate(), null);
    }
}
