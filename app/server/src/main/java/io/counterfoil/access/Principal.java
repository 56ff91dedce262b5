package io.counterfoil.access;

import io.counterfoil.platform.Actor;
import io.counterfoil.platform.Scope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who calls, once the credentials are checked. */
public sealed interface Principal {

    /** The tenant whose world the call sees. */
    UUID provider();

    /** As what they call. */
    Role role();

    /** Whose rows the call may touch. */
    Scope scope();

    /** How events name them. */
    Actor actor();

    /** What of it they may do with an API key; people may do all that their role may. */
    default KeyScopes scopes() {
        return KeyScopes.EVERYTHING;
    }

    /** The id of the person whose sign-in it is: a member of staff, or a customer's account. */
    default UUID person() {
        return switch (this) {
            case Staff staff -> staff.id();
            case AccountHolder holder -> holder.account();
            default -> throw new IllegalStateException("only people sign in");
        };
    }

    /**
     * A signed-in member of staff, of the provider or (with {@code retailer}) of one of its
     * retailers.
     */
    record Staff(UUID provider, UUID id, String name, Role role, @Nullable UUID retailer)
            implements Principal {
        @Override
        public Scope scope() {
            return retailer == null
                    ? new Scope.Provider(provider)
                    : new Scope.Retailer(provider, retailer);
        }

        @Override
        public Actor actor() {
            return new Actor("staff:" + id, id);
        }
    }

    /** A program with an API key of the provider; it counts as the person who made the key. */
    record ProviderKey(UUID provider, UUID id, @Nullable UUID createdBy, KeyScopes scopes)
            implements Principal {
        @Override
        public Role role() {
            return Role.PROVIDER_KEY;
        }

        @Override
        public Scope scope() {
            return new Scope.Provider(provider);
        }

        @Override
        public Actor actor() {
            return Actor.key(id, createdBy);
        }
    }

    /** A program with an API key of a retailer. */
    record RetailerKey(UUID provider, UUID id, UUID retailer, KeyScopes scopes)
            implements Principal {
        @Override
        public Role role() {
            return Role.RETAILER_KEY;
        }

        @Override
        public Scope scope() {
            return new Scope.Retailer(provider, retailer);
        }

        @Override
        public Actor actor() {
            return Actor.key(id, null);
        }
    }

    /** A till: an API key bound to one terminal of one outlet. */
    record Till(UUID provider, UUID id, UUID retailer, UUID outlet, UUID terminal)
            implements Principal {
        @Override
        public Role role() {
            return Role.TILL;
        }

        @Override
        public Scope scope() {
            return new Scope.Retailer(provider, retailer);
        }

        @Override
        public Actor actor() {
            return Actor.key(id, null);
        }
    }

    /**
     * A member of the provider's staff who sees an account as its customer does.
     *
     * @param staff who
     * @param name theirs
     */
    record Acting(UUID staff, String name) {}

    /**
     * A customer signed in to one of their accounts.
     *
     * @param acting who sees it in the customer's place; null = the customer
     */
    record AccountHolder(UUID provider, UUID account, UUID customer, @Nullable Acting acting)
            implements Principal {
        @Override
        public Role role() {
            return Role.ACCOUNT_HOLDER;
        }

        @Override
        public Scope scope() {
            return new Scope.Customer(provider, customer);
        }

        @Override
        public Actor actor() {
            return acting == null
                    ? new Actor("account:" + account, null)
                    : new Actor("staff:" + acting.staff(), acting.staff());
        }
    }

    /** Somebody without credentials, on a provider's web address. */
    record Visitor(UUID provider) implements Principal {
        @Override
        public Role role() {
            return Role.VISITOR;
        }

        @Override
        public Scope scope() {
            return new Scope.Provider(provider);
        }

        @Override
        public Actor actor() {
            return Actor.VISITOR;
        }
    }
}
