package io.counterfoil;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.counterfoil.access.SessionSettings;
import io.counterfoil.mail.MailSettings;
import io.counterfoil.platform.DatabaseSettings;
import io.counterfoil.signin.openid.OpenIdSettings;
import io.dropwizard.core.Configuration;
import io.dropwizard.util.DataSize;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.Valid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code config.yml} may say, besides Dropwizard's own settings. */
public final class CounterfoilConfiguration extends Configuration {
    @JsonProperty private Path dataFolder = Path.of("data");
    @JsonProperty private Path templates = Path.of("templates");
    @JsonProperty private boolean demo = true;
    @JsonProperty private DatabaseSettings database = DatabaseSettings.embedded();
    @Valid @JsonProperty private StorageSettings node = new StorageSettings();
    @Valid @JsonProperty private List<FurtherNodeSettings> nodes = List.of();
    @JsonProperty private DataSize unlimitedCountsAs = DataSize.gigabytes(50);
    @Valid @JsonProperty private MailSettings mail = new MailSettings();
    @Valid @JsonProperty private SessionSettings sessions = new SessionSettings();
    @Valid @JsonProperty private OpenIdSettings openId = new OpenIdSettings();

    /**
     * Lets folders be relative to the one in which the settings are, so that they are the same ones
     * wherever a command is started.
     *
     * @throws CommandException if there is a data folder where it would have been looked for before
     */
    void relativeTo(Path folder) {
        Path rooted = folder.resolve(dataFolder);
        if (Files.exists(dataFolder) && !Files.exists(rooted)) {
            throw new CommandException(
                    "dataFolder is %s, which counts from the folder of the settings: %s. Nothing is there, but there is one in the folder in which you are: %s. Move it there, or write the whole path of the one that you mean."
                            .formatted(
                                    dataFolder,
                                    rooted.toAbsolutePath().normalize(),
                                    dataFolder.toAbsolutePath().normalize()));
        }
        dataFolder = rooted;
        templates = folder.resolve(templates);
    }

    /** The folder of everything that must survive: database, keys, the node's bytes. */
    public Path dataFolder() {
        return dataFolder;
    }

    /** The folder of layouts, sheets and pages that replace the built-in ones. */
    public Path templates() {
        return templates;
    }

    /** Whether the very first start makes a small world to try things in. */
    public boolean demo() {
        return demo;
    }

    /** Which PostgreSQL to use. */
    public DatabaseSettings database() {
        return database;
    }

    /** The storage node that accounts are put on. */
    public StorageSettings node() {
        return node;
    }

    /** Further ones. */
    public List<FurtherNodeSettings> nodes() {
        return nodes;
    }

    /** As how many bytes a quota without a limit counts where storage is promised. */
    long unlimitedCountsAs() {
        return unlimitedCountsAs.toBytes();
    }

    /** Whether each storage node has a name of its own. */
    @JsonIgnore
    @ValidationMethod(
            message =
                    "two storage nodes of node and nodes have the same name, by which accounts"
                            + " remember theirs: give each its own")
    public boolean isEachNodeNamed() {
        return nodes.stream().map(NodeEntrySettings::name).distinct().count() == nodes.size()
                && nodes.stream().noneMatch(further -> further.name().equals(node.name()));
    }

    /** The mail server that messages go out through. */
    public MailSettings mail() {
        return mail;
    }

    /** How long browsers stay signed in. */
    public SessionSettings sessions() {
        return sessions;
    }

    /** What providers may set up for sign-ins with OpenID Connect. */
    public OpenIdSettings openId() {
        return openId;
    }
}
