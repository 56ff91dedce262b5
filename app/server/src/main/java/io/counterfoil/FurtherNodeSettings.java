package io.counterfoil;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.dropwizard.validation.ValidationMethod;

/** A further storage node, which always runs by itself. */
public final class FurtherNodeSettings extends NodeEntrySettings {

    FurtherNodeSettings() {
        super("");
    }

    @Override
    boolean runsByItself() {
        return true;
    }

    /** Whether the node can be found. */
    @JsonIgnore
    @ValidationMethod(
            message =
                    "a node of nodes runs by itself: adminUrl, publicUrl and keyFile have to say"
                            + " where it is and which key it wants")
    public boolean isFound() {
        return hasAddressesAndKey();
    }
}
