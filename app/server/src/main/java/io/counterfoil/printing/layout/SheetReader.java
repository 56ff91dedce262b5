package io.counterfoil.printing.layout;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.counterfoil.platform.Text;
import io.counterfoil.printing.artwork.TemplateException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a sheet file; unknown or missing members are refused by name. */
final class SheetReader {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private record SheetFile(
            @JsonProperty(value = "title", required = true) String title,
            @JsonProperty("verified") boolean verified,
            @JsonProperty("bleed") @Nullable Double bleed,
            @JsonProperty("page") @Nullable PageFile page,
            @JsonProperty("label") LayoutReader.@Nullable OutlineFile label,
            @JsonProperty("grid") @Nullable GridFile grid) {
        Sheet sheet() {
            if (page != null && label != null && grid != null && bleed == null) {
                return new Sheet.Labels(
                        title,
                        verified,
                        page.width,
                        page.height,
                        label.outline(),
                        new Sheet.Grid(
                                grid.columns,
                                grid.rows,
                                grid.x0,
                                grid.y0,
                                grid.pitchX,
                                grid.pitchY));
            }
            if (bleed != null && page == null && label == null && grid == null) {
                return new Sheet.TrimSize(title, verified, bleed, 0);
            }
            throw new IllegalArgumentException(
                    "A sheet has either page, label and grid, or a bleed for one item a page.");
        }
    }

    private record PageFile(
            @JsonProperty(value = "width", required = true) double width,
            @JsonProperty(value = "height", required = true) double height) {}

    private record GridFile(
            @JsonProperty(value = "columns", required = true) int columns,
            @JsonProperty(value = "rows", required = true) int rows,
            @JsonProperty(value = "x0", required = true) double x0,
            @JsonProperty(value = "y0", required = true) double y0,
            @JsonProperty(value = "pitch_x", required = true) double pitchX,
            @JsonProperty(value = "pitch_y", required = true) double pitchY) {}

    private SheetReader() {}

    /**
     * The sheet in a file.
     *
     * @throws TemplateException when it is none, with the reason
     */
    static Sheet read(String name, byte[] content) {
        try {
            SheetFile file = JSON.readValue(content, SheetFile.class);
            if (file == null || file.title == null) {
                throw new IllegalArgumentException("It has a title.");
            }
            Titles.require(file.title);
            return file.sheet();
        } catch (JsonProcessingException e) {
            throw new TemplateException(
                    Text.of(
                            "The sheet {text} can't be read: {fault}",
                            "text",
                            name,
                            "fault",
                            FaultReader.words(e)),
                    e);
        } catch (IOException | IllegalArgumentException e) {
            throw new TemplateException(
                    Text.of(
                            "The sheet {text} is wrong: {fault}",
                            "text",
                            name,
                            "fault",
                            String.valueOf(e.getMessage())),
                    e);
        }
    }
}
