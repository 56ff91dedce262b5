package io.counterfoil.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import freemarker.core.Environment;
import freemarker.template.AdapterTemplateModel;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import io.counterfoil.platform.Amount;
import io.counterfoil.platform.Money;
import io.counterfoil.platform.Text;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets templates read records and JSON by field name, enums in lower case, and empty optionals as
 * missing values. Money says itself in the page's language.
 */
final class RecordWrapper extends DefaultObjectWrapper {
    private static final ObjectMapper JSON = new ObjectMapper();

    // Each time that they are asked for they are made anew, and with them ways to call them.
    private static final ClassValue<RecordComponent[]> COMPONENTS =
            new ClassValue<>() {
                @Override
                protected RecordComponent[] computeValue(Class<?> type) {
                    RecordComponent[] components = type.getRecordComponents();
                    for (RecordComponent component : components) {
                        component.getAccessor().setAccessible(true);
                    }
                    return components;
                }
            };

    RecordWrapper() {
        super(Configuration.VERSION_2_3_34);
    }

    @Override
    protected TemplateModel handleUnknownType(Object value) throws TemplateModelException {
        return switch (value) {
            case Text text -> new SaidText(text);
            case Money money -> new SaidMoney(money);
            case Amount amount -> said(amount);
            case Record fields -> wrap(components(fields));
            case Optional<?> optional -> wrap(optional.orElse(null));
            case Enum<?> constant -> wrap(constant.name().toLowerCase(java.util.Locale.ROOT));
            case JsonNode json -> wrap(JSON.convertValue(json, Object.class));
            case java.util.UUID id -> wrap(id.toString());
            case java.time.Instant instant -> wrap(instant.toString());
            default -> super.handleUnknownType(value);
        };
    }

    /** A text that Java made: in English by itself, in the page's language by the function t. */
    private record SaidText(Text text) implements TemplateScalarModel, AdapterTemplateModel {
        @Override
        public String getAsString() {
            return text.toString();
        }

        @Override
        public Object getAdaptedObject(Class<?> hint) {
            return text;
        }
    }

    private TemplateModel said(Amount amount) throws TemplateModelException {
        String number = amount.amount();
        String currency = amount.currency();
        return number == null || currency == null
                ? wrap(null)
                : new SaidMoney(Money.of(number, currency));
    }

    /** Money in the numbers of the page's language. */
    private record SaidMoney(Money money) implements TemplateScalarModel, AdapterTemplateModel {
        @Override
        public String getAsString() {
            return money.in(Environment.getCurrentEnvironment().getLocale());
        }

        @Override
        public Object getAdaptedObject(Class<?> hint) {
            return money;
        }
    }

    private static Map<String, @Nullable Object> components(Record fields) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (RecordComponent component : COMPONENTS.get(fields.getClass())) {
            try {
                values.put(component.getName(), component.getAccessor().invoke(fields));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return values;
    }
}
