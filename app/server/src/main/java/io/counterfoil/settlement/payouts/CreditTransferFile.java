package io.counterfoil.settlement.payouts;

import io.counterfoil.platform.Money;
import io.counterfoil.retailers.NewBankDetails;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An order to pay others, for the payer's bank: an ISO 20022 customer credit transfer initiation in
 * the version that SEPA uses since 2023 (pain.001.001.09). The same order gives the same bytes.
 *
 * @param id identifies the order, so that a bank refuses the same file a second time
 * @param orderedAt when it was made
 * @param payOn on which day the bank shall pay
 * @param from whose account is debited
 * @param transfers at least one
 */
record CreditTransferFile(
        UUID id,
        Instant orderedAt,
        LocalDate payOn,
        NewBankDetails.Checked from,
        List<CreditTransfer> transfers) {
    private static final String NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
    private static final Currency EURO = Currency.getInstance("EUR");
    private static final int NAME = 70;
    private static final int WORDS = 140;

    /** Writes it; the stream is left open. */
    void write(OutputStream out) throws IOException {
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newFactory()
                            .createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
            xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            xml.setDefaultNamespace(NAMESPACE);
            xml.writeStartElement(NAMESPACE, "Document");
            xml.writeDefaultNamespace(NAMESPACE);
            new Writer(xml).initiation(this);
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException("the order can't be written", e);
        }
    }

    /** 32 letters and digits; banks take 35. */
    private String name() {
        return id.toString().replace("-", "");
    }

    private Map<String, List<CreditTransfer>> byCurrency() {
        return transfers.stream()
                .collect(
                        Collectors.groupingBy(
                                transfer -> transfer.amount().currency().getCurrencyCode(),
                                TreeMap::new,
                                Collectors.toList()));
    }

    private static BigDecimal sum(List<CreditTransfer> transfers) {
        return transfers.stream()
                .map(transfer -> new BigDecimal(transfer.amount().amount()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private record Writer(XMLStreamWriter xml) {
        void initiation(CreditTransferFile file) throws XMLStreamException {
            begin("CstmrCdtTrfInitn");
            begin("GrpHdr");
            text("MsgId", file.name());
            text("CreDtTm", file.orderedAt().truncatedTo(ChronoUnit.SECONDS).toString());
            counts(file.transfers());
            begin("InitgPty");
            text("Nm", SepaText.of(file.from().holder(), NAME));
            end();
            end();
            int group = 0;
            for (List<CreditTransfer> transfers : file.byCurrency().values()) {
                group++;
                payments(file, group, transfers);
            }
            end();
        }

        private void payments(CreditTransferFile file, int group, List<CreditTransfer> transfers)
                throws XMLStreamException {
            begin("PmtInf");
            text("PmtInfId", file.name() + "-" + group);
            text("PmtMtd", "TRF");
            counts(transfers);
            if (transfers.getFirst().amount().currency().equals(EURO)) {
                begin("PmtTpInf");
                begin("SvcLvl");
                text("Cd", "SEPA");
                end();
                end();
            }
            begin("ReqdExctnDt");
            text("Dt", file.payOn().toString());
            end();
            party("Dbtr", file.from());
            account("DbtrAcct", file.from());
            begin("DbtrAgt");
            begin("FinInstnId");
            String bic = file.from().bic();
            if (bic == null) {
                begin("Othr");
                text("Id", "NOTPROVIDED");
                end();
            } else {
                text("BICFI", bic);
            }
            end();
            end();
            text("ChrgBr", "SLEV");
            for (CreditTransfer transfer : transfers) {
                transfer(transfer);
            }
            end();
        }

        private void transfer(CreditTransfer transfer) throws XMLStreamException {
            begin("CdtTrfTxInf");
            begin("PmtId");
            text("EndToEndId", transfer.reference());
            end();
            begin("Amt");
            Money amount = transfer.amount();
            begin("InstdAmt");
            xml.writeAttribute("Ccy", amount.currency().getCurrencyCode());
            xml.writeCharacters(amount.amount());
            end();
            end();
            String bic = transfer.to().bic();
            if (bic != null) {
                begin("CdtrAgt");
                begin("FinInstnId");
                text("BICFI", bic);
                end();
                end();
            }
            party("Cdtr", transfer.to());
            account("CdtrAcct", transfer.to());
            begin("RmtInf");
            text("Ustrd", SepaText.of(transfer.words(), WORDS));
            end();
            end();
        }

        private void counts(List<CreditTransfer> transfers) throws XMLStreamException {
            text("NbOfTxs", Integer.toString(transfers.size()));
            text("CtrlSum", sum(transfers).toPlainString());
        }

        private void party(String element, NewBankDetails.Checked party) throws XMLStreamException {
            begin(element);
            text("Nm", SepaText.of(party.holder(), NAME));
            end();
        }

        private void account(String element, NewBankDetails.Checked party)
                throws XMLStreamException {
            begin(element);
            begin("Id");
            text("IBAN", party.iban().reveal());
            end();
            end();
        }

        private void text(String element, String text) throws XMLStreamException {
            begin(element);
            xml.writeCharacters(text);
            end();
        }

        private void begin(String element) throws XMLStreamException {
            xml.writeStartElement(NAMESPACE, element);
        }

        private void end() throws XMLStreamException {
            xml.writeEndElement();
        }
    }
}
