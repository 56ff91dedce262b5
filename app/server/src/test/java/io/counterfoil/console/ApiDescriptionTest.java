package io.counterfoil.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** That the service's own schemas have a name each is shown by its start, which describes them. */
class ApiDescriptionTest {

    @Path("/api/v1/cups")
    public static final class CupsResource {
        public record Counts(int cups) {}

        @GET
        public CupsResource.Counts count() {
            return new CupsResource.Counts(1);
        }
    }

    @Path("/api/v1/plates")
    public static final class PlatesResource {
        public record Counts(int plates) {}

        @GET
        public PlatesResource.Counts count() {
            return new PlatesResource.Counts(1);
        }
    }

    @Test
    void twoClassesOfOneNameAreRefused() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> ApiDescription.of(Set.of(CupsResource.class, PlatesResource.class)))
                .withMessageContainingAll(
                        "CupsResource$Counts", "PlatesResource$Counts", "@Schema(name");
    }

    @Test
    void oneClassMayStandInSeveralPlaces() {
        assertThat(schemas(CupsResource.class)).contains("Counts", "Problem");
        assertThat(schemas(PlatesResource.class)).contains("Counts");
    }

    private static List<String> schemas(Class<?> resource) {
        return ApiDescription.of(Set.of(resource))
                .document()
                .at("/components/schemas")
                .propertyStream()
                .map(Map.Entry::getKey)
                .toList();
    }
}
