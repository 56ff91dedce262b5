package io.counterfoil.web;

import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tells the description of the API what a resource method answers on success when its return type
 * doesn't: a status other than 200, or what is in a {@code Response}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Answer.All.class)
public @interface Answer {
    /** The HTTP status. */
    int status() default 200;

    /** What is in it; left out for a file. */
    Class<?> body() default byte[].class;

    /** The media type. */
    String media() default MediaType.APPLICATION_JSON;

    /** Several of them. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface All {
        /** One for each status. */
        Answer[] value();
    }
}
