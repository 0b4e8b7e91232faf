package io.handover.command;

import io.handover.database.TestDatabase;
import io.handover.run.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as its users meet it, on a test's database: command lines in, texts and an exit status out. */
public final class TestProgram {
    private final Map<String, Object> database;
    private final Clock clock;

    private TestProgram(Map<String, Object> database) {
        this(database, Clock.systemUTC());
    }

    private TestProgram(Map<String, Object> database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public static TestProgram on(TestDatabase database) {
        return new TestProgram(database.properties());
    }

    /** On whatever database the properties name. */
    public static TestProgram with(Map<String, Object> properties) {
        return new TestProgram(properties);
    }

    /** Returns the same program, for which it is the time that this clock shows. */
    public TestProgram withClock(Clock other) {
        return new TestProgram(database, other);
    }

    public static TestProgram at(String url, String user, String password) {
        return new TestProgram(Map.of(
                "handover.database.url", url,
                "handover.database.user", user,
                "handover.database.password", password));
    }

    /** What a command printed, and how it ended. */
    public record Result(int status, String out, String err) {
        /** Standard output, which must be one JSON object. */
        public JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    /** Runs a command, and calls the hook whenever a step begins or a chunk is about to commit. */
    public Result runWith(Consumer<String> hook, Object... arguments) {
        Hooks.hook = hook;
        Hooks.clock = clock;
        System.setProperty("spring.main.sources", Hooks.class.getName());
        try {
            return run(arguments);
        } finally {
            System.clearProperty("spring.main.sources");
            Hooks.hook = work -> {};
        }
    }

    /** Returns a hook by which the program fails when work begins that starts with these words. */
    public static Consumer<String> failingAt(String moment) {
        return work -> {
            if (work.startsWith(moment)) {
                throw new IllegalStateException("planted");
            }
        };
    }

    /** Where tests get between the steps of a run. */
    @TestConfiguration(proxyBeanMethods = false)
    public static class Hooks {
        /** What {@link Consumer#accept} is told when a chunk is about to commit; else it is the work that begins. */
        public static final String CHUNK = "chunk";

        private static Consumer<String> hook = work -> {};

        private static Clock clock = Clock.systemUTC();

        @Bean
        @Primary
        Clock told() {
            return clock;
        }

        @Bean
        @Primary
        Progress hooked() {
            return new Progress() {
                private boolean deciding;

                @Override
                public void begin(String work, long total) {
                    deciding = work.startsWith("deciding");
                    hook.accept(work);
                }

                @Override
                public void advance(long more) {
                    if (deciding && more > 1) {
                        hook.accept(CHUNK);
                    }
                }

                @Override
                public void end() {}
            };
        }
    }

    /** Starts what is behind the commands and leaves it running, for tests that ask it for many runs. */
    public ConfigurableApplicationContext start() {
        setDatabase();
        return Application.startForRun(1);
    }

    /** Another program's database may have been named more fully than this one's. */
    private void setDatabase() {
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.matches("(handover\\.(database|mail|webhook)|otel)\\..*|traceparent")
                        && !database.containsKey(name))
                .forEach(System::clearProperty);
        database.forEach((name, value) -> System.setProperty(name, value.toString()));
    }

    public Result run(Object... arguments) {
        setDatabase();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = new String[arguments.length];
        for (int at = 0; at < words.length; at++) {
            words[at] = arguments[at].toString();
        }
        int status = HandoverCommand.execute(new PrintWriter(out), new PrintWriter(err), words);
        return new Result(status, out.toString(), err.toString());
    }
}
