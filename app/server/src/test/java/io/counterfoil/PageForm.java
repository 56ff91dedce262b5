package io.counterfoil;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * A form of a page, as a browser without scripts has it.
 *
 * @param page where it stands
 * @param action where it goes
 * @param fields what it sends, in their order, as the page has filled them in
 */
record PageForm(String page, String action, List<Field> fields) {
    /** What people can't see, or that guards the form. */
    private static final Set<String> GUARDS = Set.of("csrf", "once");

    /** How a field gets its value. */
    enum Kind {
        HIDDEN,
        TYPED,
        CHOSEN,
        TICKED
    }

    /** A field with what stands in it; a box that isn't ticked has an empty value. */
    record Field(String name, String value, Kind kind) {}

    /** The forms of a page that send something, each once for every place that it can go to. */
    static List<PageForm> of(String page, String html) {
        List<PageForm> forms = new ArrayList<>();
        for (Element form : Jsoup.parse(html).select("form[method=post]")) {
            Set<String> actions = new LinkedHashSet<>();
            actions.add(form.attr("action"));
            form.select("[formaction]").forEach(button -> actions.add(button.attr("formaction")));
            List<Field> fields =
                    form.select("input[name], select[name], textarea[name], button[name]").stream()
                            .filter(field -> !field.hasAttr("disabled"))
                            .map(PageForm::field)
                            .toList();
            actions.forEach(action -> forms.add(new PageForm(page, action, fields)));
        }
        return forms;
    }

    private static Field field(Element field) {
        String name = field.attr("name");
        String type = field.normalName().equals("input") ? field.attr("type") : field.normalName();
        return switch (type) {
            case "hidden", "button", "submit" -> new Field(name, field.val(), Kind.HIDDEN);
            case "checkbox", "radio" ->
                    new Field(name, field.hasAttr("checked") ? field.val() : "", Kind.TICKED);
            case "select" -> new Field(name, chosen(field), Kind.CHOSEN);
            case "file" -> new Field(name, "", Kind.HIDDEN);
            default -> new Field(name, field.val(), Kind.TYPED);
        };
    }

    private static String chosen(Element select) {
        Element option = select.selectFirst("option[selected]");
        Element first = option == null ? select.selectFirst("option") : option;
        return first == null ? "" : first.val();
    }

    /** What people type, choose or tick in it. */
    List<Field> forPeople() {
        return fields.stream().filter(field -> field.kind() != Kind.HIDDEN).toList();
    }

    /** What it sends with another value in one of its fields, and a key of its own. */
    List<Map.Entry<String, String>> with(Field odd, String value, String once) {
        return sent(field -> field.equals(odd) ? value : field.value(), once);
    }

    /** What it sends if each field has the value that {@code values} says. */
    List<Map.Entry<String, String>> sent(
            Function<Field, String> values, String once) {
        return fields.stream()
                .filter(
                        field ->
                                field.kind() != Kind.TICKED || !values.apply(field).isEmpty())
                .map(
                        field ->
                                Map.entry(
                                        field.name(),
                                        field.name().equals("once") ? once : values.apply(field)))
                .toList();
    }

    /** What forms of the same kind have in common, wherever they stand. */
    String kind(RouteTable routes) {
        return routes.find("POST", action).map(Route::template).orElse(action)
                + fields.stream()
                        .map(Field::name)
                        .filter(name -> !GUARDS.contains(name))
                        .map(name -> name.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "id"))
                        .collect(Collectors.joining(",", "(", ")"));
    }
}
