package io.counterfoil.platform.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The server's configuration file, written anew at each start. */
final class ServerSettings {
    private ServerSettings() {}

    static String file(boolean durable) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("cluster_name", "counterfoil");

        // Nobody from outside, and no socket whose path may be too long.
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("password_encryption", "scram-sha-256");

        // A commit that was answered is on the disk.
        String on = durable ? "on" : "off";
        settings.put("fsync", on);
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", on);
        if (System.getProperty("os.name").startsWith("Mac")) {
            // There an ordinary fsync stops at the disk's cache.
            settings.put("wal_sync_method", "fsync_writethrough");
        }

        // Holds the live rows of some million items, and is small on a machine of 2 GB.
        settings.put("shared_buffers", "256MB");
        // What the system may cache; only guides the planner.
        settings.put("effective_cache_size", "1GB");
        settings.put("work_mem", "16MB");
        settings.put("maintenance_work_mem", "128MB");
        // Statements over a table that has just begun to grow are planned anew soon, not after minutes.
        settings.put("autovacuum_naptime", "10s");
        // Backups are logical and there is no replica, so the log needs nothing beyond recovery.
        settings.put("wal_level", "minimal");
        settings.put("max_wal_senders", "0");
        // Minting a million items writes about 1 GB of log: no checkpoint in the midst of it.
        settings.put("max_wal_size", "2GB");
        // Solid-state disks.
        settings.put("random_page_cost", "1.1");
        // Compiling costs more than the short statements of this service take.
        settings.put("jit", "off");

        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        settings.put("lc_messages", "C");
        settings.put("log_checkpoints", "off");
        settings.put("log_autovacuum_min_duration", "-1");
        // Details quote rows, and rows hold personal data.
        settings.put("log_error_verbosity", "terse");
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + " = '" + setting.getValue() + "'\n")
                .collect(Collectors.joining());
    }
}
