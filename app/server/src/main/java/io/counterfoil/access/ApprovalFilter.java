package io.counterfoil.access;

import io.counterfoil.platform.Fields;
import io.counterfoil.platform.Refused;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a list is asked for.
 *
 * @param state null: any
 * @param action what they are about, such as {@code serials.void}; null: anything
 */
public record ApprovalFilter(Approval.@Nullable State state, @Nullable String action) {
    /** Every request. */
    public static final ApprovalFilter ALL = new ApprovalFilter(null, null);

    /**
     * Checks what was written; what is empty doesn't matter.
     *
     * @param actions those there are
     * @throws Refused if there is no such state or action
     */
    static ApprovalFilter read(
            @Nullable String state, @Nullable String action, Collection<String> actions) {
        Fields fields = new Fields();
        @Nullable String only = action == null || action.isEmpty() ? null : action;
        if (only != null && !actions.contains(only)) {
            fields.problem("action", "No such action. Copy one from a request, such as serials.void.");
        }
        ApprovalFilter filter =
                new ApprovalFilter(
                        state == null || state.isEmpty()
                                ? null
                                : fields.oneOf("state", state, Approval.State.class),
                        only);
        fields.done();
        return filter;
    }

    /** What was asked for, by the names of its parameters. */
    Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        if (state != null) {
            given.put("state", state.label());
        }
        if (action != null) {
            given.put("action", action);
        }
        return given;
    }
}
