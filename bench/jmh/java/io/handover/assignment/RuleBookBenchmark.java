package io.handover.assignment;

import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Decisions a second, of a mix in which eleven in a hundred are refused, each for one of the usual reasons. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OperationsPerInvocation(RuleBookBenchmark.QUESTIONS)
@Fork(
        value = 2,
        jvmArgs = {"-Xmx64m", "-XX:+UseSerialGC"})
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class RuleBookBenchmark {
    static final int QUESTIONS = 10_000;

    private static final VirtualAccount FOLDER = new VirtualAccount(1, "DEFAULT");
    private static final Account WAITING =
            new Account(1, "waiting.partner7.example", Account.Type.HOLDING, "ACTIVE", "P7");
    private static final Person ASKER = new Person("P7", true, false);

    private final Question[] questions = new Question[QUESTIONS];

    public RuleBookBenchmark() {
        Random random = new Random(11);
        for (int number = 0; number < QUESTIONS; number++) {
            questions[number] = new Question(request(number), facts(number, random.nextInt(100)));
        }
    }

    private static Request request(int number) {
        return new Request(
                "1%09d".formatted(number),
                "",
                "d%d.example".formatted(number),
                "",
                "VA-%d".formatted(number),
                "user%d@partner7.example".formatted(number),
                "",
                "",
                "",
                null,
                false);
    }

    private static Facts facts(int number, int ofHundred) {
        String status = ofHundred == 0 ? "BOOKED" : ofHundred == 1 ? "CANCELLED" : "SHIPPED";
        String export = ofHundred == 2 ? "HELD" : "NONE";
        String accountStatus = ofHundred == 3 || ofHundred == 4 ? "PENDING" : ofHundred == 5 ? "SUSPENDED" : "ACTIVE";
        Order order = new Order(
                number,
                "1%09d".formatted(number),
                Order.Kind.STANDARD,
                status,
                export,
                ofHundred == 6 ? "P8" : "P7",
                number % 10 == 9 ? null : new Place(WAITING, FOLDER),
                false);
        Account account =
                new Account(2 + number, "d%d.example".formatted(number), Account.Type.CUSTOMER, accountStatus, "");
        boolean orderFound = ofHundred != 7;
        boolean accountFound = ofHundred != 8;
        return new Facts(
                ASKER,
                orderFound ? 1 : 0,
                orderFound ? order : null,
                accountFound ? 1 : 0,
                accountFound ? account : null,
                accountFound && ofHundred != 9 ? FOLDER : null,
                ofHundred == 10,
                null);
    }

    @Benchmark
    public void decide(Blackhole sink) {
        for (Question question : questions) {
            sink.consume(RuleBook.decide(question.request(), question.facts()));
        }
    }
}
