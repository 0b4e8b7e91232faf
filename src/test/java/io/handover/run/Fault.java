package io.handover.run;

import io.handover.database.FaultyNetwork.Fate;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What can go wrong between the program and its database at any moment. */
enum Fault {
    CUT_OF_ONE {
        @Override
        Fate strike(FaultyRegister faulty, Random random) {
            return Fate.IS_LOST;
        }
    },
    CUT_OF_ALL {
        @Override
        Fate strike(FaultyRegister faulty, Random random) {
            faulty.network.cut();
            return Fate.IS_LOST;
        }
    },
    LOST_ANSWER {
        @Override
        Fate strike(FaultyRegister faulty, Random random) {
            return Fate.ANSWER_IS_LOST;
        }
    },
    LOST_OWNER {
        @Override
        Fate strike(FaultyRegister faulty, Random random) {
            faulty.endSessionOfOwner();
            return Fate.ARRIVES;
        }
    },
    ENDED_SESSIONS {
        @Override
        Fate strike(FaultyRegister faulty, Random random) {
            faulty.endSessions();
            return Fate.ARRIVES;
        }
    },
    SHORT_OUTAGE {
        @Override
        Fate strike(FaultyRegister faulty, Random random) {
            faulty.network.goDown();
            later(random, faulty.network::comeBack);
            return Fate.IS_LOST;
        }
    },
    HANGING_NETWORK {
        @Override
        Fate strike(FaultyRegister faulty, Random random) {
            faulty.network.hang(true);
            later(random, () -> faulty.network.hang(false));
            return Fate.ARRIVES;
        }
    },
    OUTAGE {
        @Override
        Fate strike(FaultyRegister faulty, Random random) {
            faulty.network.goDown();
            return Fate.IS_LOST;
        }

        @Override
        Duration patience() {
            return Duration.ofSeconds(3);
        }
    };

    private static final int LONGEST_MILLIS = 1_500;

    /** Strikes when a statement is about to be sent, and says what becomes of that one. */
    abstract Fate strike(FaultyRegister faulty, Random random);

    /** How long the program shall try again. */
    Duration patience() {
        return FaultyRegister.LONG_PATIENCE;
    }

    private static void later(Random random, Runnable end) {
        int millis = random.nextInt(LONGEST_MILLIS);
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(end);
    }
}
