package io.counterfoil.settlement.payouts;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** The schema of pain.001.001.09, as ISO 20022 publishes it. */
public final class PainSchema {
    private PainSchema() {}

    /** Throws if the file isn't valid. */
    public static void validate(byte[] file) throws IOException, SAXException {
        URL schema =
                Objects.requireNonNull(
                        PainSchema.class.getResource("/pain.001.001.09.xsd"), "no schema");
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(schema)
                .newValidator()
                .validate(new StreamSource(new ByteArrayInputStream(file)));
    }
}
