package io.counterfoil.printing.bureau;

import io.counterfoil.platform.Fields;
import io.counterfoil.printing.layout.BureauProfile;
import io.counterfoil.printing.layout.SpotColours;
import io.counterfoil.printing.pdf.OutputCondition;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks what somebody sent about a bureau. */
final class BureauFields {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_SPARES = 25;

    private final Fields fields = new Fields();
    private final NewBureau wanted;
    private final Instant now;

    private BureauFields(NewBureau wanted, Instant now) {
        this.wanted = wanted;
        this.now = now;
    }

    /**
     * A new bureau.
     *
     * @throws io.counterfoil.platform.Refused if a field is wrong
     */
    static Bureau create(UUID id, NewBureau wanted, Instant now) {
        BureauFields checked = new BureauFields(wanted, now);
        String name = checked.name();
        Optional<Bureau.Key> key = checked.key();
        Optional<BureauProfile> profile = checked.profile(BureauProfile.USUAL);
        DataFormat format = checked.dataFormat(DataFormat.CSV);
        int spares = checked.spares(0);
        checked.fields.done();
        return new Bureau(id, name, key.orElseThrow(), profile.orElseThrow(), format, spares);
    }

    /** A bureau with what was sent changed; refuses as {@link #create} does. */
    static Bureau change(Bureau before, NewBureau wanted, Instant now) {
        BureauFields checked = new BureauFields(wanted, now);
        String name = wanted.name() == null ? before.name() : checked.name();
        Optional<Bureau.Key> key =
                wanted.publicKey() == null ? Optional.of(before.key()) : checked.key();
        Optional<BureauProfile> profile = checked.profile(before.profile());
        DataFormat format = checked.dataFormat(before.dataFormat());
        int spares = checked.spares(before.sparePercent());
        checked.fields.done();
        return new Bureau(
                before.id(), name, key.orElseThrow(), profile.orElseThrow(), format, spares);
    }

    private String name() {
        return fields.text("name", wanted.name(), LONGEST_NAME);
    }

    private Optional<Bureau.Key> key() {
        String armoured = wanted.publicKey() == null ? "" : wanted.publicKey().strip();
        return switch (BureauKey.parse(armoured, now)) {
            case BureauKey.Parsed.Valid valid ->
                    Optional.of(Bureau.Key.of(armoured, valid.key()));
            case BureauKey.Parsed.Invalid invalid -> {
                fields.problem("public_key", invalid.reason());
                yield Optional.empty();
            }
        };
    }

    private DataFormat dataFormat(DataFormat before) {
        return wanted.dataFormat() == null
                ? before
                : fields.oneOf("data_format", wanted.dataFormat(), DataFormat.class);
    }

    private int spares(int before) {
        return wanted.sparePercent() == null
                ? before
                : fields.number("spare_percent", wanted.sparePercent(), 0, MOST_SPARES);
    }

    private Optional<BureauProfile> profile(BureauProfile before) {
        Optional<SpotColours> spots =
                allowed(
                        "cut_contour",
                        () ->
                                new SpotColours(
                                        or(wanted.cutContour(), before.spots().cutContour()),
                                        or(wanted.scratchPanel(), before.spots().scratchPanel())));
        Optional<Optional<OutputCondition>> condition =
                allowed("icc_profile", () -> condition(before.outputCondition()));
        if (spots.isEmpty() || condition.isEmpty()) {
            return Optional.empty();
        }
        return allowed(
                "bleed_mm",
                () ->
                        new BureauProfile(
                                or(wanted.bleedMm(), before.bleedMm()),
                                or(wanted.safeMm(), before.safeMm()),
                                or(wanted.slugMm(), before.slugMm()),
                                or(wanted.cropMarks(), before.cropMarks()),
                                spots.get(),
                                condition.get()));
    }

    private Optional<OutputCondition> condition(Optional<OutputCondition> before) {
        String identifier = wanted.outputCondition();
        String icc = wanted.iccProfile();
        if (identifier == null && icc == null) {
            return before;
        }
        if (identifier != null && identifier.isBlank() && (icc == null || icc.isBlank())) {
            return Optional.empty();
        }
        if (identifier == null || icc == null) {
            throw new IllegalArgumentException(
                    "Send output_condition and icc_profile together, or both empty.");
        }
        return Optional.of(new OutputCondition(identifier.strip(), decoded(icc)));
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The ICC profile is not Base64.", e);
        }
    }

    /** What the constructors of layout refuse, they refuse in words for the person who sent it. */
    private <T> Optional<T> allowed(String field, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (IllegalArgumentException refused) {
            fields.problem(field, Objects.requireNonNullElse(refused.getMessage(), "Not allowed."));
            return Optional.empty();
        }
    }

    private static <T> T or(@Nullable T value, T other) {
        return value == null ? other : value;
    }
}
