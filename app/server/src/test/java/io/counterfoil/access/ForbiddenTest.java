package io.counterfoil.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ForbiddenTest {
    private static final UUID SOME = new UUID(0, 1);
    private static final Set<Role> SHOP = EnumSet.of(Role.MANAGER, Role.CLERK);

    @Test
    void whoWorksForTheProviderLearnsThatAPageIsForShops() {
        assertThat(Forbidden.words(staff(Role.OWNER), SHOP).toString())
                .startsWith("This is for the people of a shop")
                .contains("Sign out, then sign in");
    }

    @Test
    void whoWorksForTheProviderLearnsWhoOfThemMay() {
        assertThat(
                        Forbidden.words(
                                staff(Role.SUPPORT),
                                EnumSet.of(Role.OWNER, Role.FINANCE, Role.PROVIDER_KEY))
                                .toString())
                .startsWith("You are signed in as support, and this is for an owner or finance.");
    }

    @Test
    void aClerkIsSentToTheManagerAndBothToTheProviderForItsPages() {
        assertThat(Forbidden.words(shop(Role.CLERK), EnumSet.of(Role.MANAGER)).toString())
                .contains("a manager of your shop");
        assertThat(Forbidden.words(shop(Role.MANAGER), EnumSet.of(Role.OWNER)).toString())
                .startsWith("This is for your provider's staff");
    }

    @Test
    void aProgramLearnsWhoseKeyItNeeds() {
        Principal till = new Principal.Till(SOME, SOME, SOME, SOME, SOME);
        assertThat(Forbidden.words(till, EnumSet.of(Role.PROVIDER_KEY, Role.RETAILER_KEY)).toString())
                .isEqualTo(
                        "This API key is a till's, which may not do this. Use a key of the shop"
                                + " itself.");
        assertThat(Forbidden.words(till, EnumSet.of(Role.OWNER, Role.PROVIDER_KEY)).toString())
                .endsWith("Use a key of the provider.");
        assertThat(Forbidden.words(till, EnumSet.of(Role.OWNER)).toString()).startsWith("No API key");
        assertThat(
                        Forbidden.words(
                                new Principal.ProviderKey(
                                        SOME, SOME, null, KeyScopes.EVERYTHING),
                                EnumSet.of(Role.TILL))
                                .toString())
                .contains("the key of a terminal");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void whoeverMayWhateverItIsASentenceThatEnds(Role other) {
        for (Principal principal :
                new Principal[] {
                    staff(Role.READ_ONLY),
                    shop(Role.CLERK),
                    new Principal.RetailerKey(SOME, SOME, SOME, KeyScopes.EVERYTHING),
                    new Principal.AccountHolder(SOME, SOME, SOME, null)
                }) {
            assertThat(Forbidden.words(principal, EnumSet.of(other)).toString()).matches("[A-Z].*\\.");
        }
    }

    private static Principal staff(Role role) {
        return new Principal.Staff(SOME, SOME, "Sam", role, null);
    }

    private static Principal shop(Role role) {
        return new Principal.Staff(SOME, SOME, "Kim", role, SOME);
    }
}
