package io.counterfoil.web;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Puts what somebody had typed back into the form of a page, whatever fields that has. */
final class FilledForms {
    /** Fields that the page itself knows better, or that are typed each time. */
    private static final Set<String> LEFT_ALONE = Set.of("hidden", "password", "file", "submit");

    private static final Set<String> TICKED = Set.of("checkbox", "radio");

    private FilledForms() {}

    /** Whether a page has the form. */
    static boolean has(String page, TypedForm typed) {
        return !forms(Jsoup.parse(page), typed).isEmpty();
    }

    /** The page with what was typed in its form; as it is, if that stands there already. */
    static String fill(String page, TypedForm typed) {
        Document document = Jsoup.parse(page);
        document.outputSettings().prettyPrint(false);
        String before = document.outerHtml();
        for (Element form : forms(document, typed)) {
            fill(form, values(typed));
        }
        String filled = document.outerHtml();
        return filled.equals(before) ? page : filled;
    }

    /** The form goes there by itself, or by one of its buttons. */
    private static List<Element> forms(Document page, TypedForm typed) {
        // Not removeIf: what that takes from the list, it takes from the page too.
        List<Element> forms =
                page.select("form[method=post]").stream()
                        .filter(form -> goesTo(form, typed.action()))
                        .toList();
        // Of forms for one thing each, which go to the same place, only that of the thing.
        List<Element> same =
                forms.stream().filter(form -> hides(form, values(typed))).toList();
        return same.isEmpty() ? forms : same;
    }

    private static boolean goesTo(Element form, String action) {
        return Stream.concat(
                        Stream.of(form.attr("action")),
                        form.select("[formaction]").eachAttr("formaction").stream())
                .anyMatch(place -> path(place).equals(path(action)));
    }

    /** What is behind it is about the page that has the form, and may be another by now. */
    private static String path(String address) {
        return address.replaceFirst("\\?.*", "");
    }

    private static boolean hides(Element form, Map<String, Queue<String>> values) {
        return form.select("input[type=hidden][name]").stream()
                .allMatch(
                        field ->
                                values.getOrDefault(
                                                field.attr("name"),
                                                new ArrayDeque<>(List.of(field.val())))
                                        .contains(field.val()));
    }

    private static Map<String, Queue<String>> values(TypedForm typed) {
        Map<String, Queue<String>> values = new HashMap<>();
        for (TypedForm.Field field : typed.fields()) {
            values.computeIfAbsent(field.name(), name -> new ArrayDeque<>()).add(field.value());
        }
        return values;
    }

    private static void fill(Element form, Map<String, Queue<String>> values) {
        for (Element field : form.select("input[name], textarea[name], select[name]")) {
            Queue<String> typed = values.getOrDefault(field.attr("name"), new ArrayDeque<>());
            String type = field.normalName().equals("input") ? field.attr("type") : "";
            if (TICKED.contains(type)) {
                field.attr("checked", typed.contains(field.hasAttr("value") ? field.val() : "on"));
            } else if (field.normalName().equals("select")) {
                choose(field, typed);
            } else if (!LEFT_ALONE.contains(type) && !typed.isEmpty()) {
                field.val(typed.remove());
            }
        }
    }

    private static void choose(Element select, Queue<String> typed) {
        boolean offered =
                select.select("option").stream().anyMatch(option -> typed.contains(option.val()));
        if (offered) {
            for (Element option : select.select("option")) {
                option.attr("selected", typed.contains(option.val()));
            }
        }
    }
}
