package io.handover.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Work that gets killed: what there is before it, what there is to do, and the command that does it. */
enum KilledWork {
    /** Of a file, chunk by chunk. */
    RUN(List.of(4), true) {
        @Override
        void arrive(Register register) {
            MixedRequests.file(register);
        }

        @Override
        Object[] command(Register register) {
            return register.arguments(mixed(register));
        }
    },

    /** Of what four runs have deferred: some clear, some wait on, some were overtaken or have waited too long. */
    RETRY(List.of(4), false) {
        @Override
        void prepare(Register register) {
            setExportStatus(register, n -> n % 2 == 0, "HELD");
            register.run(requests(register, "old.csv", n -> n % 12 == 0, "a.example"));
            register.sql
                    .sql("UPDATE runs SET started = started - interval '31 days'")
                    .update();
            register.run(requests(register, "held.csv", n -> n % 2 == 0 && n % 12 != 0, "a.example"));
            register.run(requests(register, "later.csv", n -> n % 10 == 0, "b.example"));
            setExportStatus(register, n -> n % 2 == 0 && n % 16 != 0, "CLEARED");
        }

        @Override
        Object[] command(Register register) {
            return with(register, "retry");
        }
    },

    /** Of a run some of whose orders were moved on or cancelled since. */
    UNDO(List.of(4), false) {
        @Override
        void prepare(Register register) {
            register.run(MixedRequests.file(register));
            register.run(register.file(
                    "since.csv",
                    Register.HEADER + ",justification",
                    orders(n -> n % 10 == 0).mapToObj(n -> "S" + n + ",b.example," + Register.ANN + ",sold")));
            register.sql
                    .sql("UPDATE orders SET status = 'CANCELLED' WHERE id % 101 = 0")
                    .update();
        }

        @Override
        Object[] command(Register register) {
            return with(register, "undo", 1);
        }
    },

    /** Of a file that is applied in one transaction. */
    ALL_OR_NOTHING(List.of(4), true) {
        @Override
        void arrive(Register register) {
            MixedRequests.file(register);
        }

        @Override
        Object[] command(Register register) {
            return register.arguments(mixed(register), "--max-rejected", "90%");
        }
    },

    /** Of a file that is not applied, because more is rejected than is allowed. */
    WITHHELD(List.of(5), false) {
        @Override
        void arrive(Register register) {
            MixedRequests.file(register);
        }

        @Override
        Object[] command(Register register) {
            return register.arguments(mixed(register), "--max-rejected", 0);
        }
    },

    /** Of a whole night: a feed, two files, and what was deferred, after which nothing waits. */
    NIGHTLY(List.of(4, 0), true) {
        @Override
        void prepare(Register register) {
            setExportStatus(register, n -> n % 2 == 0, "HELD");
            register.run(requests(register, "held.csv", n -> n % 2 == 0, "a.example"));
        }

        @Override
        void arrive(Register register) {
            try {
                Files.createDirectories(home(register).resolve("inbox/facts"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            requests(register, "inbox/b.csv", n -> n % 3 == 0 && n % 2 == 1, "b.example");
            requests(register, "inbox/a.csv", n -> n % 2 == 1 || n % 10 == 0, "a.example", "W1,nobody.example");
            register.file(
                    "inbox/facts/orders.csv",
                    "sales_order_number,web_order_number,kind,status,export_status,partner,account_domain,virtual_account",
                    orders(n -> n % 2 == 0)
                            .mapToObj(n ->
                                    "S%d,W%d,STANDARD,SHIPPED,CLEARED,P1,holding.p1.example,DEFAULT".formatted(n, n)));
        }

        @Override
        Object[] command(Register register) {
            return new Object[] {"nightly", "--home", home(register), "--accept-terms", "--json", "--settle", "0s"};
        }

        @Override
        List<String> leftOvers(Register register) {
            return filesBelow(home(register).resolve("inbox"));
        }

        @Override
        List<String> putAway(Register register) {
            return filesBelow(home(register).resolve("archive"));
        }
    };

    /** How it can end when it is not killed, at first and after it was done. */
    final List<Integer> statuses;

    /** Whether the command can be given again when the work is done; else it would be other work. */
    final boolean repeatable;

    KilledWork(List<Integer> statuses, boolean repeatable) {
        this.statuses = statuses;
        this.repeatable = repeatable;
    }

    /** Brings a register to where the work begins. */
    void prepare(Register register) {}

    /** Puts the files that the work is about into the register's folder. */
    void arrive(Register register) {}

    /** Returns the command line. */
    abstract Object[] command(Register register);

    /** Returns the files that must not be there in the end. */
    List<String> leftOvers(Register register) {
        return List.of();
    }

    /** Returns the files that were moved away, by name. */
    List<String> putAway(Register register) {
        return List.of();
    }

    /** Whether it moves all its orders in one moment, or none. */
    boolean isAllOrNothing() {
        return this == ALL_OR_NOTHING || this == WITHHELD;
    }

    private static Path home(Register register) {
        return register.reports().resolveSibling(".").normalize();
    }

    private static Path mixed(Register register) {
        return register.reports().resolveSibling("mixed.csv");
    }

    private static Object[] with(Register register, Object... command) {
        return Stream.concat(
                        Stream.of(command),
                        Stream.of("--accept-terms", "--results", "--json", "--out", register.reports()))
                .toArray();
    }

    private static Path requests(Register register, String name, IntPredicate which, String account, String... more) {
        Stream<String> moves = orders(which).mapToObj(n -> "S" + n + "," + account);
        return register.file(
                name, Register.HEADER, Stream.concat(moves, Stream.of(more)).map(line -> line + "," + Register.ANN));
    }

    private static IntStream orders(IntPredicate which) {
        return IntStream.rangeClosed(1, MixedRequests.ORDERS).filter(which);
    }

    private static void setExportStatus(Register register, IntPredicate which, String status) {
        register.sql
                .sql("UPDATE orders SET export_status = :status WHERE sales_order_number = ANY (:orders)")
                .param("status", status)
                .param("orders", orders(which).mapToObj(n -> "S" + n).toArray(String[]::new))
                .update();
    }

    private static List<String> filesBelow(Path folder) {
        try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            return files.filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
