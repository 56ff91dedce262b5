package io.counterfoil.printing.artwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SvgCheckTest {
    private static final String OUTSIDE =
            "The artwork bad.svg refers to something outside the file (%s). Please draw all of it"
                + " in the file.";
    private static final String COARSE =
            "The artwork bad.svg has a <%s>, which would be printed as a coarse picture. Please"
                + " turn it into shapes, or bring the artwork as a PDF.";
    private static final String NO_SVG = "The artwork bad.svg is no SVG file.";
    private static final String ENTITIES =
            "The artwork bad.svg has a DOCTYPE or entities; please remove them.";
    private static final String VIEW_BOX =
            "The artwork bad.svg has a viewBox that is none (four numbers, the last two above zero,"
                    + " none above a million). Please set it to the size of the page.";
    private static final String STYLE =
            "The artwork bad.svg has a style with @ or \\, which can bring things from outside."
                    + " Please use plain styles.";

    static Stream<Arguments> badArtwork() {
        return Stream.of(
                arguments("", NO_SVG),
                arguments("no picture", NO_SVG),
                arguments("<html/>", NO_SVG),
                arguments("<svg/>", NO_SVG),
                arguments(svg("<rect>"), NO_SVG),
                arguments(
                        "<!DOCTYPE svg [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + svg("&e;"),
                        ENTITIES),
                arguments(
                        "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\""
                            + " \"http://evil.example/svg.dtd\">"
                                + svg(""),
                        ENTITIES),
                arguments(
                        "<?xml-stylesheet href=\"http://evil.example/a.css\"?>" + svg(""),
                        "The artwork bad.svg has a processing instruction (<?xml-stylesheet);"
                            + " please remove it."),
                arguments(
                        svg("<script>alert(1)</script>"),
                        "The artwork bad.svg has a <script>; artwork is only drawn. Please remove"
                                + " it."),
                arguments(
                        svg("<foreignObject><p>Hello</p></foreignObject>"),
                        "The artwork bad.svg has a <foreignObject>; artwork is only drawn. Please"
                                + " remove it."),
                arguments(
                        svg("<rect onClick=\"alert(1)\"/>"),
                        "The artwork bad.svg has an event handler (onClick); artwork is only drawn."
                                + " Please remove it."),
                arguments(
                        svg("<set attributeName=\"href\" to=\"http://evil.example/\"/>"),
                        "The artwork bad.svg has a <set>; paper does not move. Please remove it."),
                arguments(
                        svg("<image href=\"http://evil.example/a.png\"/>"),
                        COARSE.formatted("image")),
                arguments(
                        svg("<image href=\"data:image/png;base64,iVBOR\"/>"),
                        COARSE.formatted("image")),
                arguments(svg("<mask/>"), COARSE.formatted("mask")),
                arguments(
                        svg("<filter><feImage href=\"#a\"/></filter>"), COARSE.formatted("filter")),
                arguments(svg("<pattern/>"), COARSE.formatted("pattern")),
                arguments(
                        svg("<marker/>"),
                        "The artwork bad.svg has a <marker>; please turn it into shapes."),
                arguments(
                        svg("<text>Hello</text>"),
                        "The artwork bad.svg has a <text>, and fonts differ from machine to"
                            + " machine. Please turn text into paths, or make it a place with the"
                            + " field \"caption\"."),
                arguments(
                        svg("<use href=\"http://evil.example/a.svg#b\"/>"),
                        OUTSIDE.formatted("href")),
                arguments(
                        svg(
                                "<use xmlns:x=\"http://www.w3.org/1999/xlink\""
                                    + " x:href=\"other.svg#b\"/>"),
                        OUTSIDE.formatted("href")),
                arguments(
                        svg("<linearGradient href=\"file:///etc/passwd#b\"/>"),
                        OUTSIDE.formatted("href")),
                arguments(
                        svg("<rect fill=\"url(http://evil.example/#a)\"/>"),
                        OUTSIDE.formatted("url")),
                arguments(
                        svg("<rect style=\"fill: URL( 'other.svg#a' )\"/>"),
                        OUTSIDE.formatted("url")),
                arguments(
                        svg("<style>rect { fill: url(//evil.example/#a) }</style>"),
                        OUTSIDE.formatted("url")),
                arguments(
                        svg("<style><![CDATA[@import 'http://evil.example/a.css';]]></style>"),
                        STYLE),
                arguments(svg("<style>@font-face { src: local(Arial) }</style>"), STYLE),
                arguments(svg("<rect style=\"fill: u\\72l(http://evil.example)\"/>"), STYLE),
                arguments(
                        svg("<g xml:base=\"http://evil.example/\"/>"),
                        "The artwork bad.svg has an xml:base; please remove it."),
                arguments(
                        svg("<rect/>".repeat(1_000_000)),
                        "The artwork bad.svg has more than 20,000 elements; please simplify it."),
                arguments(
                        svg("<g>".repeat(100) + "</g>".repeat(100)),
                        "The artwork bad.svg has elements more than 64 deep; please ungroup some."),
                arguments(
                        svg(laughs()),
                        "The artwork bad.svg would draw more than 100,000 elements, counting those"
                                + " that are shown again; please simplify it."),
                arguments(
                        svg("<g id=\"a\"><g><use href=\"#a\"/></g></g>"),
                        "The artwork bad.svg has an element that shows itself; please remove that"
                                + " reference."),
                arguments(
                        svg("<rect id=\"a\"/><rect id=\"a\"/>"),
                        "The artwork bad.svg has two elements with the id \"a\"; please rename"
                            + " one."),
                arguments(
                        svg(chain()),
                        "The artwork bad.svg has a chain of more than 32 references; please"
                            + " simplify it."),
                arguments(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 10737418240 1\"/>",
                        VIEW_BOX),
                arguments(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1e-300 1\"/>",
                        VIEW_BOX),
                arguments(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 NaN 1\"/>",
                        VIEW_BOX),
                arguments(svg("<symbol viewBox=\"0 0 1\"/>"), VIEW_BOX));
    }

    static Stream<Arguments> slowCuts() {
        String clip = "<clipPath id=\"%s\"><path d=\"%s\"/></clipPath>";
        String small = clip.formatted("a", "M0 0" + "l9 7".repeat(200) + "z");
        String fault =
                "The artwork bad.svg cuts something out along shapes of more than some 100 curves,"
                    + " or fills them with a gradient or pattern; please simplify these shapes.";
        String often =
                "The artwork bad.svg cuts along shapes, or fills them with a gradient or pattern,"
                    + " too often; please simplify it.";
        String nested = "<g class=\"x\">".repeat(3) + "<rect/>" + "</g>".repeat(3);
        return Stream.of(
                arguments(
                        clip.formatted("a", "M0 0" + "c1 2 3-4-5.5.6".repeat(100))
                                + "<rect clip-path=\"url(#a)\"/>",
                        fault),
                arguments(
                        "<path id=\"p\" d=\"M0 0" + "h1".repeat(700) + "\"/>"
                                + "<clipPath id=\"a\"><use href=\"#p\"/><use href=\"#p\"/></clipPath>"
                                + "<rect style=\"clip-path: url('#a')\"/>",
                        fault),
                arguments(
                        small
                                + "<g clip-path=\"url(#a)\">".repeat(3)
                                + "<rect/>"
                                + "</g>".repeat(3),
                        fault),
                arguments(
                        "<style>line, .x<!-- -->{fill:red;/* } */clip-path:url(#a)}</style>"
                                + small
                                + nested,
                        fault),
                arguments(
                        small
                                + "<style>.x rect{clip-path:url(#a)}</style>"
                                + "<g class=\"x\"><rect/></g>".repeat(80),
                        often));
    }

    @ParameterizedTest
    @MethodSource("slowCuts")
    void whatIsSlowToCutOutIsRefusedInWords(String content, String refusal) {
        assertThat(refusal(svg(content), StandardCharsets.UTF_8)).isEqualTo(refusal);
    }

    @Test
    void aFineShapeThatIsFilledWithAGradientIsRefusedWhenItIsDrawn() throws IOException {
        String svg =
                """
                <svg xmlns="http://www.w3.org/2000/svg" width="10mm" height="10mm" viewBox="0 0 10 10">
                <linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient>
                <path fill="%s" d="M0 0%sz"/></svg>
                """;
        String path = "l9 7l-8-6".repeat(400);
        try (PDDocument document = new PDDocument()) {
            byte[] shaded = svg.formatted("url(#g)", path).getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> SvgArtwork.draw(document, "bad.svg", shaded, 10, 10, false))
                    .isInstanceOf(TemplateException.class)
                    .hasMessageContaining("please simplify these shapes");

            byte[] plain = svg.formatted("red", path).getBytes(StandardCharsets.UTF_8);
            assertThat(SvgArtwork.draw(document, "good.svg", plain, 10, 10, false)).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("badArtwork")
    void badArtworkIsRefusedInWords(String svg, String refusal) {
        assertThat(refusal(svg, StandardCharsets.UTF_8)).isEqualTo(refusal);
    }

    @Test
    void anotherEncodingHidesNothing() {
        String svg =
                "<?xml version=\"1.0\" encoding=\"UTF-16\"?><!DOCTYPE svg [<!ENTITY e \"e\">]>"
                        + svg("&e;");

        assertThat(refusal(svg, StandardCharsets.UTF_16)).isEqualTo(ENTITIES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<defs><linearGradient id=\"a\"/></defs><rect fill=\"url(#a)\"/>",
                "<g id=\"a\"><rect/></g><use href=\"#a\"/><use href=\"#a\"/>",
                "<style>rect { fill: #123456; clip-path: url('#a') }</style><clipPath id=\"a\"/>",
                "<style>.c-1{fill:none}.c-2{clip-path:url(#a)}</style><clipPath id=\"a\"><path d=\"M0"
                    + " 0h9v9z\"/></clipPath><g class=\"c-2\"><path class=\"c-1\"/></g>",
                "<metadata><rdf:RDF xmlns:rdf=\"r\"><rdf:li"
                    + " rdf:about=\"http://x\"/></rdf:RDF></metadata>",
                "<!-- drawn in spring --><title>Card</title><desc>Ours</desc>"
            })
    void whatDesignersDrawPasses(String content) {
        assertThatCode(
                        () ->
                                SvgCheck.require(
                                        "good.svg", svg(content).getBytes(StandardCharsets.UTF_8)))
                .doesNotThrowAnyException();
    }

    private static String refusal(String svg, Charset charset) {
        try {
            SvgCheck.require("bad.svg", svg.getBytes(charset));
            return "accepted";
        } catch (TemplateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String svg(String content) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-3 -3 91.6 59.98\">"
                + content
                + "</svg>";
    }

    /** Each group shows the next one ten times: ten thousand million rectangles. */
    private static String laughs() {
        StringBuilder svg = new StringBuilder("<rect id=\"g10\"/>");
        for (int i = 9; i >= 0; i--) {
            svg.append("<g id=\"g%d\">".formatted(i))
                    .append("<use href=\"#g%d\"/>".formatted(i + 1).repeat(10))
                    .append("</g>");
        }
        return svg.toString();
    }

    private static String chain() {
        StringBuilder svg = new StringBuilder("<rect id=\"g40\"/>");
        for (int i = 39; i >= 0; i--) {
            svg.append("<g id=\"g%d\"><use href=\"#g%d\"/></g>".formatted(i, i + 1));
        }
        return svg.toString();
    }
}
