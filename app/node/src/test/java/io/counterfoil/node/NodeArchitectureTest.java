package io.counterfoil.node;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.counterfoil.node.accounts.Access;
import io.counterfoil.node.accounts.Account;
import io.counterfoil.node.accounts.Accounts;
import io.counterfoil.node.accounts.Logins;
import io.counterfoil.node.admin.AdminServlet;
import io.counterfoil.node.content.Repository;
import io.counterfoil.node.content.Target;
import io.counterfoil.node.content.Upload;
import io.counterfoil.node.data.ByteRange;
import io.counterfoil.node.data.DataPort;
import io.counterfoil.node.data.RepositoryProtocol;
import io.counterfoil.node.store.BucketStore;
import io.counterfoil.node.store.DiskStore;
import io.counterfoil.node.store.NodeStore;
import io.counterfoil.node.store.ObjectStore;
import java.time.Instant;

@AnalyzeClasses(packages = "io.counterfoil", importOptions = ImportOption.DoNotIncludeTests.class)
class NodeArchitectureTest {
    @ArchTest
    static final ArchRule the_node_knows_nothing_of_the_server =
            noClasses()
                    .that()
                    .resideInAPackage("io.counterfoil.node..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.counterfoil..")
                                    .and(resideOutsideOfPackage("io.counterfoil.node..")))
                    .because(
                            "a node is useful alone; what both sides need belongs into"
                                    + " io.counterfoil.node.contract");

    @ArchTest
    static final ArchRule the_contract_stands_alone =
            noClasses()
                    .that()
                    .resideInAPackage("io.counterfoil.node.contract")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.dropwizard..", "org.eclipse..")
                    .orShould()
                    .dependOnClassesThat(
                            resideInAPackage("io.counterfoil.node..")
                                    .and(
                                            resideOutsideOfPackage(
                                                    "io.counterfoil.node.contract")))
                    .because("the server's client reads it without the node's insides");

    @ArchTest
    static final ArchRule the_protocol_knows_no_credentials_and_no_admin =
            noClasses()
                    .that()
                    .haveNameMatching(
                            ".*\\.(RepositoryProtocol|Upload|Repository|ObjectStore|DiskStore|BucketStore|Target|ByteRange)")
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching(
                            ".*\\.(Accounts|Account|Access|Logins|AdminServlet|Credential)")
                    .because("who asks is settled by DataPort before the inner part begins");

    @ArchTest
    static final ArchRule whose_store_it_is_only_the_root_knows =
            noClasses()
                    .that()
                    .resideInAPackage("io.counterfoil.node..")
                    .and()
                    .haveNameNotMatching(".*\\.(NodeStore|(Disk|Bucket)Store)(\\$.*)?")
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching(".*\\.(Disk|Bucket)Store(\\$.*)?")
                    .because("where objects lie is chosen once; the rest sees ObjectStore");

    @ArchTest
    static final ArchRule only_the_bucket_knows_its_client =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.counterfoil.node.bucket")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("software.amazon.awssdk..")
                    .because("another client can take its place there");

    @ArchTest
    static final ArchRule the_bucket_knows_nothing_of_the_node =
            noClasses()
                    .that()
                    .resideInAPackage("io.counterfoil.node.bucket")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.counterfoil..")
                                    .and(resideOutsideOfPackage("io.counterfoil.node.bucket")))
                    .because("it keeps objects by key, whatever they are");

    @ArchTest
    static final ArchRule who_counts_guesses_knows_nothing_of_accounts =
            noClasses()
                    .that()
                    .resideInAPackage("io.counterfoil.node.guard")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.counterfoil..")
                                    .and(resideOutsideOfPackage("io.counterfoil.node.guard")))
                    .because("names and addresses are all it goes by");

    @ArchTest
    static final ArchRule certificates_are_nothing_of_the_node =
            noClasses()
                    .that()
                    .resideInAPackage("io.counterfoil.node.tls")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.counterfoil..")
                                    .and(resideOutsideOfPackage("io.counterfoil.node.tls")))
                    .because("any server may have such a connector");

    @ArchTest
    static final ArchRule the_face_is_small =
            classes()
                    .that()
                    .resideInAPackage("io.counterfoil.node")
                    .and()
                    .arePublic()
                    .and()
                    .areTopLevelClasses()
                    .should()
                    .haveNameMatching(
                            ".*\\.(StorageNode|NodeSettings|NodeApplication|NodeConfiguration|NodeServerFactory|PeerSettings)")
                    .because("everything else goes over the node's two ports");

    @ArchTest
    static final ArchRule what_lies_below_knows_nothing_of_what_stands_on_it =
            slices().matching("io.counterfoil.(node.*)..")
                    .should()
                    .beFreeOfCycles()
                    .because("each room can be understood without those above it");

    @ArchTest
    static final ArchRule the_ports_stand_on_nothing_but_the_rooms_below =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.counterfoil.node.store",
                            "io.counterfoil.node.content",
                            "io.counterfoil.node.accounts",
                            "io.counterfoil.node.copies",
                            "io.counterfoil.node.scrub")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.counterfoil.node",
                            "io.counterfoil.node.data",
                            "io.counterfoil.node.admin")
                    .because("accounts and objects are the same whoever asks for them");

    @ArchTest
    static final ArchRule nobody_asks_the_system_for_the_time =
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .because("time comes from the injected InstantSource");
}
