package io.counterfoil;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.metaAnnotatedWith;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.counterfoil.access.Allowed;
import io.counterfoil.access.Open;
import jakarta.ws.rs.HttpMethod;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.NullMarked;

/** The package map and the rules of the house, which no compiler holds. */
@AnalyzeClasses(packages = "io.counterfoil", importOptions = DoNotIncludeTests.class)
class HouseTest {
    private static final int MOST_PARAMETERS = 6;

    @ArchTest
    static final ArchRule FEATURES_HAVE_NO_CIRCLES =
            slices().matching("io.counterfoil.(*)..")
                    .should()
                    .beFreeOfCycles()
                    .because(
                            "a feature must be understood without those that use it: let the upper"
                                + " one call the lower one's face, and hand what the lower one has"
                                + " to call up there in as an interface from Wiring");

    @ArchTest
    static final ArchRule NOR_HAVE_THE_PACKAGES_OF_A_FEATURE =
            slices().matching("io.counterfoil.(**)")
                    .should()
                    .beFreeOfCycles()
                    .because(
                            "the packages of a feature stand on each other like features do: hand"
                                + " what the lower one has to know of the upper one in, as a value"
                                + " or as an interface from Wiring");

    @ArchTest
    static final ArchRule CODES_ARE_NEVER_WRITTEN_TO_DISK =
            noClasses()
                    .that()
                    .resideInAPackage("io.counterfoil.printing..")
                    .and()
                    .resideOutsideOfPackage("io.counterfoil.printing.lists..")
                    .should()
                    .callMethodWhere(
                            describe(
                                    "write a file",
                                    call ->
                                            call.getTargetOwner().isEquivalentTo(Files.class)
                                                    && call.getName()
                                                            .matches(
                                                                    "(write|create|copy|move|newOut|newBufferedW|newByte).*")))
                    .orShould()
                    .dependOnClassesThat()
                    .belongToAnyOf(
                            FileOutputStream.class, RandomAccessFile.class, FileChannel.class)
                    .because(
                            "files with codes are made while they are sent: what stands on a disk"
                                    + " outlives the count-in; only lists of one's own, on the"
                                    + " command line, are written to files");

    @ArchTest
    static final ArchRule PURE_PACKAGES_STAY_PURE =
            noClasses()
                    .that(
                            resideInAnyPackage(
                                            "io.counterfoil.brand..",
                                            "io.counterfoil.codes..",
                                            "io.counterfoil.terms..",
                                            "io.counterfoil.printing.artwork..",
                                            "io.counterfoil.printing.barcode..",
                                            "io.counterfoil.printing.layout..",
                                            "io.counterfoil.printing.pdf..",
                                            "io.counterfoil.printing.report..",
                                            "io.counterfoil.settlement.rules..")
                                    .and(notNamed("Reader"))
                                    .and(notNamed("Repository")))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.jdbi..", "java.sql..", "jakarta.ws.rs..", "com.fasterxml..")
                    .because(
                            "rules of codes, terms, money and layout are proved by property tests without"
                                + " a database: keep SQL and HTTP in the feature that uses them,"
                                + " and files in a …Reader");

    @ArchTest
    static final ArchRule WHAT_IS_PRINTED_STANDS_ON_HOW =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("barcode")
                    .definedBy("io.counterfoil.printing.barcode")
                    .layer("pdf")
                    .definedBy("io.counterfoil.printing.pdf")
                    .layer("artwork")
                    .definedBy("io.counterfoil.printing.artwork")
                    .layer("report")
                    .definedBy("io.counterfoil.printing.report")
                    .layer("layout")
                    .definedBy("io.counterfoil.printing.layout")
                    .whereLayer("barcode")
                    .mayNotAccessAnyLayer()
                    .whereLayer("pdf")
                    .mayNotAccessAnyLayer()
                    .whereLayer("artwork")
                    .mayOnlyAccessLayers("pdf")
                    .whereLayer("report")
                    .mayOnlyAccessLayers("artwork", "pdf")
                    .whereLayer("layout")
                    .mayOnlyAccessLayers("artwork", "pdf", "barcode")
                    .because(
                            "a PDF, a symbol, a drawing and a report are made without knowing what"
                                    + " they are for: hand the number, colour or text in that is"
                                    + " really needed");

    @ArchTest
    static final ArchRule ACCOUNTS_KNOW_NOBODY_WHO_LOOKS_AT_THEM =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("accounts")
                    .definedBy("io.counterfoil.accounts")
                    .layer("directory")
                    .definedBy("io.counterfoil.accounts.directory")
                    .layer("plans")
                    .definedBy("io.counterfoil.accounts.plans")
                    .layer("own")
                    .definedBy("io.counterfoil.accounts.own")
                    .whereLayer("accounts")
                    .mayNotAccessAnyLayer()
                    .whereLayer("directory")
                    .mayOnlyAccessLayers("accounts")
                    .whereLayer("plans")
                    .mayOnlyAccessLayers("accounts")
                    .whereLayer("own")
                    .mayOnlyAccessLayers("accounts", "directory")
                    .because(
                            "an account is opened, kept and ended without lists, moves and pages:"
                                    + " read it through its face, and leave rules to the accounts"
                                    + " themselves");

    @ArchTest
    static final ArchRule MAIL_KNOWS_NOBODY_WHO_POSTS =
            noClasses()
                    .that()
                    .resideInAPackage("io.counterfoil.mail..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.counterfoil..")
                                    .and(
                                            DescribedPredicate.not(
                                                    resideInAnyPackage(
                                                            "io.counterfoil.mail..",
                                                            "io.counterfoil.platform..",
                                                            "io.counterfoil.access..",
                                                            "io.counterfoil.web..",
                                                            "io.counterfoil.codes.."))))
                    .because(
                            "every feature may tell people something: hand mail the words and"
                                    + " numbers of a message, and keep the rule when to send it in"
                                    + " the feature");

    @ArchTest
    static final ArchRule FEATURES_ONLY_POST =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("io.counterfoil", "io.counterfoil.mail..")
                    .should()
                    .dependOnClassesThat(
                            resideInAPackage("io.counterfoil.mail..")
                                    .and(
                                            DescribedPredicate.not(
                                                    named("Mail")
                                                            .or(named("Message"))
                                                            .or(named("MailKind")))))
                    .because(
                            "what is posted commits with its use case and is sent by a job: post"
                                    + " through Mail, and leave the rest to it");

    @ArchTest
    static final ArchRule MONEY_FOLLOWS_AND_NEVER_LEADS =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "io.counterfoil",
                            "io.counterfoil.settlement..",
                            "io.counterfoil.proof..",
                            "io.counterfoil.console..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.counterfoil.settlement..")
                    .because(
                            "whoever moves items or grants time tells Books or GrantWatch of it and"
                                    + " knows nothing of money: ask what you need of it by an"
                                    + " interface of your own, which Wiring hands in");

    @ArchTest
    static final ArchRule SQL_LIVES_IN_REPOSITORIES =
            noClasses()
                    .that(notNamed("Repository").and(DescribedPredicate.not(inPlatform())))
                    .should()
                    .accessTargetWhere(
                            describe(
                                    "SQL runs on a handle",
                                    access -> access.getTargetOwner().isAssignableTo(Handle.class)))
                    .because(
                            "SQL is found and tested in one place for each table: move it into the"
                                    + " feature's …Repository");

    @ArchTest
    static final ArchRule SERVICES_KNOW_NO_HTTP =
            noClasses()
                    .that(
                            notNamed("Resource")
                                    .and(notNamed("Pages"))
                                    // Describes the resources by their annotations.
                                    .and(notNamed("ApiOperations"))
                                    .and(
                                            DescribedPredicate.not(
                                                    resideInAnyPackage(
                                                            "io.counterfoil",
                                                            "io.counterfoil.web..",
                                                            "io.counterfoil.access..",
                                                            "io.counterfoil.node.."))))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("jakarta.ws.rs..")
                    .because(
                            "a service is called from jobs and commands too: let it return a result"
                                    + " or throw Refused, and let the …Resource or …Pages class"
                                    + " translate");

    @ArchTest
    static final ArchRule RESOURCE_METHODS_SAY_WHO_MAY_CALL =
            methods()
                    .that(are(metaAnnotatedWith(HttpMethod.class)))
                    .and()
                    .areDeclaredInClassesThat()
                    .resideOutsideOfPackage("io.counterfoil.node..")
                    .should()
                    .beAnnotatedWith(Allowed.class)
                    .orShould()
                    .beAnnotatedWith(Open.class)
                    .because(
                            "a method that forgets to ask is open to everybody: name the roles with"
                                    + " @Allowed, or mark it @Open");

    @ArchTest
    static final ArchRule TIME_AND_CHANCE_ARE_HANDED_IN =
            noClasses()
                    .that(
                            DescribedPredicate.not(
                                    resideInAPackage("io.counterfoil")
                                            .or(named("NodeApplication"))
                                            .or(named("StorageNode"))))
                    .should()
                    .accessTargetWhere(asksTheSystem())
                    .because(
                            "a test moves the clock and repeats the dice: take an InstantSource, a"
                                    + " SecureRandom or Ids as a constructor parameter; only the"
                                    + " composition root makes them");

    @ArchTest
    static final ArchRule IDS_ARE_IN_ORDER_OF_TIME =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.counterfoil.node..")
                    .should()
                    .accessTargetWhere(
                            describe(
                                    "an id is drawn by chance",
                                    access ->
                                            access.getTargetOwner().isEquivalentTo(UUID.class)
                                                    && access.getName().equals("randomUUID")))
                    .because(
                            "random ids scatter over the index of a big table: take them from Ids");

    @ArchTest
    static final ArchRule PACKAGES_ARE_NULL_MARKED =
            classes()
                    .should(beInANullMarkedPackage())
                    .because(
                            "NullAway checks marked packages only: add a package-info.java with"
                                    + " @NullMarked, one sentence of purpose and one on who may use"
                                    + " it");

    @ArchTest
    static final ArchRule CONSTRUCTORS_ARE_SHORT =
            classes()
                    .that(describe("are not records", type -> !type.isRecord()))
                    .should(haveShortConstructors())
                    .because("more than six parameters are two classes: split it");

    private static DescribedPredicate<JavaClass> notNamed(String ending) {
        return DescribedPredicate.not(named(ending));
    }

    /** Nested classes count as the one around them. */
    private static DescribedPredicate<JavaClass> named(String ending) {
        return describe(
                "named …" + ending,
                type -> {
                    JavaClass outermost = type;
                    while (outermost.getEnclosingClass().isPresent()) {
                        outermost = outermost.getEnclosingClass().get();
                    }
                    return outermost.getSimpleName().endsWith(ending);
                });
    }

    private static DescribedPredicate<JavaClass> inPlatform() {
        return resideInAPackage("io.counterfoil.platform..");
    }

    private static DescribedPredicate<JavaAccess<?>> asksTheSystem() {
        Set<String> forbidden =
                Set.of(
                        Instant.class.getName() + ".now",
                        InstantSource.class.getName() + ".system",
                        Clock.class.getName() + ".systemUTC",
                        Clock.class.getName() + ".systemDefaultZone",
                        Clock.class.getName() + ".system",
                        Clock.class.getName() + ".tick",
                        Clock.class.getName() + ".tickMillis",
                        Clock.class.getName() + ".tickSeconds",
                        Clock.class.getName() + ".tickMinutes",
                        "java.time.LocalDate.now",
                        "java.time.LocalTime.now",
                        "java.time.LocalDateTime.now",
                        "java.time.OffsetTime.now",
                        "java.time.OffsetDateTime.now",
                        "java.time.ZonedDateTime.now",
                        "java.time.YearMonth.now",
                        "java.time.Year.now",
                        "java.time.MonthDay.now",
                        "java.lang.System.currentTimeMillis",
                        "java.lang.Math.random",
                        "java.util.Date.<init>",
                        "java.util.Random.<init>",
                        "java.util.concurrent.ThreadLocalRandom.current",
                        "java.security.SecureRandom.<init>",
                        "java.security.SecureRandom.getInstanceStrong");
        return describe(
                "the system is asked for time or chance",
                access -> {
                    AccessTarget target = access.getTarget();
                    return forbidden.contains(
                            target.getOwner().getFullName() + "." + target.getName());
                });
    }

    private static ArchCondition<JavaClass> beInANullMarkedPackage() {
        return new ArchCondition<>("be in a null-marked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked =
                        type.getPackage()
                                .tryGetPackageInfo()
                                .filter(info -> info.isAnnotatedWith(NullMarked.class))
                                .isPresent();
                events.add(
                        new SimpleConditionEvent(
                                type, marked, type.getPackageName() + " of " + type.getName()));
            }
        };
    }

    private static ArchCondition<JavaClass> haveShortConstructors() {
        return new ArchCondition<>("have constructors of at most six parameters") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaConstructor constructor : type.getConstructors()) {
                    events.add(
                            new SimpleConditionEvent(
                                    type,
                                    constructor.getParameters().size() <= MOST_PARAMETERS,
                                    constructor.getFullName()));
                }
            }
        };
    }
}
