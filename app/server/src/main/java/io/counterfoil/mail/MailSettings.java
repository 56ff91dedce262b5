package io.counterfoil.mail;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.ValidationMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The mail server that messages go out through; without a host there is none. */
public final class MailSettings {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1|\\[::1]");
    private static final int HIGHEST_PORT = 65_535;

    @JsonProperty private String host = "";
    @JsonProperty private int port = 587;
    @JsonProperty private Encryption tls = Encryption.STARTTLS;
    @JsonProperty private String certificates = "";
    @JsonProperty private String username = "";
    @JsonProperty private String password = "";
    @JsonProperty private String from = "";
    @JsonProperty private String bounceAddress = "";
    @JsonProperty private Duration connectTimeout = Duration.seconds(10);
    @JsonProperty private Duration readTimeout = Duration.seconds(60);

    /** How the way to the mail server is encrypted; its certificate is always checked. */
    public enum Encryption {
        /** After a first word in clear; a server that does not offer it is not spoken to. */
        STARTTLS,
        /** From the beginning. */
        TLS,
        /** Not at all: for a mail server on this machine. */
        NONE
    }

    /** Whether there is a mail server. */
    boolean given() {
        return !host.isBlank();
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    Encryption tls() {
        return tls;
    }

    /** A file with certificates (PEM) to trust instead of those that the JVM trusts. */
    Optional<Path> certificates() {
        return certificates.isBlank() ? Optional.empty() : Optional.of(Path.of(certificates));
    }

    /** Empty: the mail server asks for none. */
    String username() {
        return username;
    }

    String password() {
        return password;
    }

    /** From which address messages of providers come that have none of their own. */
    public String from() {
        return from;
    }

    /** To which address mail servers send messages back; empty: to the one that they come from. */
    String bounceAddress() {
        return bounceAddress;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    /** How long the server may take to answer, or to take in what is sent. */
    Duration readTimeout() {
        return readTimeout;
    }

    /** Whether nobody can read along. */
    @JsonIgnore
    @ValidationMethod(
            message =
                    "tls is none, but host is another machine: messages with passwords would go"
                            + " there in clear. Use starttls or tls")
    public boolean isPrivate() {
        return !given() || tls != Encryption.NONE || LOOPBACK.matcher(host).matches();
    }

    /** Whether messages have a sender. */
    @JsonIgnore
    @ValidationMethod(
            message =
                    "from has to say from which e-mail address messages come, with nothing but"
                            + " plain letters, digits and signs before the @")
    public boolean isFromSomebody() {
        return !given() || MailAddresses.works(from);
    }

    /** Whether messages come back to somebody, if not to their sender. */
    @JsonIgnore
    @ValidationMethod(
            message =
                    "bounceAddress, if it is there, has to be an e-mail address, with nothing but"
                            + " plain letters, digits and signs before the @")
    public boolean isReturningToSomebody() {
        return !given() || bounceAddress.isBlank() || MailAddresses.works(bounceAddress);
    }

    /** Whether the certificates to trust are there. */
    @JsonIgnore
    @ValidationMethod(message = "certificates has to name a file that can be read")
    public boolean isTrusting() {
        return certificates().map(Files::isReadable).orElse(true);
    }

    /** Whether the numbers can be. */
    @JsonIgnore
    @ValidationMethod(
            message =
                    "port has to be from 1 to 65535, and connectTimeout and readTimeout from 1"
                            + " second to 10 minutes")
    public boolean isWithinBounds() {
        return port > 0 && port <= HIGHEST_PORT && bounded(connectTimeout) && bounded(readTimeout);
    }

    private static boolean bounded(Duration duration) {
        return duration.toMilliseconds() >= Duration.seconds(1).toMilliseconds()
                && duration.toMilliseconds() <= Duration.minutes(10).toMilliseconds();
    }
}
