package io.counterfoil.web;

import freemarker.core.Environment;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import io.counterfoil.platform.Dates;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A template function of a moment and a time zone: the moment as people of that zone write it, in
 * the page's language.
 */
final class LocalTime implements TemplateMethodModelEx {
    /** To the minute, such as 22 Nov 2026, 21:31. */
    static final LocalTime MOMENT = new LocalTime(Dates::moment);

    /** The day only, such as 22 November 2026. */
    static final LocalTime DAY = new LocalTime(Dates::day);

    /** The day without its year, such as 22 Nov, where all days are near. */
    static final LocalTime NEAR_DAY = new LocalTime(Dates::nearDay);

    /** The month, such as November 2026. */
    static final LocalTime MONTH = new LocalTime(Dates::month);

    private final Function<Locale, DateTimeFormatter> forms;

    private LocalTime(Function<Locale, DateTimeFormatter> forms) {
        this.forms = forms;
    }

    @Override
    public Object exec(@SuppressWarnings("rawtypes") List arguments) throws TemplateModelException {
        if (arguments.size() != 2) {
            throw new TemplateModelException("this function takes a moment and a time zone");
        }
        try {
            return forms.apply(Environment.getCurrentEnvironment().getLocale())
                    .format(
                            Instant.parse(arguments.get(0).toString())
                                    .atZone(ZoneId.of(arguments.get(1).toString())));
        } catch (DateTimeException e) {
            throw new TemplateModelException("no moment in a zone: " + e.getMessage(), e);
        }
    }
}
