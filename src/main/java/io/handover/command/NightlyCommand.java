package io.handover.command;

import io.handover.nightly.CronTimes;
import io.handover.nightly.EveryNight;
import io.handover.nightly.Home;
import io.handover.nightly.HomeLock;
import io.handover.nightly.NightlyPass;
import io.handover.nightly.PassOptions;
import io.handover.nightly.PassReport;
import io.handover.nightly.PassSummary;
import io.handover.run.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nightly}: what nobody has to watch. */
@Command(
        name = "nightly",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Takes in what has arrived in a folder: feeds, then request files in the order of their names, then"
                        + " decides the deferred requests again.",
        footer = {
            "",
            "In DIR, made when they are missing:",
            "  inbox/           request files, *.csv, with a column requester",
            "  inbox/facts/     feeds",
            "  reports/         what went out, and a summary of each pass",
            "  archive/<date>/  files that are done with",
            "  refused/         files that were refused, each with a .why.txt",
            "",
            "A file that is still being written is left for the next pass."
        })
final class NightlyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(names = "--home", paramLabel = "DIR", required = true, description = "The folder to work in.")
    private Path folder;

    @Option(names = "--accept-terms", description = "Accept the terms of use; nothing moves without that.")
    private boolean acceptTerms;

    @Option(
            names = "--expire-after",
            paramLabel = "TIME",
            converter = Age.class,
            defaultValue = "30d",
            description = "How long a deferred request may wait, as in 30d or 12h (default: ${DEFAULT-VALUE}).")
    private Duration expireAfter;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            converter = Age.class,
            defaultValue = "5s",
            description = "How long a file must not have changed to be taken for whole (default: ${DEFAULT-VALUE}).")
    private Duration settle;

    @Option(
            names = "--every",
            paramLabel = "CRON",
            description = "Stay, and make a pass at these times, as in \"0 2 * * *\" for every night at two.")
    private @Nullable String every;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = Zone.class,
            description = "By whose clock, as in Europe/Berlin (default: that of the system).")
    private ZoneId zone = ZoneId.systemDefault();

    @Mixin
    private Workers workers;

    @Mixin
    private AfterRun afterRun;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() throws IOException {
        Arguments.requireWritableFolder(command, folder);
        workers.check(command);
        try (ConfigurableApplicationContext time = new SpringApplicationBuilder(MachineTime.class)
                .addCommandLineProperties(false)
                .registerShutdownHook(false)
                .run()) {
            Clock clock = time.getBean(Clock.class);
            Optional<CronTimes> times = Optional.ofNullable(every).map(cron -> times(cron, clock));
            PassOptions options = new PassOptions(
                    Terms.accepted(acceptTerms, command, clock),
                    System.getProperty("user.name"),
                    expireAfter,
                    settle,
                    workers.count(),
                    zone);
            return OrderlyEnd.of(atWork ->
                    times.isPresent() ? stay(times.get(), options, clock, atWork) : pass(options, clock, atWork));
        }
    }

    private CronTimes times(String cron, Clock clock) {
        try {
            return new CronTimes(cron, zone, clock);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), "--every: '" + cron + "': " + wrong.getMessage() + ".");
        }
    }

    private int stay(CronTimes times, PassOptions options, Clock clock, Consumer<Runnable> atWork) {
        EveryNight nights = new EveryNight();
        atWork.accept(nights::stop);
        tellNext(times, clock);
        int last = nights.carryOut(
                stoppable -> {
                    int status = passOrFail(options, clock, stoppable);
                    tellNext(times, clock);
                    return status;
                },
                times,
                clock);
        return last == ExitStatus.STOPPED ? last : ExitStatus.DONE;
    }

    private void tellNext(CronTimes times, Clock clock) {
        times.after(clock.instant())
                .ifPresent(next -> command.commandLine()
                        .getErr()
                        .println("The next pass is at " + next.atZone(zone).toOffsetDateTime() + "."));
    }

    /** A pass that fails is told; the next one may do better. */
    private int passOrFail(PassOptions options, Clock clock, Consumer<Runnable> atWork) {
        try {
            return pass(options, clock, atWork);
        } catch (IOException | RuntimeException failed) {
            Failure failure = Failure.of(failed);
            command.commandLine().getErr().println(failure.message());
            return failure.ending().status();
        }
    }

    @SuppressWarnings("try") // The lock is held, not used.
    private int pass(PassOptions options, Clock clock, Consumer<Runnable> atWork) throws IOException {
        Home home = new Home(folder);
        home.make();
        Optional<HomeLock> lock = HomeLock.take(home);
        if (lock.isEmpty()) {
            command.commandLine().getErr().println("Another pass is at work in " + folder + ". Try again later.");
            return ExitStatus.BUSY;
        }
        try (HomeLock held = lock.get()) {
            PassSummary summary = carryOut(home, options, clock, atWork);
            json.print(command, summary, PassReport.inWords(summary));
            if (summary.failure() != null) {
                command.commandLine().getErr().println(summary.failure());
            }
            PassReport.write(home, summary);
            return summary.exitStatus();
        }
    }

    private PassSummary carryOut(Home home, PassOptions options, Clock clock, Consumer<Runnable> atWork)
            throws IOException {
        Instant started = clock.instant();
        try (ConfigurableApplicationContext program = Application.startForRun(options.workers())) {
            return afterRun.of(program, NightlyPass.class, pass -> {
                atWork.accept(pass::stop);
                return pass.over(home, options);
            });
        } catch (RuntimeException noDatabase) {
            return PassSummary.neverBegun(started, clock.instant(), Failure.of(noDatabase));
        }
    }
}
