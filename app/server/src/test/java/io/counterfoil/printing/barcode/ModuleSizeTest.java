package io.counterfoil.printing.barcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ModuleSizeTest {
    @Test
    void isTheNearestNumberOfWholeDots() {
        assertThat(ModuleSize.nearest(0.33, 300).dots()).isEqualTo(4);
        assertThat(ModuleSize.nearest(0.33, 600).dots()).isEqualTo(8);
        assertThat(ModuleSize.nearest(0.254, 300).dots()).isEqualTo(3);
        assertThat(ModuleSize.nearest(0.01, 300).dots()).isEqualTo(2);
        assertThat(ModuleSize.nearest(0.33, 300).millimetres()).isCloseTo(0.3387, within(1e-4));
    }

    @Test
    void countsTheModulesThatFit() {
        ModuleSize module = new ModuleSize(4, 300);

        assertThat(module.count(54 * module.millimetres())).isEqualTo(54);
        assertThat(module.count(54 * module.millimetres() - 0.01)).isEqualTo(53);
    }

    @Test
    void readersAcceptOnlySomeSizes() {
        assertThat(Symbology.EAN_UPC.accepts(new ModuleSize(3, 300))).isFalse();
        assertThat(Symbology.EAN_UPC.accepts(new ModuleSize(4, 300))).isTrue();
        assertThat(Symbology.EAN_UPC.accepts(new ModuleSize(8, 300))).isFalse();
        assertThat(Symbology.CODE_128.accepts(new ModuleSize(3, 300))).isTrue();
        assertThat(Symbology.QR.accepts(new ModuleSize(3, 300))).isFalse();
    }
}
