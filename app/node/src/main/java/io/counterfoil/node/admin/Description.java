package io.counterfoil.node.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The contract in words for people and programs, as OpenAPI; written by hand in YAML. */
final class Description {
    private static final String FILE = "contract.yml";

    private Description() {}

    static JsonNode read() {
        try (InputStream yaml =
                Objects.requireNonNull(Description.class.getResourceAsStream(FILE), FILE)) {
            return new YAMLMapper().readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " in the program can't be read", e);
        }
    }
}
