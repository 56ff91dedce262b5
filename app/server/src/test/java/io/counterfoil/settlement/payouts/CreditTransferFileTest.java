package io.counterfoil.settlement.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.platform.Money;
import io.counterfoil.retailers.NewBankDetails;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CreditTransferFileTest {
    private static final UUID ID = UUID.fromString("0198c1a2-7f3e-7c11-9d55-2f6b1f0e4a10");

    @Test
    void isValidWhateverPeopleAreCalled() throws Exception {
        for (String holder :
                List.of(
                        "Harbour Books Ltd",
                        "Müller & Söhne <GmbH> \"Co\"",
                        "株式会社",
                        "/",
                        "x".repeat(70),
                        "ß".repeat(70))) {
            PainSchema.validate(
                    bytes(
                            file(
                                    transfer(1, "12.00", "EUR", account(holder, null)),
                                    transfer(2, "0.01", "EUR", account(holder, "COBADEFFXXX")))));
        }
    }

    @Test
    void namesEachPaymentAndItsSums() throws Exception {
        String xml =
                new String(
                        bytes(
                                file(
                                        transfer(7, "12.00", "EUR", account("Anna", null)),
                                        transfer(9, "30.55", "EUR", account("Zoë", null)))),
                        StandardCharsets.UTF_8);
        assertThat(xml)
                .contains("<MsgId>0198c1a27f3e7c119d552f6b1f0e4a10</MsgId>")
                .contains("<NbOfTxs>2</NbOfTxs><CtrlSum>42.55</CtrlSum>")
                .contains("<EndToEndId>STATEMENT-7</EndToEndId>")
                .contains("<InstdAmt Ccy=\"EUR\">30.55</InstdAmt>")
                .contains("<Nm>Zoe</Nm>")
                .contains("<Dt>2026-11-05</Dt>")
                .contains("<Ustrd>Statement 9, Harbour Backup</Ustrd>");
    }

    @Test
    void hasAGroupForEachCurrency() throws Exception {
        byte[] file =
                bytes(
                        file(
                                transfer(1, "12.00", "EUR", account("Anna", null)),
                                transfer(2, "500", "JPY", account("Ben", null)),
                                transfer(3, "7.50", "CHF", account("Cleo", null))));
        PainSchema.validate(file);
        assertThat(new String(file, StandardCharsets.UTF_8))
                .contains("<NbOfTxs>3</NbOfTxs><CtrlSum>519.50</CtrlSum>")
                .containsOnlyOnce("<Cd>SEPA</Cd>")
                .contains("<PmtInfId>0198c1a27f3e7c119d552f6b1f0e4a10-3</PmtInfId>");
    }

    @Test
    void showsNoIbanButInTheFile() {
        assertThat(file(transfer(1, "12.00", "EUR", account("Anna", null))).toString())
                .doesNotContain("DE89370400440532013000");
    }

    private static CreditTransferFile file(CreditTransfer... transfers) {
        return new CreditTransferFile(
                ID,
                Instant.parse("2026-11-05T09:00:00.123Z"),
                LocalDate.of(2026, 11, 5),
                account("Harbour Backup", null),
                List.of(transfers));
    }

    private static CreditTransfer transfer(
            int number, String amount, String currency, NewBankDetails.Checked to) {
        return new CreditTransfer(
                Payout.reference(number),
                Money.of(amount, currency),
                to,
                "Statement " + number + ", Harbour Backup");
    }

    private static NewBankDetails.Checked account(String holder, @Nullable String bic) {
        return new NewBankDetails(holder, "DE89 3704 0044 0532 0130 00", bic).checked();
    }

    private static byte[] bytes(CreditTransferFile file) throws java.io.IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        file.write(out);
        return out.toByteArray();
    }
}
