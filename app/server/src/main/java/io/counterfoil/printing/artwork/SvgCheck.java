package io.counterfoil.printing.artwork;

import io.counterfoil.platform.Text;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads an SVG front to back before anything is built of it, and refuses what has no place in
 * artwork: what acts, what comes from elsewhere, what is too much, and what could only be printed
 * coarsely or differently on each machine.
 */
final class SvgCheck {
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final int MOST_ELEMENTS = 20_000;
    private static final int DEEPEST = 64;
    private static final double LARGEST_NUMBER = 1_000_000;
    private static final double SMALLEST_NUMBER = 0.001;

    private static final Set<String> ACTIVE =
            Set.of("script", "foreignobject", "iframe", "handler");
    private static final Set<String> MOVING =
            Set.of("animate", "animatetransform", "animatemotion", "animatecolor", "set");
    private static final Set<String> COARSE =
            Set.of("image", "feimage", "filter", "mask", "pattern", "video", "audio", "canvas");
    private static final Set<String> FONTS =
            Set.of("text", "tspan", "textpath", "font", "font-face");

    /** An address that is no name within the file. */
    private static final Pattern FOREIGN_URL = Pattern.compile("url\\(\\s*['\"]?\\s*(?!['\"\\s#])");

    private static final Pattern SPACE_OR_COMMA = Pattern.compile("[\\s,]+");

    private final String name;
    private final Deque<String> open = new ArrayDeque<>();
    private final SvgReferences references = new SvgReferences();
    private final StringBuilder sheet = new StringBuilder();
    private int elements;

    private SvgCheck(String name) {
        this.name = name;
    }

    /**
     * Lets good artwork pass.
     *
     * @param name for messages
     * @throws TemplateException with what to change otherwise
     */
    static void require(String name, byte[] svg) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        SvgCheck check = new SvgCheck(name);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(svg));
            while (xml.hasNext()) {
                check.event(xml.next(), xml);
            }
            xml.close();
        } catch (XMLStreamException e) {
            throw TemplateException.ofArtwork(name, Text.of("is no SVG file."), e);
        }
        check.references
                .fault()
                .ifPresent(
                        fault -> {
                            throw TemplateException.ofArtwork(name, fault);
                        });
    }

    private TemplateException refused(String fault) {
        return TemplateException.ofArtwork(name, Text.of(fault));
    }

    private TemplateException refused(String pattern, String text) {
        return TemplateException.ofArtwork(name, Text.of(pattern, "text", text));
    }

    private void event(int event, XMLStreamReader xml) {
        switch (event) {
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw refused("has a DOCTYPE or entities; please remove them.");
            case XMLStreamConstants.PROCESSING_INSTRUCTION ->
                    throw refused(
                            "has a processing instruction (<?{text}); please remove it.",
                            xml.getPITarget());
            case XMLStreamConstants.START_ELEMENT -> start(xml);
            case XMLStreamConstants.END_ELEMENT -> {
                if (open.pop().equals("style")) {
                    style(sheet.toString());
                    references.style(sheet.toString());
                    sheet.setLength(0);
                }
                references.end();
            }
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                if ("style".equals(open.peek())) {
                    sheet.append(xml.getText());
                }
            }
            default -> {
                // Comments and blanks are not drawn.
            }
        }
    }

    private void start(XMLStreamReader xml) {
        String element = xml.getLocalName();
        if (elements == 0 && !(element.equals("svg") && SVG.equals(xml.getNamespaceURI()))) {
            throw refused("is no SVG file.");
        }
        elements++;
        if (elements > MOST_ELEMENTS) {
            throw refused("has more than 20,000 elements; please simplify it.");
        }
        String folded = element.toLowerCase(Locale.ROOT);
        open.push(folded);
        if (open.size() > DEEPEST) {
            throw refused("has elements more than 64 deep; please ungroup some.");
        }
        element(element, folded);
        String path = xml.getAttributeValue(null, "d");
        references.start(
                folded,
                xml.getAttributeValue(null, "id"),
                xml.getAttributeValue(null, "class"),
                path == null ? xml.getAttributeValue(null, "points") : path);
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            attribute(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
    }

    private void element(String element, String folded) {
        if (ACTIVE.contains(folded)) {
            throw refused("has a <{text}>; artwork is only drawn. Please remove it.", element);
        }
        if (MOVING.contains(folded)) {
            throw refused("has a <{text}>; paper does not move. Please remove it.", element);
        }
        if (COARSE.contains(folded)) {
            throw refused(
                    "has a <{text}>, which would be printed as a coarse picture. Please turn it"
                            + " into shapes, or bring the artwork as a PDF.",
                    element);
        }
        if (folded.equals("marker")) {
            throw refused("has a <marker>; please turn it into shapes.");
        }
        if (FONTS.contains(folded)) {
            throw new LetteringException(name, element);
        }
    }

    private void attribute(String attribute, String value) {
        String folded = attribute.toLowerCase(Locale.ROOT);
        if (folded.startsWith("on")) {
            throw refused(
                    "has an event handler ({text}); artwork is only drawn. Please remove it.",
                    attribute);
        }
        switch (folded) {
            case "href", "src" -> reference(attribute, value.strip());
            case "base" -> throw refused("has an xml:base; please remove it.");
            case "viewbox" -> viewBox(value);
            case "style" -> style(value);
            default -> drawn(value);
        }
    }

    private void reference(String attribute, String value) {
        if (!value.startsWith("#")) {
            throw refused(
                    "refers to something outside the file ({text}). Please draw all of it in the"
                            + " file.",
                    attribute);
        }
        references.use(value.substring(1));
    }

    private void style(String css) {
        if (css.indexOf('\\') >= 0 || css.contains("@")) {
            throw refused(
                    "has a style with @ or {text}, which can bring things from outside. Please use"
                            + " plain styles.",
                    "\\");
        }
        drawn(css);
    }

    private void drawn(String value) {
        // Colours that are roles have been put in before; what is left would be drawn as nothing.
        if (value.contains("var(")) {
            throw refused(
                    "has a var( ) that is no colour of a role. Please write var(--brand-main,"
                            + " #0b5d66); roles are {text}.",
                    RoleColours.names());
        }
        urls(value);
    }

    private void urls(String value) {
        String folded = value.toLowerCase(Locale.ROOT);
        if (FOREIGN_URL.matcher(folded).find()) {
            throw refused(
                    "refers to something outside the file ({text}). Please draw all of it in the"
                            + " file.",
                    "url");
        }
        SvgStyles.ids(value).forEach(references::use);
    }

    private void viewBox(String value) {
        String[] numbers = SPACE_OR_COMMA.split(value.strip(), -1);
        boolean sound = numbers.length == 4;
        for (int i = 0; sound && i < numbers.length; i++) {
            Optional<Double> number = number(numbers[i]);
            sound =
                    number.isPresent()
                            && Math.abs(number.get()) <= LARGEST_NUMBER
                            && (i < 2 || number.get() >= SMALLEST_NUMBER);
        }
        if (!sound) {
            throw refused(
                    "has a viewBox that is none (four numbers, the last two above zero, none above"
                            + " a million). Please set it to the size of the page.");
        }
    }

    private static Optional<Double> number(String text) {
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
