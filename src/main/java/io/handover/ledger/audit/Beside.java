package io.handover.ledger.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.io.function.IOConsumer;

/**
 * Work on many items, one after the other in their order, by a thread beside the one that brings them: what comes from
 * the database is worked on while more of it comes. It comes by fits and starts, so some batches of items may wait; not
 * so many that a young collection would find more of them than fits among the survivors.
 */
final class Beside<T> implements AutoCloseable {
    private static final int BATCH = 250;
    private static final int WAITING_BATCHES = 8;

    private final IOConsumer<T> work;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Queue<Future<?>> handedOver = new ArrayDeque<>();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private List<T> batch = new ArrayList<>(BATCH);

    Beside(IOConsumer<T> work) {
        this.work = work;
    }

    /** Brings an item. A failure of the work on earlier ones comes out here or at the end. */
    void add(T item) throws IOException {
        batch.add(item);
        if (batch.size() == BATCH) {
            handOver();
        }
    }

    /** Waits until all items are worked on. */
    void end() throws IOException {
        handOver();
        await(last);
    }

    private void handOver() throws IOException {
        if (handedOver.size() > WAITING_BATCHES) {
            await(handedOver.remove());
        }
        List<T> items = batch;
        batch = new ArrayList<>(BATCH);
        // What comes after a batch that failed is not worked on.
        last = last.thenRunAsync(() -> workOn(items), thread);
        handedOver.add(last);
    }

    private void workOn(List<T> items) {
        try {
            for (T item : items) {
                work.accept(item);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void await(Future<?> batch) throws IOException {
        try {
            batch.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while others worked.", interrupted);
        } catch (ExecutionException failure) {
            throw unwrapped(Objects.requireNonNull(failure.getCause()));
        }
    }

    private static RuntimeException unwrapped(Throwable cause) throws IOException {
        if (cause instanceof UncheckedIOException failure) {
            throw Objects.requireNonNull(failure.getCause());
        }
        if (cause instanceof RuntimeException failure) {
            throw failure;
        }
        throw new IllegalStateException(cause);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
