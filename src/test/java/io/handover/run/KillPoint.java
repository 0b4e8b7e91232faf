package io.handover.run;

import io.handover.command.ProgramProcess;
import io.handover.run.Gate.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Where in its work a program is killed, in the order of the work. */
enum KillPoint {
    RUN_ADDED(at(Place.RUN_ADDED)),
    STAGE_BEGINS(at(Place.STAGE_BEGINS)),
    STAGING(at(Place.STAGING)),
    MATCH_BEGINS(at(Place.MATCH_BEGINS)),
    MATCHING(at(Place.MATCHING)),
    ASSIGN_BEGINS(at(Place.ASSIGN_BEGINS)),
    PARTITIONING(at(Place.PARTITIONING)),
    CHUNK_WRITTEN(at(Place.CHUNK_WRITTEN)),
    CHUNK_COMMITTING(at(Place.CHUNK_COMMITTING)),
    CHUNK_COMMITTED(program -> program.await(program.moreOutcomes()) && program.kill()),
    BETWEEN_CHUNKS(program -> {
        if (!program.await(program.moreOutcomes())) {
            return false;
        }
        try (Gate gate = Gate.betweenChunks(program.register())) {
            return program.killAt(gate);
        }
    }),
    SEAL_BEGINS(at(Place.SEAL_BEGINS)),
    SEALING(at(Place.SEALING)),
    SEAL_COMMITTING(at(Place.SEAL_COMMITTING)),
    REPORTS_BEGIN(at(Place.REPORTS_BEGIN)),
    /** The file with the temporary name is there, and nothing is in it. */
    REPORT_BEGUN(atReading("requests")),
    FIRST_REPORT_NAMED(program -> program.await(program.isThere("rejections.csv")) && program.kill()),
    MANIFEST_MISSING(atReading("tallies")),
    REPORTS_WRITTEN(at(Place.REPORTS_WRITTEN)),
    COMPLETING(at(Place.COMPLETING)),
    COMPLETED(at(Place.COMPLETED)),
    SUMMARY_PRINTED(Program::killWhenItHasSpoken),
    /** Any time between the start of its process and its end. */
    AT_RANDOM(Program::killAtRandom);

    /** How a program is killed there. */
    private interface Way {
        /** Kills it; returns false when it ended by itself before it came there. */
        boolean kill(Program program) throws IOException, InterruptedException;
    }

    private final Way way;

    KillPoint(Way way) {
        this.way = way;
    }

    /** Kills the program there; returns false when it ended by itself before it came there. */
    boolean kill(Program program) throws IOException, InterruptedException {
        return way.kill(program);
    }

    /**
     * A program at work on the mixed requests.
     *
     * @param lifetime how long it lives when it is not disturbed, about
     */
    record Program(Register register, ProgramProcess process, Random random, Duration lifetime) {

        boolean isAlive() {
            return process.process().isAlive();
        }

        boolean kill() throws InterruptedException {
            boolean alive = isAlive();
            process.kill();
            return alive;
        }

        /** Kills it where it waits. One time in two the server gets no time to notice before it can go on. */
        boolean killAt(Gate gate) throws InterruptedException {
            if (!gate.awaitSomebody(this::isAlive)) {
                return false;
            }
            kill();
            if (random.nextBoolean()) {
                gate.letServerNotice();
            }
            return true;
        }

        boolean killAtRandom() throws InterruptedException {
            long moment = System.nanoTime() + random.nextLong(lifetime.toNanos());
            return await(() -> System.nanoTime() > moment) && kill();
        }

        boolean killWhenItHasSpoken() throws InterruptedException {
            return await(() -> printed().contains("{\"run\":")) && kill();
        }

        /** Waits until something is so; returns false when the program ended before. */
        boolean await(BooleanSupplier isSo) throws InterruptedException {
            while (!isSo.getAsBoolean()) {
                if (!isAlive()) {
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(1);
            }
            return true;
        }

        BooleanSupplier moreOutcomes() {
            long before = register.count("SELECT count(*) FROM outcomes");
            return () -> register.count("SELECT count(*) FROM outcomes") > before;
        }

        BooleanSupplier isThere(String endOfName) {
            return () -> {
                if (!Files.exists(register.reports())) {
                    return false;
                }
                try (Stream<Path> files = Files.list(register.reports())) {
                    return files.anyMatch(file -> file.toString().endsWith(endOfName));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };
        }

        private String printed() {
            try {
                return process.printed();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Way at(Place place) {
        return program -> {
            try (Gate gate = Gate.closed(program.register(), place)) {
                return program.killAt(gate);
            }
        };
    }

    /** Where the reports are written, at the first look into a table. */
    private static Way atReading(String table) {
        return program -> {
            Gate before = Gate.closed(program.register(), Place.REPORTS_BEGIN);
            if (!before.awaitSomebody(program::isAlive)) {
                before.close();
                return false;
            }
            try (Gate gate = Gate.closedTable(program.register(), table)) {
                before.close();
                return program.killAt(gate);
            }
        };
    }
}
