package io.counterfoil.web;

import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The template function {@code localTime(at, zone)}: a moment as people of that zone write it, such
 * as 22 Nov 2026, 21:31.
 */
final class LocalTime implements TemplateMethodModelEx {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);

    @Override
    public Object exec(@SuppressWarnings("rawtypes") List arguments) throws TemplateModelException {
        if (arguments.size() != 2) {
            throw new TemplateModelException("localTime takes a moment and a time zone");
        }
        try {
            return FORM.format(
                    Instant.parse(arguments.get(0).toString())
                            .atZone(ZoneId.of(arguments.get(1).toString())));
        } catch (DateTimeException e) {
            throw new TemplateModelException("localTime: " + e.getMessage(), e);
        }
    }
}
