package io.counterfoil.web;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;

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

    /** The page with what was typed in its form. */
    static String fill(String page, TypedForm typed) {
        Document document = Jsoup.parse(page);
        document.outputSettings().prettyPrint(false);
        for (Element form : forms(document, typed)) {
            fill(form, values(typed));
        }
        return document.outerHtml();
    }

    /** The form goes there by itself, or by one of its buttons. */
    private static Elements forms(Document page, TypedForm typed) {
        Elements forms = page.select("form[method=post]");
        forms.removeIf(
                form ->
                        !form.attr("action").equals(typed.action())
                                && form.select("[formaction]").stream()
                                        .noneMatch(
                                                button ->
                                                        button.attr("formaction")
                                                                .equals(typed.action())));
        return forms;
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
