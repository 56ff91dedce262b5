package io.counterfoil.web;

import io.counterfoil.platform.Caller;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.function.Function;

/** Sends a list to a spreadsheet, with moments of the time zone of whoever it belongs to. */
@Produces("text/csv")
public final class ListedWriter
        implements MessageBodyWriter<Listed<?>>, ContainerResponseFilter {
    private final Function<Caller, ZoneId> zones;

    /** Writes moments in the {@code zones} of callers. */
    public ListedWriter(Function<Caller, ZoneId> zones) {
        this.zones = zones;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Listed<?> list
                && request.getProperty(Caller.class.getName()) instanceof Caller caller) {
            response.setEntity(list.in(() -> zones.apply(caller)));
            TableLinks.name(request)
                    .ifPresent(
                            name ->
                                    response.getHeaders()
                                            .putSingle(
                                                    HttpHeaders.CONTENT_DISPOSITION,
                                                    "attachment; filename=\"" + name + "\""));
        }
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return Listed.class.equals(type);
    }

    @Override
    public void writeTo(
            Listed<?> list,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        headers.putSingle(HttpHeaders.CONTENT_TYPE, "text/csv;charset=utf-8");
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        list.writeAll(text, headers.containsKey(HttpHeaders.CONTENT_DISPOSITION));
        // Closing the stream is the server's.
        text.flush();
    }
}
