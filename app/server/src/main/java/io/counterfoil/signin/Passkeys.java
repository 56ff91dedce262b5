package io.counterfoil.signin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.AuthenticatorAttestationResponse;
import com.yubico.webauthn.data.AuthenticatorSelectionCriteria;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.ClientRegistrationExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.PublicKeyCredentialParameters;
import com.yubico.webauthn.data.PublicKeyCredentialRequestOptions;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.ResidentKeyRequirement;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.RegistrationFailedException;
import io.counterfoil.access.Provider;
import io.counterfoil.access.Providers;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Ids;
import io.counterfoil.platform.ProblemType;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.platform.Tx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Passkeys (WebAuthn): devices and password managers that prove by a signature who somebody is, at
 * the provider's web address only. Each asks for finger, face or PIN, so that it is two proofs at
 * once and needs no password.
 */
public final class Passkeys {
    private static final int LONGEST_NAME = 60;
    private static final int MOST = 20;
    private static final Pattern PORT = Pattern.compile(":[0-9]+$");

    private final Providers providers;
    private final Challenges challenges;
    private final Notices notices;
    private final Ids ids;

    /** Passkeys for the pages of {@code providers}, which answer {@code challenges}. */
    public Passkeys(Providers providers, Challenges challenges, Notices notices, Ids ids) {
        this.providers = providers;
        this.challenges = challenges;
        this.notices = notices;
        this.ids = ids;
    }

    /** Somebody's passkeys. */
    List<Passkey> of(Tx tx, UUID person) {
        return new PasskeyRepository(tx).list(person);
    }

    /** What a browser is asked to make a passkey with, as JSON. */
    String registration(Tx tx, Person person) {
        try {
            return creation(tx, person, new ByteArray(challenges.next(tx.provider(), tx.now())))
                    .toCredentialsCreateJson();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a browser is asked to sign with any passkey for this address, as JSON. */
    String assertion(Tx tx) {
        try {
            return request(tx, new ByteArray(challenges.next(tx.provider(), tx.now())))
                    .toCredentialsGetJson();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Adds a passkey.
     *
     * @param name what its owner calls it
     * @param answer of the browser, as JSON
     * @throws Refused if the name is missing, the answer is not that of a new passkey, or there are
     *     too many
     */
    void register(Tx tx, Person person, @Nullable String name, String answer) {
        Fields fields = new Fields();
        String called = fields.text("name", name, LONGEST_NAME);
        fields.done();
        PasskeyRepository repository = new PasskeyRepository(tx);
        if (repository.list(person.id()).size() >= MOST) {
            throw new Refused(
                    ProblemType.CONFLICT,
                    Text.of(
                            "You have {number} passkeys. Remove one that you don't use.",
                            "number",
                            MOST));
        }
        RegistrationResult made = made(tx, person, answer);
        boolean added =
                repository.insert(
                        ids.next(),
                        person,
                        called,
                        RegisteredCredential.builder()
                                .credentialId(made.getKeyId().getId())
                                .userHandle(PasskeyRepository.handle(person.id()))
                                .publicKeyCose(made.getPublicKeyCose())
                                .signatureCount(made.getSignatureCount())
                                .build());
        if (!added) {
            throw notTaken();
        }
        notices.changed(tx, person, Notices.Change.PASSKEY_ADDED);
    }

    /** Removes one of somebody's passkeys. Doing it again changes nothing. */
    void remove(Tx tx, Person person, UUID id) {
        if (new PasskeyRepository(tx).remove(person.id(), id).isPresent()) {
            notices.changed(tx, person, Notices.Change.PASSKEY_REMOVED);
        }
    }

    /**
     * Whose passkey gave this answer.
     *
     * @throws Refused if it is none that is known here
     */
    PasskeyRepository.Owner proved(Tx tx, String answer) {
        PublicKeyCredential<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs> signed;
        try {
            signed =
                    said(PublicKeyCredential.parseAssertionResponseJson(answer))
                            .orElseThrow(Passkeys::notKnown);
        } catch (IOException | IllegalArgumentException e) {
            throw notKnown();
        }
        ByteArray challenge = signed.getResponse().getClientData().getChallenge();
        if (!challenges.use(tx, challenge.getBytes())) {
            throw notKnown();
        }
        PasskeyRepository repository = new PasskeyRepository(tx);
        try {
            AssertionResult result =
                    party(tx)
                            .finishAssertion(
                                    FinishAssertionOptions.builder()
                                            .request(request(tx, challenge))
                                            .response(signed)
                                            .build());
            if (!result.isSuccess()) {
                throw notKnown();
            }
            repository.used(signed.getId(), result.getSignatureCount());
            return repository.owner(signed.getId()).orElseThrow(Passkeys::notKnown);
        } catch (AssertionFailedException | IllegalArgumentException e) {
            throw notKnown();
        }
    }

    /** In the system scope: forgets challenges that are too old to count anyway. */
    public void forgetOld(Tx tx) {
        challenges.forgetOld(tx);
    }

    private RegistrationResult made(Tx tx, Person person, String answer) {
        try {
            PublicKeyCredential<
                            AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs>
                    made =
                            said(PublicKeyCredential.parseRegistrationResponseJson(answer))
                                    .orElseThrow(Passkeys::notTaken);
            ByteArray challenge = made.getResponse().getClientData().getChallenge();
            if (!challenges.use(tx, challenge.getBytes())) {
                throw notTaken();
            }
            return party(tx)
                    .finishRegistration(
                            FinishRegistrationOptions.builder()
                                    .request(creation(tx, person, challenge))
                                    .response(made)
                                    .build());
        } catch (IOException | IllegalArgumentException | RegistrationFailedException e) {
            throw notTaken();
        }
    }

    /** The library reads the JSON text null as nothing at all. */
    private static <T> Optional<T> said(@Nullable T answer) {
        return Optional.ofNullable(answer);
    }

    private RelyingParty party(Tx tx) {
        return RelyingParty.builder()
                .identity(identity(tx))
                .credentialRepository(new PasskeyRepository(tx))
                .origins(Set.of(providers.of(tx).url()))
                .build();
    }

    private RelyingPartyIdentity identity(Tx tx) {
        Provider provider = providers.of(tx);
        return RelyingPartyIdentity.builder()
                .id(PORT.matcher(provider.webAddress()).replaceFirst(""))
                .name(provider.name())
                .build();
    }

    private PublicKeyCredentialCreationOptions creation(
            Tx tx, Person person, ByteArray challenge) {
        return PublicKeyCredentialCreationOptions.builder()
                .rp(identity(tx))
                .user(
                        UserIdentity.builder()
                                .name(person.login())
                                .displayName(person.name())
                                .id(PasskeyRepository.handle(person.id()))
                                .build())
                .challenge(challenge)
                .pubKeyCredParams(
                        List.of(
                                PublicKeyCredentialParameters.ES256,
                                PublicKeyCredentialParameters.EdDSA,
                                PublicKeyCredentialParameters.RS256))
                .excludeCredentials(
                        new PasskeyRepository(tx)
                                .getCredentialIdsForUsername(person.id().toString()))
                .authenticatorSelection(
                        AuthenticatorSelectionCriteria.builder()
                                .residentKey(ResidentKeyRequirement.REQUIRED)
                                .userVerification(UserVerificationRequirement.REQUIRED)
                                .build())
                .build();
    }

    private AssertionRequest request(Tx tx, ByteArray challenge) {
        return AssertionRequest.builder()
                .publicKeyCredentialRequestOptions(
                        PublicKeyCredentialRequestOptions.builder()
                                .challenge(challenge)
                                .rpId(identity(tx).getId())
                                .userVerification(UserVerificationRequirement.REQUIRED)
                                .build())
                .build();
    }

    private static Refused notTaken() {
        return new Refused(
                ProblemType.INVALID,
                "Your browser's answer could not be taken. Load the page again and try once more,"
                        + " at the web address that you always use.");
    }

    static Refused notKnown() {
        return new Refused(
                ProblemType.INVALID,
                "This passkey is not known here, or the page was open for too long. Try again, or"
                        + " sign in with your password.");
    }
}
