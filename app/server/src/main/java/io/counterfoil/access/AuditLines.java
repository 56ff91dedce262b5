package io.counterfoil.access;

import io.counterfoil.platform.Caller;
import io.counterfoil.platform.Slice;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Tells entries of the audit log as pages show them. */
final class AuditLines {
    private final Audit audit;
    private final SubjectNames names;

    AuditLines(Audit audit, SubjectNames names) {
        this.audit = audit;
        this.names = names;
    }

    /** The same part of the log; each thing is asked for its name once. */
    Slice<AuditPages.Line> of(Caller caller, Slice<Audit.Entry> part) {
        Map<String, Optional<String>> known = new HashMap<>();
        BiFunction<String, String, Optional<String>> name =
                (kind, id) ->
                        known.computeIfAbsent(
                                kind + ":" + id, any -> names.name(caller, kind, id));
        ZoneId zone = audit.zone(caller);
        return part.map(
                entry -> {
                    String[] subject = entry.subject().split(":", 2);
                    List<AuditFact> facts = AuditFact.of(entry, name, zone);
                    return subject.length < 2
                            ? AuditPages.Line.ofAKind(entry, subject[0], facts)
                            : AuditPages.Line.of(
                                    entry,
                                    subject[0],
                                    subject[1],
                                    name.apply(subject[0], subject[1]),
                                    facts);
                });
    }
}
