package io.counterfoil.retailers;

import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import io.counterfoil.web.Page;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A retailer or an outlet in a filter or a form: what there is to choose, and what was chosen.
 *
 * @param field what the request calls it
 * @param many whether there are too many for one list, so that a name is typed
 * @param options all there are, by name; if there are many, those that what was typed may mean
 * @param id what was chosen, by its id or its name; null: nothing, or nobody knows what
 * @param text the name of what was chosen, or what was typed
 * @param problem why that is nobody's name
 */
public record ShopChoice(
        Kind kind,
        String field,
        boolean many,
        List<Option> options,
        @Nullable UUID id,
        String text,
        @Nullable Text problem) {

    /** What can be chosen. */
    public enum Kind {
        /** A company that sells. */
        RETAILER,
        /** One of its shops. */
        OUTLET
    }

    /**
     * One that can be chosen.
     *
     * @param label its name; of an outlet after that of its retailer, but for people of that
     * @param open whether it may be sent items and sell them
     */
    public record Option(UUID value, String label, boolean open) {}

    /** What a list is asked for; empty: all of it. */
    public Optional<UUID> chosen() {
        return Optional.ofNullable(id);
    }

    /** What a use case is asked for: the id, or what was typed, which it refuses as none. */
    public String asked() {
        return id == null ? text : id.toString();
    }

    /** The same to choose from, with nothing chosen. */
    public ShopChoice unchosen() {
        return new ShopChoice(kind, field, many, options, null, "", null);
    }

    /** The page of a list with this as its filter, which says what is wrong with that. */
    public Page filtering(Page page) {
        Page listed = page.with("choice", this);
        return problem == null
                ? listed
                // The form below may have a field of the same name.
                : listed.refused(
                        Refused.fields(
                                List.of(new Refused.FieldProblem(field + "_filter", problem))));
    }

    /** What a form says of this field, in which a name may have been typed instead of an id. */
    public Refused.FieldProblem ofForm(Refused.FieldProblem refused) {
        if (!refused.field().equals(field)) {
            return refused;
        }
        if (text.isEmpty() && id == null) {
            return new Refused.FieldProblem(field, "Please choose one.");
        }
        return problem == null ? refused : new Refused.FieldProblem(field, problem);
    }
}
