package io.counterfoil.node.guard;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Slows down who guesses passwords.
 *
 * <p>First by user name and network together: a name alone would let anybody lock a customer out of
 * their own backups by guessing. Then by network alone, for one that tries one name after the
 * other; who was let in from there within the last hour isn't kept waiting by such a neighbour.
 * Many networks at once aren't held up by this, but by passwords of 128 random bits.
 *
 * <p>A network is an IPv4 address, or the first 64 bits of an IPv6 address: whoever has one of
 * those has them all.
 */
public final class Guesses {
    /** Wrong passwords for one name from one network before it has to wait. */
    public static final int OF_ONE_NAME = 10;

    /** Wrong passwords from one network before it has to wait. */
    public static final int OF_ONE_NETWORK = 100;

    /** How long who has to wait does so before the next try for the same name. */
    public static final Duration WAIT = Duration.ofSeconds(30);

    private static final Duration WAIT_OF_A_NETWORK = Duration.ofSeconds(6);
    private static final long WELL_KNOWN = Duration.ofHours(1).toNanos();
    private static final int MOST = 50_000;
    private static final int LONGEST_NAME = 255;

    private final LongSupplier nanoTime;
    private final Tries<Guest> ofNames = new Tries<>(OF_ONE_NAME, WAIT, MOST);
    private final Tries<String> ofNetworks = new Tries<>(OF_ONE_NETWORK, WAIT_OF_A_NETWORK, MOST);
    private final Map<Guest, Long> letIn = new ConcurrentHashMap<>();

    /**
     * @param nanoTime as {@link System#nanoTime}
     */
    public Guesses(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Guest(String network, String name) {
        static Guest of(String name, String address) {
            return new Guest(Guesses.network(address), name.length() > LONGEST_NAME ? "" : name);
        }
    }

    /** Whether no password of this name is looked at now if it comes from there. */
    public boolean mustWait(String name, String address) {
        if (ofNames.size() == 0 && ofNetworks.size() == 0) {
            return false;
        }
        Guest guest = Guest.of(name, address);
        long now = nanoTime.getAsLong();
        return ofNames.areUsedUp(guest, now)
                || (ofNetworks.areUsedUp(guest.network(), now) && !isWellKnown(guest, now));
    }

    /** A password was wrong, or nobody has this name. */
    public void wrong(String name, String address) {
        Guest guest = Guest.of(name, address);
        long now = nanoTime.getAsLong();
        ofNames.add(guest, now);
        ofNetworks.add(guest.network(), now);
    }

    /** A password was right. */
    public void right(String name, String address) {
        Guest guest = Guest.of(name, address);
        long now = nanoTime.getAsLong();
        ofNames.forget(guest);
        Long before = letIn.get(guest);
        if (before == null || now - before > WELL_KNOWN / 2) {
            remember(guest, now);
        }
    }

    private void remember(Guest guest, long now) {
        if (letIn.size() >= MOST) {
            letIn.values().removeIf(when -> now - when > WELL_KNOWN);
        }
        if (letIn.size() < MOST) {
            letIn.put(guest, now);
        }
    }

    private boolean isWellKnown(Guest guest, long now) {
        Long when = letIn.get(guest);
        return when != null && now - when <= WELL_KNOWN;
    }

    static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        String bare = address.startsWith("[") ? address : "[" + address + "]";
        try {
            // In brackets it is read as an address and never looked up.
            InetAddress read = InetAddress.getByName(bare);
            return read instanceof Inet6Address
                    ? HexFormat.of().formatHex(read.getAddress(), 0, Long.BYTES)
                    : read.getHostAddress();
        } catch (UnknownHostException e) {
            return "of no network: " + address.length();
        }
    }
}
