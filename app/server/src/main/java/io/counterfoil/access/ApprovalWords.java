package io.counterfoil.access;

import io.counterfoil.platform.Text;
import java.util.Map;

/** What people call the kinds of things that need two of them. */
final class ApprovalWords {
    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("bank_details.change", "Bank details of a shop"),
                    Map.entry("openid.both_steps", "Sign-in with OpenID Connect without a step of our own"),
                    Map.entry("payer_account.change", "Account that payouts come from"),
                    Map.entry("print-run.download-again", "File of a print run once more"),
                    Map.entry("print-run.proof", "Proof of a print run"),
                    Map.entry("print-run.release-again", "Release of a print run once more"),
                    Map.entry("print-run.reprint", "Reprint with new codes"),
                    Map.entry("print_run.further_package", "Further package for a bureau"),
                    Map.entry("provider.relax_settings", "Less strict settings"),
                    Map.entry("second_step.relax", "Second step for fewer people"),
                    Map.entry("second_step.reset", "Second step taken away"),
                    Map.entry("serials.spoil", "Spoiled items in stock"),
                    Map.entry("serials.void", "Voiding of serial numbers"));

    private ApprovalWords() {}

    /** The words for what requests of this action are about. */
    static Text of(String action) {
        return Text.of(WORDS.getOrDefault(action, action));
    }
}
