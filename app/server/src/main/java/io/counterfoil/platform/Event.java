package io.counterfoil.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * Something that happened, as the log keeps it.
 *
 * @param subject what it happened to
 * @param seq its place in the subject's chain, from 1
 * @param type what happened, in the past tense: {@code minted}, {@code activated}, …
 * @param at when
 * @param actor who did it
 * @param data the facts of this type of event
 * @param hash SHA-256 over the previous event's hash and this one's body
 */
public record Event(
        Subject subject,
        int seq,
        String type,
        Instant at,
        String actor,
        JsonNode data,
        byte[] hash) {}
