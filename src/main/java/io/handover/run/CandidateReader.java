package io.handover.run;

import io.handover.database.Locks;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the candidates of one range, a page for each chunk, within the chunk's transaction: page and chunk are of the
 * same size, so that every candidate's facts are as fresh as the transaction that acts on them. Before the look at
 * the facts it makes sure that the run is still this process's own, and takes the lock of the facts, shared: until the
 * chunk has committed nobody can change them. Where to go on after a restart {@link OrderRanges} reads from the outcomes.
 */
class CandidateReader implements ItemStreamReader<Candidate> {
    private final Runnable fence;
    private final JdbcClient database;
    private final Candidates candidates;
    private final boolean locksFacts;
    private final int pageSize;
    private Turn after = Turn.BEFORE_ALL;
    private Turn last = Turn.BEFORE_ALL;
    private boolean ended;
    private Iterator<Candidate> page = Collections.emptyIterator();

    /**
     * @param fence throws when the run was taken over, and else keeps it from being so until the transaction ends
     * @param locksFacts false for a preview, which acts on nothing and so keeps nobody waiting
     */
    CandidateReader(Runnable fence, JdbcClient database, Candidates candidates, boolean locksFacts, int pageSize) {
        this.fence = fence;
        this.database = database;
        this.candidates = candidates;
        this.locksFacts = locksFacts;
        this.pageSize = pageSize;
    }

    @Override
    public void open(ExecutionContext context) {
        after = Turn.of(context, OrderRanges.AFTER);
        last = Turn.of(context, OrderRanges.LAST);
    }

    @Override
    public @Nullable Candidate read() {
        if (!page.hasNext() && !ended) {
            fence.run();
            if (locksFacts) {
                Locks.takeShared(database, Locks.FACTS);
            }
            List<Candidate> next = candidates.next(after, last, pageSize);
            ended = next.size() < pageSize;
            if (!next.isEmpty()) {
                after = next.get(next.size() - 1).turn();
            }
            page = next.iterator();
        }
        return page.hasNext() ? page.next() : null;
    }

    @Override
    public void update(ExecutionContext context) {
        if (page.hasNext()) {
            throw new IllegalStateException("A page outlasts its chunk; its facts would be stale.");
        }
    }
}
