package io.counterfoil.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.microsoft.playwright.Browser.NewContextOptions;
import io.counterfoil.Chromium;
import io.counterfoil.OneBrowser;
import io.counterfoil.Person;
import io.counterfoil.TestServer;
import io.counterfoil.TestWorld;
import io.counterfoil.access.StaffMembers;
import io.counterfoil.inventory.StockFixture;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Cameras that see nothing of use, or nothing at all. */
@ExtendWith(OneBrowser.class)
class CameraInBrowserIT {
    private TestWorld world;
    private TestServer server;

    @BeforeEach
    void open() {
        world = TestWorld.onThisMachine();
        server = new TestServer(world);
    }

    @AfterEach
    void close() {
        server.close();
        world.close();
    }

    @Test
    void whereThereIsNoCameraThePageSaysWhy(Chromium chromium) throws IOException {
        StockFixture.Shop shop = new StockFixture(world, world.caller()).shop("Corner Books");
        StaffMembers.WithPassword kim =
                world.member("kim@corner.example", "Kim", "manager", shop.retailer());
        chromium.hold(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
        Person refused = phone(chromium, List.of());
        refused.signIn("retail", kim.member().email(), kim.password());
        refused.page().navigate("/retail/activate");
        refused.button("Use the camera").click();
        assertThat(refused.main()).containsText("This page may not use the camera.");
        refused.leave();

        chromium.hold();
        Person broken = phone(chromium, List.of("camera"));
        broken.page().navigate("/redeem");
        broken.button("Use the camera").click();
        assertThat(broken.main()).containsText("There is no camera");
        broken.leave();
    }

    @Test
    void whoScratchedACardFreeMayShowItsCodeToTheCamera(Chromium chromium) throws Exception {
        chromium.hold(qr("https://backup.example.com/redeem"));
        Person anna = phone(chromium, List.of("camera"));
        anna.page().navigate("/redeem");
        anna.button("Use the camera").click();
        assertThat(anna.main()).containsText("That is not the code.");
        anna.button("Stop the camera").click();

        chromium.hold(qr("0123-4567-89AB-CDEF"));
        anna.button("Use the camera").click();
        assertThat(anna.field("Code")).hasValue("0123-4567-89AB-CDEF");
        assertThat(anna.button("Use the camera")).isVisible();
        assertThat(anna.page().url()).doesNotContain("0123");
        anna.leave();
    }

    private Person phone(Chromium chromium, List<String> permissions) {
        return new Person(
                chromium.page(
                        server,
                        new NewContextOptions()
                                .setViewportSize(Chromium.PHONE, 740)
                                .setPermissions(permissions)));
    }

    private static BufferedImage qr(String text) throws WriterException {
        BitMatrix symbol = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 300, 300);
        BufferedImage picture = new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 300; y++) {
            for (int x = 0; x < 300; x++) {
                picture.setRGB(x, y, (symbol.get(x, y) ? Color.BLACK : Color.WHITE).getRGB());
            }
        }
        return picture;
    }
}
