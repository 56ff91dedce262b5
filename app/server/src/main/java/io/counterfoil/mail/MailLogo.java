package io.counterfoil.mail;

import java.nio.ByteBuffer;

/**
 * A picture that goes along with a message.
 *
 * @param png its bytes, in the format PNG, with twice as many dots as are shown
 */
record MailLogo(byte[] png) {
    private static final float DENSITY = 2;

    // The first chunk of every PNG is its header, which begins with width and height.
    private static final int WIDTH_AT = 16;
    private static final int HEIGHT_AT = 20;

    /** How wide it is shown, in pixels. */
    int width() {
        return shown(WIDTH_AT);
    }

    /** How high it is shown, in pixels. */
    int height() {
        return shown(HEIGHT_AT);
    }

    private int shown(int at) {
        return Math.max(1, Math.round(ByteBuffer.wrap(png).getInt(at) / DENSITY));
    }

    @Override
    public String toString() {
        return "MailLogo[" + png.length + " bytes]";
    }
}
