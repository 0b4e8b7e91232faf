package io.handover.report;

import io.handover.assignment.Reason;
import java.util.List;
import java.util.stream.Collectors;

/** What to do about a request that was refused. */
public final class Advice {
    private Advice() {}

    /** Returns the sentences that go with the reasons; no sentence for none. */
    public static String on(List<Reason> reasons) {
        return actionable(reasons).stream().map(Reason::action).collect(Collectors.joining(" "));
    }

    /** A rejected request is not kept, so nobody is told to wait with it. */
    private static List<Reason> actionable(List<Reason> reasons) {
        List<Reason> toFix = reasons.stream()
                .filter(reason -> reason.kind() == Reason.Kind.FIX)
                .toList();
        return toFix.isEmpty() ? reasons : toFix;
    }
}
