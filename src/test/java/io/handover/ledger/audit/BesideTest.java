package io.handover.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BesideTest {
    private static final int MANY = 50_500;

    @Test
    void worksOnAllInTheirOrder() throws IOException {
        List<Integer> worked = new ArrayList<>();

        try (Beside<Integer> beside = new Beside<>(worked::add)) {
            for (int item = 0; item < MANY; item++) {
                beside.add(item);
            }
            beside.end();
        }

        assertThat(worked).isEqualTo(IntStream.range(0, MANY).boxed().toList());
    }

    @Test
    void tellsOfAFailureAndWorksOnNothingAfterIt() throws IOException {
        IOException full = new IOException("No space left on device");
        List<Integer> worked = new ArrayList<>();

        try (Beside<Integer> beside = new Beside<>(item -> {
            if (item == 1_500) {
                throw full;
            }
            worked.add(item);
        })) {
            assertThatThrownBy(() -> {
                        for (int item = 0; item < MANY; item++) {
                            beside.add(item);
                        }
                        beside.end();
                    })
                    .isSameAs(full);
        }

        assertThat(worked).isEqualTo(IntStream.range(0, 1_500).boxed().toList());
    }

    @Test
    void tellsAtTheEndOfAFailureOfTheLast() throws IOException {
        IllegalStateException wrong = new IllegalStateException("The last is wrong.");

        try (Beside<Integer> beside = new Beside<>(item -> {
            throw wrong;
        })) {
            beside.add(1);

            assertThatThrownBy(beside::end).isSameAs(wrong);
        }
    }

    @Test
    void holdsNoMoreThanAFewThousand() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        AtomicInteger brought = new AtomicInteger();
        Thread bringing = new Thread(() -> {
            try (Beside<Integer> beside = new Beside<>(item -> await(slow))) {
                for (int item = 0; item < MANY; item++) {
                    beside.add(item);
                    brought.incrementAndGet();
                }
                beside.end();
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        });

        bringing.start();
        bringing.join(TimeUnit.SECONDS.toMillis(1));
        int broughtMeanwhile = brought.get();
        slow.countDown();
        bringing.join();

        assertThat(broughtMeanwhile).isBetween(1_000, 10_000);
        assertThat(brought).hasValue(MANY);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
