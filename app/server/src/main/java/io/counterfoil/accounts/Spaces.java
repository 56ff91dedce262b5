package io.counterfoil.accounts;

import io.counterfoil.platform.Tx;
import io.counterfoil.provisioning.Desired;
import io.counterfoil.provisioning.Provisioning;
import java.util.List;
import java.util.UUID;

/** Brings the bounds of accounts to their nodes. */
final class Spaces {
    private final Provisioning provisioning;

    Spaces(Provisioning provisioning) {
        this.provisioning = provisioning;
    }

    /** Has the node follow an account's quotas; a parent's hard one is that of all who share it. */
    void follow(Tx tx, Account account) {
        List<UUID> family =
                account.parent() == null
                        ? new TermRepository(tx)
                                .family(account.id()).stream()
                                        .map(TermRepository.Member::account)
                                        .toList()
                        : List.of(account.id());
        for (UUID member : family) {
            Desired before = provisioning.placement(tx, member).orElseThrow().desired();
            Desired own =
                    member.equals(account.id())
                            ? new Desired(
                                    account.hardQuotaBytes(),
                                    account.userQuotaBytes(),
                                    before.pool(),
                                    before.state())
                            : before;
            provisioning.change(
                    tx, member, family.size() > 1 ? own.sharing(Quotas.pool(account)) : own);
        }
    }
}
