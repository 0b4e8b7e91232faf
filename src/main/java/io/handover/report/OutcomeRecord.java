package io.handover.report;

import io.handover.assignment.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One request with what became of it, as a report tells it.
 *
 * @param fields of the request, as they came
 * @param line physical line of the input on which the request starts, from 1
 * @param reasons against it, primary one first
 * @param message the reasons in words; null when there are none
 */
record OutcomeRecord(
        List<String> fields,
        String line,
        String status,
        List<Reason> reasons,
        @Nullable String message,
        long run) {

    /** What the report adds to the columns of the input. */
    static final List<String> OUR_COLUMNS =
            List.of("__line", "__status", "__code", "__codes", "__message", "__action", "__run");

    /** Returns the fields and then a value for each of our columns. */
    List<String> values() {
        List<String> values = new ArrayList<>(fields.size() + OUR_COLUMNS.size());
        values.addAll(fields);
        values.add(line);
        values.add(status);
        values.add(reasons.isEmpty() ? "" : reasons.get(0).name());
        values.add(reasons.stream().map(Reason::name).collect(Collectors.joining(";")));
        values.add(message == null ? "" : message);
        values.add(Advice.on(reasons));
        values.add(Long.toString(run));
        return values;
    }
}
