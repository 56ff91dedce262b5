package io.counterfoil;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.configuration.YamlConfigurationFactory;
import jakarta.validation.Validator;
import java.io.IOException;
import java.nio.file.Path;

/** Reads {@code config.yml} as Dropwizard does; what is relative in it counts from its folder. */
final class SettingsReader extends YamlConfigurationFactory<CounterfoilConfiguration> {

    SettingsReader(
            Class<CounterfoilConfiguration> type,
            Validator validator,
            ObjectMapper mapper,
            String prefix) {
        super(type, validator, mapper, prefix);
    }

    @Override
    public CounterfoilConfiguration build(ConfigurationSourceProvider provider, String file)
            throws IOException, ConfigurationException {
        CounterfoilConfiguration settings = super.build(provider, file);
        Path folder = Path.of(file).getParent();
        if (folder != null) {
            settings.relativeTo(folder);
        }
        return settings;
    }
}
