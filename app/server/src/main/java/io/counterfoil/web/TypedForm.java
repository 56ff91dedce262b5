package io.counterfoil.web;

import java.util.List;

/**
 * What somebody had typed into a form that could not be taken then.
 *
 * @param action where the form goes
 * @param fields what stood in its fields, in their order, without passwords, codes and files
 */
public record TypedForm(String action, List<Field> fields) {
    /** The request property of a {@link Kept} form. */
    public static final String PROPERTY = "counterfoil.typed-form";

    /** The request property of a supplier of the form that the request sends. */
    public static final String SENT = "counterfoil.sent-form";

    /** A form as it was typed. */
    public TypedForm {
        fields = List.copyOf(fields);
    }

    /** A field with what stood in it; one that was chosen several times over comes as often. */
    public record Field(String name, String value) {
        @Override
        public String toString() {
            return "Field[" + name + ", …]";
        }
    }

    /**
     * A form that waits for its page.
     *
     * @param typed what stood in it
     * @param shown what is to be done once the page has it
     */
    public record Kept(TypedForm typed, Runnable shown) {}
}
