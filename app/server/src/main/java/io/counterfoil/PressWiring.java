package io.counterfoil;

import io.counterfoil.access.Tokens;
import io.counterfoil.catalog.Catalog;
import io.counterfoil.codes.ServerKey;
import io.counterfoil.platform.Transactions;
import io.counterfoil.printing.Press;
import io.counterfoil.printing.PrintRuns;
import io.counterfoil.printing.brand.Letterhead;
import io.counterfoil.printing.brand.Logos;
import io.counterfoil.printing.bureau.BureauLinks;
import io.counterfoil.printing.bureau.Bureaus;
import io.counterfoil.printing.layout.Templates;
import io.counterfoil.printing.templates.OwnTemplates;
import java.nio.file.Path;

/**
 * What there is to print with, before anything is ordered.
 *
 * @param templates what a provider brings itself
 * @param logos how providers look on what they print
 * @param bureaus who prints for them
 * @param bureauLinks with which bureaus fetch their packages
 * @param press says what stands on items
 */
record PressWiring(
        OwnTemplates templates,
        Logos logos,
        Bureaus bureaus,
        BureauLinks bureauLinks,
        Press press) {

    /** What stands at the head of papers for people. */
    static Letterhead letterhead(Ground ground, AccessWiring access) {
        return new Letterhead(
                access.providers(),
                new Logos(ground.transactions(), access.audit()),
                ground.messages());
    }

    static PressWiring of(
            Ground ground, AccessWiring access, Catalog catalog, Path templateFolder) {
        Transactions transactions = ground.transactions();
        OwnTemplates templates =
                new OwnTemplates(
                        transactions,
                        access.audit(),
                        Templates.in(templateFolder),
                        PrintRuns::openWith);
        Bureaus bureaus = new Bureaus(transactions, access.audit(), ground.ids());
        return new PressWiring(
                templates,
                new Logos(transactions, access.audit()),
                bureaus,
                new BureauLinks(
                        transactions,
                        access.providers(),
                        new Tokens(
                                ground.serverKey(),
                                ServerKey.Purpose.ONE_TIME_LINK,
                                ground.random()),
                        access.approvals(),
                        access.audit(),
                        ground.ids()),
                new Press(templates, catalog, access.providers(), bureaus));
    }
}
