package io.counterfoil.activation.sheets;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.counterfoil.platform.Refused;
import io.counterfoil.platform.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a line of a sheet.
 *
 * @param line its number, as it was sent
 * @param serial the serial number, as it was sent; null if a line that was entered before named no
 *     item
 * @param state {@code activated}, {@code declined}, {@code refused}, or what became of the sale
 *     since: {@code reversed}, {@code returned}
 * @param reason why it was not sold, in English; null if it was
 * @param errors what is wrong with which field of a refused line
 * @param similar items in the shop's stock whose number differs from a wrong one in a digit, or in two
 *     that are swapped
 * @param why the same for pages of any language
 */
public record SheetLine(
        @Nullable Integer line,
        @Nullable String serial,
        String state,
        @Nullable String reason,
        List<Refused.FieldProblem> errors,
        List<String> similar,
        @JsonIgnore @Nullable Text why) {

    static SheetLine of(
            @Nullable Integer line, @Nullable String serial, String state, @Nullable Text why) {
        return new SheetLine(
                line,
                serial,
                state,
                why == null ? null : why.toString(),
                List.of(),
                List.of(),
                why);
    }
}
