package io.counterfoil.web;

import freemarker.core.Environment;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateHTMLOutputModel;
import freemarker.template.AdapterTemplateModel;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateHashModelEx;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateModelIterator;
import freemarker.template.TemplateNumberModel;
import freemarker.template.TemplateScalarModel;
import io.counterfoil.platform.Text;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A template function of an English text, or one that Java made, and a hash of its values if it has
 * any: the text in the page's language. Where a value is markup, such as a link inside a sentence,
 * so is the answer; all else is escaped as usual.
 */
final class TextFunction implements TemplateMethodModelEx {
    // Stand for markup until the sentence around it is escaped; no keyboard types them.
    private static final char BEGIN = '\uE000';
    private static final char END = '\uE001';

    private final Messages messages;

    TextFunction(Messages messages) {
        this.messages = messages;
    }

    @Override
    public TemplateModel exec(@SuppressWarnings("rawtypes") List arguments)
            throws TemplateModelException {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new TemplateModelException("this function takes a text and its values");
        }
        List<TemplateHTMLOutputModel> markup = new ArrayList<>();
        Text text =
                arguments.size() == 2
                        ? new Text(
                                arguments.get(0).toString(),
                                values((TemplateHashModelEx) arguments.get(1), markup))
                        : text(arguments.get(0));
        String said = messages.text(text, Environment.getCurrentEnvironment().getLocale());
        return markup.isEmpty() ? new SimpleScalar(said) : around(said, markup);
    }

    /** What comes from Java is a whole text already; what stands in a template is its English. */
    private static Text text(Object given) {
        return given instanceof AdapterTemplateModel adapter
                        && adapter.getAdaptedObject(Text.class) instanceof Text text
                ? text
                : Text.of(given.toString());
    }

    private static Map<String, Object> values(
            TemplateHashModelEx given, List<TemplateHTMLOutputModel> markup)
            throws TemplateModelException {
        Map<String, Object> values = new HashMap<>();
        TemplateModelIterator names = given.keys().iterator();
        while (names.hasNext()) {
            String name = names.next().toString();
            values.put(name, value(given.get(name), markup));
        }
        return values;
    }

    private static Object value(TemplateModel given, List<TemplateHTMLOutputModel> markup)
            throws TemplateModelException {
        return switch (given) {
            case AdapterTemplateModel adapter
                    when adapter.getAdaptedObject(Text.class) instanceof Text text ->
                    text;
            case AdapterTemplateModel adapter
                    when adapter.getAdaptedObject(LocalDate.class) instanceof LocalDate day ->
                    day;
            case TemplateNumberModel number -> number.getAsNumber();
            case TemplateScalarModel text -> text.getAsString();
            case TemplateHTMLOutputModel html -> {
                markup.add(html);
                yield "" + BEGIN + (markup.size() - 1) + END;
            }
            default ->
                    throw new TemplateModelException(
                            "a text's values are texts, days, numbers or markup");
        };
    }

    private static TemplateModel around(String text, List<TemplateHTMLOutputModel> markup)
            throws TemplateModelException {
        String html = HTMLOutputFormat.INSTANCE.escapePlainText(text);
        for (int i = 0; i < markup.size(); i++) {
            html =
                    html.replace(
                            "" + BEGIN + i + END,
                            HTMLOutputFormat.INSTANCE.getMarkupString(markup.get(i)));
        }
        return HTMLOutputFormat.INSTANCE.fromMarkup(html);
    }
}
