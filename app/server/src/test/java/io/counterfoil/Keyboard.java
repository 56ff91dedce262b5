package io.counterfoil;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Goes through a page with the Tab key alone, as people do who use no mouse. */
final class Keyboard {
    /** Each part of a date is a stop of its own, and boxes that scroll are stops too. */
    private static final int TABS_A_STOP = 5;

    /** What is to be reached, in the order of the page; then the focus is before all of it. */
    private static final String STOPS =
            """
            () => {
              const known = new Set();
              const isOne = one => {
                if (one.type !== 'radio') return true;
                const chosen = document.querySelector(`input[type=radio][name="${one.name}"]:checked`);
                return chosen ? one === chosen : !known.has(one.name) && known.add(one.name);
              };
              const stops = [...document.querySelectorAll(
                  'a[href], button, input:not([type=hidden]), select, textarea, summary')]
                .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.matches(':disabled'))
                .filter(isOne);
              stops.forEach((one, at) => { one.dataset.stop = at; });
              document.body.tabIndex = -1;
              document.body.focus();
              document.body.removeAttribute('tabindex');
              scrollTo(0, 0);
              return stops.map(one => one.outerHTML.slice(0, 150));
            }
            """;

    /** Where the focus is, and what is wrong with it there; null once it has left the page. */
    private static final String FOCUS =
            """
            () => {
              const one = document.activeElement;
              if (!one || one === document.body || one === document.documentElement) return null;
              const style = getComputedStyle(one);
              const box = one.getClientRects()[0] ?? one.getBoundingClientRect();
              const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
              const above = document.elementFromPoint(x, y);
              const wrong = [];
              if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) wrong.push('nobody sees its focus');
              if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) wrong.push('it is outside of the window');
              else if (above && !one.contains(above) && !above.contains(one)) wrong.push(`it is below ${above.outerHTML.slice(0, 80)}`);
              return {stop: Number(one.dataset.stop ?? -1), wrong: wrong.join(', ')};
            }
            """;

    private Keyboard() {}

    /** What is not reached, comes out of its order, or is not seen when it is reached. */
    @SuppressWarnings("unchecked") // What the scripts return.
    static List<String> problems(Page page) {
        List<String> problems = new ArrayList<>();
        List<String> stops = (List<String>) page.evaluate(STOPS);
        Set<Integer> reached = new LinkedHashSet<>();
        int last = -1;
        for (int tab = 0; tab < stops.size() * TABS_A_STOP + TABS_A_STOP; tab++) {
            page.keyboard().press("Tab");
            Map<String, Object> focus = (Map<String, Object>) page.evaluate(FOCUS);
            if (focus == null) {
                break;
            }
            int stop = (int) Objects.requireNonNull(focus.get("stop"));
            if (stop >= 0 && reached.add(stop)) {
                if (stop < last) {
                    problems.add("out of its order: " + stops.get(stop));
                }
                last = stop;
                if (!"".equals(focus.get("wrong"))) {
                    problems.add(focus.get("wrong") + ": " + stops.get(stop));
                }
            } else if (stop >= 0 && stop != last) {
                break;
            }
        }
        for (int stop = 0; stop < stops.size(); stop++) {
            if (!reached.contains(stop)) {
                problems.add("not reached: " + stops.get(stop));
            }
        }
        return problems;
    }
}
