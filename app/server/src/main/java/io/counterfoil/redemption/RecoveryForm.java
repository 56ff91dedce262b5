package io.counterfoil.redemption;

import io.counterfoil.accounts.NewAccount;
import io.counterfoil.codes.DamagedCode;
import io.counterfoil.codes.SerialNumber;
import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what staff ask for when they redeem a card with a damaged panel. */
final class RecoveryForm {
    private static final int LONGEST_CODE = 100;

    private RecoveryForm() {}

    /** The serial number in a path: what is not one names nothing. */
    static SerialNumber serial(String text) {
        return switch (SerialNumber.parse(text)) {
            case SerialNumber.Parsed.Valid valid -> valid.serial();
            case SerialNumber.Parsed.Invalid invalid -> throw Refused.notFound("serial number");
        };
    }

    /** What can be read of the code; empty after noting a problem. */
    static Optional<DamagedCode> code(Fields fields, @Nullable String typed) {
        String text = fields.text("code", typed, LONGEST_CODE);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return switch (DamagedCode.parse(text)) {
            case DamagedCode.Parsed.Valid valid -> Optional.of(valid.code());
            case DamagedCode.Parsed.Invalid invalid -> {
                fields.problem("code", Text.of(invalid.why()));
                yield Optional.empty();
            }
        };
    }

    static Beneficiary existing(Fields fields, @Nullable String username) {
        return new Beneficiary.Existing(
                NewAccount.username(
                        fields.text("username", username, NewAccount.LONGEST_USERNAME)));
    }

    static Beneficiary converted(
            Fields fields, @Nullable String username, ConversionView.Shown shown) {
        return new Beneficiary.Converted(
                NewAccount.username(
                        fields.text("username", username, NewAccount.LONGEST_USERNAME)),
                shown);
    }

    static Beneficiary second(
            Fields fields, @Nullable String username, @Nullable String second) {
        return new Beneficiary.Second(
                NewAccount.username(
                        fields.text("username", username, NewAccount.LONGEST_USERNAME)),
                NewAccount.checkedUsername(fields, "second_username", second));
    }

    static Beneficiary opened(
            Fields fields,
            String prefix,
            @Nullable String name,
            @Nullable String email,
            @Nullable String username) {
        return new Beneficiary.Opened(
                NewAccount.checked(fields, prefix, name, email, username, null));
    }
}
