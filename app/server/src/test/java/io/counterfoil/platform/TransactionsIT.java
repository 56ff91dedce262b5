package io.counterfoil.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import io.counterfoil.TestWorld;
import io.counterfoil.codes.ServerKey;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.db.ManagedDataSource;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionsIT {
    private final EventLog events = new EventLog();
    private TestWorld world;
    private Transactions transactions;

    record Answer(String text, int number) {}

    @BeforeAll
    void open() {
        world = new TestWorld();
        transactions = world.wiring().transactions();
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void aScopeSeesItsOwnProviderAlone() {
        assertThat(names(world.caller())).containsExactly("Harbour Backup");
        assertThat(names(world.decoy())).containsExactly("Other Backup");
        assertThat(names(new Caller(Scope.system(), Actor.VISITOR))).hasSize(2);
    }

    @Test
    void aScopeCanNotWriteForAnotherProvider() {
        assertThatThrownBy(
                        () ->
                                transactions.write(
                                        world.decoy(),
                                        tx ->
                                                tx.handle()
                                                        .createUpdate(
                                                                """
                                                                INSERT INTO plan (provider_id, id, name, edition, created_at)
                                                                VALUES (:provider, :id, 'Stolen', 'basic', :now)
                                                                """)
                                                        .bind("provider", world.provider().id())
                                                        .bind("id", UUID.randomUUID())
                                                        .bind("now", tx.now())
                                                        .execute()))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("row-level security");
    }

    @Test
    void whatIsDoneAfterACommitFindsTheConnectionGivenBack() throws Exception {
        ManagedDataSource onlyOne = poolOfOne();
        try {
            StoredAnswers answers =
                    new StoredAnswers(
                            ServerKey.generate(new SecureRandom()),
                            Json.mapper(),
                            new SecureRandom());
            Transactions narrow =
                    new Transactions(Jdbi.create(onlyOne), world.clock(), answers);
            List<String> seen = new ArrayList<>();
            narrow.write(
                    world.caller(),
                    tx -> {
                        tx.afterCommit(() -> seen.addAll(names(narrow, world.caller())));
                        return tx.now();
                    });
            assertThat(seen).containsExactly("Harbour Backup");
        } finally {
            onlyOne.stop();
        }
    }

    private ManagedDataSource poolOfOne() {
        DataSourceFactory pool = new DataSourceFactory();
        pool.setDriverClass("org.postgresql.Driver");
        pool.setUrl(world.database().jdbcUrl());
        pool.setUser(world.database().app().user());
        pool.setPassword(world.database().app().password());
        pool.setInitialSize(1);
        pool.setMinSize(1);
        pool.setMaxSize(1);
        pool.setMaxWaitForConnection(io.dropwizard.util.Duration.seconds(2));
        return pool.build(new MetricRegistry(), "narrow");
    }

    @Test
    void aTextThatTheDatabaseCanNotKeepIsRefusedInWordsAloneAndInAList() {
        assertThatThrownBy(() -> echo("a\0b"))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.type()).isEqualTo(ProblemType.INVALID));
        assertThatThrownBy(
                        () ->
                                transactions.read(
                                        world.caller(),
                                        tx ->
                                                tx.handle()
                                                        .createQuery("SELECT :all::text[] IS NULL")
                                                        .bindArray(
                                                                "all",
                                                                String.class,
                                                                List.of("a", "\0"))
                                                        .mapTo(Boolean.class)
                                                        .one()))
                .isInstanceOf(Refused.class);
        assertThat(echo("a\tb\u0001\ufeff")).isEqualTo("a\tb\u0001\ufeff");
    }

    private String echo(String text) {
        return transactions.read(
                world.caller(),
                tx ->
                        tx.handle()
                                .createQuery("SELECT :text::text")
                                .bind("text", text)
                                .mapTo(String.class)
                                .one());
    }

    @Test
    void aReadChangesNothing() {
        assertThatThrownBy(
                        () -> transactions.read(world.caller(), tx -> append(tx, Subject.item(1))))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("read-only");
    }

    @Test
    void aFailureLeavesNothingBehind() {
        Subject subject = Subject.run(UUID.randomUUID());
        assertThatThrownBy(
                        () ->
                                transactions.write(
                                        world.caller(),
                                        tx -> {
                                            append(tx, subject);
                                            throw Refused.notFound("thing");
                                        }))
                .isInstanceOf(Refused.class);
        assertThat(chain(world.caller(), subject)).isEmpty();
    }

    @Test
    void whatIsKnownIsLookedUpOnceInATransactionUntilItIsForgotten() {
        AtomicInteger looks = new AtomicInteger();
        UUID id = UUID.randomUUID();
        Function<Tx, Integer> look =
                tx ->
                        tx.known(
                                        Integer.class,
                                        id,
                                        () -> Optional.of(looks.incrementAndGet()))
                                .orElseThrow();
        List<Integer> seen =
                transactions.read(
                        world.caller(),
                        tx -> {
                            List<Integer> found = new ArrayList<>();
                            found.add(look.apply(tx));
                            found.add(look.apply(tx));
                            tx.forget(Integer.class, id);
                            found.add(look.apply(tx));
                            return found;
                        });
        assertThat(seen).containsExactly(1, 1, 2);
        assertThat(transactions.read(world.caller(), look)).isEqualTo(3);
    }

    @Test
    void theSameKeyGetsTheSameAnswerAndDoesTheWorkOnce() {
        AtomicInteger runs = new AtomicInteger();
        Caller caller = withKey("key-1", 1);
        Answer first =
                transactions.once(
                        caller, Answer.class, tx -> new Answer("done", runs.incrementAndGet()));
        Answer second =
                transactions.once(
                        caller, Answer.class, tx -> new Answer("again", runs.incrementAndGet()));
        assertThat(second).isEqualTo(first).isEqualTo(new Answer("done", 1));
        assertThat(runs).hasValue(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        transactions.once(withKey("key-2", 1), Answer.class, tx -> new Answer("done", 1));
        assertThatThrownBy(
                        () ->
                                transactions.once(
                                        withKey("key-2", 2),
                                        Answer.class,
                                        tx -> new Answer("other", 2)))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.type()).isEqualTo(ProblemType.KEY_REUSED));
    }

    @Test
    void aRefusedWriteMayBeTriedAgainWithItsKey() {
        Caller caller = withKey("key-3", 1);
        assertThatThrownBy(
                        () ->
                                transactions.once(
                                        caller,
                                        Answer.class,
                                        tx -> {
                                            throw Refused.notFound("thing");
                                        }))
                .isInstanceOf(Refused.class);
        assertThat(transactions.once(caller, Answer.class, tx -> new Answer("now", 1)).text())
                .isEqualTo("now");
    }

    @Test
    void fiftyCallsWithOneKeyAtOnceAreOneWrite() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Caller caller = withKey("key-4", 1);
        Callable<Answer> call =
                () ->
                        transactions.once(
                                caller,
                                Answer.class,
                                tx -> new Answer("done", runs.incrementAndGet()));
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (var answer :
                    threads.invokeAll(IntStream.range(0, 50).mapToObj(i -> call).toList())) {
                assertThat(answer.get()).isEqualTo(new Answer("done", 1));
            }
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    void anAnswerIsNotInTheDatabaseInClear() {
        transactions.once(withKey("key-5", 1), Answer.class, tx -> new Answer("top secret", 1));
        boolean found =
                transactions.read(
                        world.caller(),
                        tx ->
                                tx.handle()
                                        .createQuery(
                                                "SELECT bool_or(position('top secret'::bytea IN"
                                                        + " answer) > 0) FROM stored_answer")
                                        .mapTo(Boolean.class)
                                        .one());
        assertThat(found).isFalse();
    }

    @Test
    void theApplicationCanNotRewriteThePast() {
        Subject subject = Subject.run(UUID.randomUUID());
        transactions.write(world.caller(), tx -> append(tx, subject));
        assertThatThrownBy(
                        () ->
                                transactions.write(
                                        world.caller(),
                                        tx -> tx.handle().execute("UPDATE event SET body = '{}'")))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(
                        () ->
                                transactions.write(
                                        world.caller(),
                                        tx -> tx.handle().execute("DELETE FROM event")))
                .hasMessageContaining("permission denied");
    }

    @Test
    void eventsOfASubjectFormAChainInOrder() {
        Subject subject = Subject.run(UUID.randomUUID());
        transactions.write(world.caller(), tx -> append(tx, subject));
        world.clock().forward(Duration.ofMinutes(1));
        transactions.write(world.caller(), tx -> append(tx, subject));
        List<Event> chain = chain(world.caller(), subject);
        assertThat(chain).extracting(Event::seq).containsExactly(1, 2);
        assertThat(chain.get(1).at()).isEqualTo(chain.get(0).at().plusSeconds(60));
        assertThat(chain.get(0).hash()).isNotEqualTo(chain.get(1).hash());
        assertThat(chain(world.decoy(), subject)).isEmpty();
    }

    private List<Event> chain(Caller caller, Subject subject) {
        return transactions.read(caller, tx -> events.of(tx, subject));
    }

    private Caller withKey(String key, int fingerprint) {
        Caller caller = world.caller();
        Actor actor = new Actor("key:same", null);
        return new Caller(
                caller.scope(), actor, new WriteKey(key, new byte[] {(byte) fingerprint}));
    }

    private Object append(Tx tx, Subject subject) {
        events.append(tx, subject, "noted", Map.of("fact", 1));
        return subject;
    }

    private List<String> names(Caller caller) {
        return names(transactions, caller);
    }

    private static List<String> names(Transactions transactions, Caller caller) {
        return transactions.read(
                caller,
                tx ->
                        tx.handle()
                                .createQuery("SELECT name FROM provider ORDER BY name")
                                .mapTo(String.class)
                                .list());
    }
}
