package io.counterfoil.signin;

import com.google.common.io.BaseEncoding;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.jsoup.Jsoup;

/**
 * An app for codes on somebody's phone.
 *
 * @param secret that it shares with the service
 */
public record PhoneApp(byte[] secret) {

    /** The app that was told the key on this page. */
    public static PhoneApp reading(HttpResponse<String> page) {
        String key = Jsoup.parse(page.body()).expectFirst(".secret").text();
        return new PhoneApp(BaseEncoding.base32().decode(key.replace(" ", "")));
    }

    /** What it shows at that moment. */
    public String code(Instant now) {
        return AppCodes.code(secret, now.getEpochSecond() / 30);
    }
}
