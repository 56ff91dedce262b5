package io.counterfoil.printing.layout;

import io.counterfoil.printing.pdf.OutputCondition;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The smallest ICC profile of a CMYK press that colour engines accept. Profiles of real presses
 * belong to those who measured them and none is free to be shipped, so the tests build their own:
 * version 2, tables of 8 bits, the sixteen solid overprints as its only measured colours.
 */
public final class TestPress {
    static final String IDENTIFIER = "Counterfoil test press";

    private static final int HEADER_BYTES = 128;
    private static final byte[] D50 = words(0xf6d6, 0x10000, 0xd32d);

    private TestPress() {}

    static OutputCondition condition() {
        return new OutputCondition(IDENTIFIER, profile());
    }

    /** The profile, as a bureau would send it. */
    public static byte[] profile() {
        return profile("CMYK", "prtr");
    }

    /** A profile whose header says what it is told to. */
    static byte[] profile(String space, String deviceClass) {
        byte[] toLab = table(4, 3, colours());
        byte[] toInk = table(3, 4, inks());
        Map<String, byte[]> tags = new LinkedHashMap<>();
        tags.put("desc", description("A press for tests"));
        tags.put("cprt", tag("text", "No rights reserved.\0".getBytes(StandardCharsets.US_ASCII)));
        tags.put("wtpt", tag("XYZ ", D50));
        for (int intent = 0; intent < 3; intent++) {
            tags.put("A2B" + intent, toLab);
            tags.put("B2A" + intent, toInk);
        }
        tags.put("gamt", table(3, 1, new byte[8]));
        return assemble(space, deviceClass, tags);
    }

    private static byte[] assemble(String space, String deviceClass, Map<String, byte[]> tags) {
        int start = HEADER_BYTES + 4 + 12 * tags.size();
        int size = start + tags.values().stream().mapToInt(tag -> padded(tag.length)).sum();
        ByteBuffer profile = ByteBuffer.allocate(size);
        profile.putInt(0, size);
        profile.putInt(8, 0x02400000);
        profile.put(12, ascii(deviceClass + space + "Lab "));
        profile.putShort(24, (short) 2026).putShort(26, (short) 1).putShort(28, (short) 1);
        profile.put(36, ascii("acsp"));
        profile.put(68, D50);
        profile.position(HEADER_BYTES).putInt(tags.size());
        int offset = start;
        for (Map.Entry<String, byte[]> tag : tags.entrySet()) {
            profile.put(ascii(tag.getKey())).putInt(offset).putInt(tag.getValue().length);
            profile.put(offset, tag.getValue());
            offset += padded(tag.getValue().length);
        }
        return profile.array();
    }

    private static int padded(int length) {
        return (length + 3) / 4 * 4;
    }

    /** The colour of each overprint of solid inks in Lab; the last ink varies fastest. */
    private static byte[] colours() {
        ByteArrayOutputStream colours = new ByteArrayOutputStream();
        for (int inks = 0; inks < 16; inks++) {
            boolean black = (inks & 1) != 0;
            double red = (inks & 8) != 0 ? 0.1 : 1;
            double green = (inks & 4) != 0 ? 0.1 : 1;
            double blue = (inks & 2) != 0 ? 0.1 : 1;
            double light = (red + green + blue) / 3 * (black ? 0.1 : 1);
            colours.write((int) Math.round(light * 255));
            colours.write(128 + (int) Math.round((red - green) * (black ? 8 : 80)));
            colours.write(128 + (int) Math.round((green - blue) * (black ? 8 : 80)));
        }
        return colours.toByteArray();
    }

    /** Black ink for the dark corners of Lab, none for the light ones. */
    private static byte[] inks() {
        ByteBuffer inks = ByteBuffer.allocate(8 * 4);
        for (int corner = 0; corner < 4; corner++) {
            inks.putInt(0xff);
        }
        return inks.array();
    }

    private static byte[] table(int inputs, int outputs, byte[] corners) {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        table.write(inputs);
        table.write(outputs);
        table.write(2);
        table.write(0);
        table.writeBytes(words(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x10000));
        straight(inputs, table);
        table.writeBytes(corners);
        straight(outputs, table);
        return tag("mft1", table.toByteArray());
    }

    private static void straight(int channels, ByteArrayOutputStream table) {
        for (int entry = 0; entry < channels * 256; entry++) {
            table.write(entry % 256);
        }
    }

    private static byte[] description(String text) {
        byte[] ascii = ascii(text + "\0");
        return tag(
                "desc",
                ByteBuffer.allocate(4 + ascii.length + 8 + 70)
                        .putInt(ascii.length)
                        .put(ascii)
                        .array());
    }

    private static byte[] tag(String type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .put(ascii(type))
                .putInt(0)
                .put(content)
                .array();
    }

    private static byte[] words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
