package io.counterfoil.web;

import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A template function of a moment and a time zone: the moment as people of that zone write it. */
final class LocalTime implements TemplateMethodModelEx {
    /** To the minute, such as 22 Nov 2026, 21:31. */
    static final LocalTime MOMENT = new LocalTime("d MMM uuuu, HH:mm");

    /** The day only, such as 22 November 2026. */
    static final LocalTime DAY = new LocalTime("d MMMM uuuu");

    private final DateTimeFormatter form;

    private LocalTime(String pattern) {
        form = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    @Override
    public Object exec(@SuppressWarnings("rawtypes") List arguments) throws TemplateModelException {
        if (arguments.size() != 2) {
            throw new TemplateModelException("this function takes a moment and a time zone");
        }
        try {
            return form.format(
                    Instant.parse(arguments.get(0).toString())
                            .atZone(ZoneId.of(arguments.get(1).toString())));
        } catch (DateTimeException e) {
            throw new TemplateModelException("no moment in a zone: " + e.getMessage(), e);
        }
    }
}
