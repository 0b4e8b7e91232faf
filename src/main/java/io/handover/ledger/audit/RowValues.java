package io.handover.ledger.audit;

import io.handover.ledger.RecordedOutcome;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of one row while it is read. */
final class RowValues {
    private final Map<ExportColumn, Object> values = new EnumMap<>(ExportColumn.class);

    /**
     * @param value of the class of the column's type
     * @throws WrongRow when the column has a value already
     */
    void put(ExportColumn column, Object value) {
        if (values.put(column, value) != null) {
            throw new WrongRow(column.columnName() + " is there twice");
        }
    }

    /**
     * Returns the row.
     *
     * @throws WrongRow when a value is missing that no row is without
     */
    ExportedRow row() {
        return new ExportedRow(
                new RecordedOutcome(
                        required(ExportColumn.RUN, Long.class),
                        required(ExportColumn.RECORD, Integer.class),
                        required(ExportColumn.LINE, Long.class),
                        required(ExportColumn.DECIDED, Instant.class),
                        text(ExportColumn.REQUESTER),
                        text(ExportColumn.REFERENCE),
                        text(ExportColumn.ORDER_NUMBER),
                        text(ExportColumn.SALES_ORDER_NUMBER),
                        text(ExportColumn.WEB_ORDER_NUMBER),
                        text(ExportColumn.FROM_ACCOUNT),
                        text(ExportColumn.FROM_VIRTUAL_ACCOUNT),
                        text(ExportColumn.TO_ACCOUNT),
                        text(ExportColumn.TO_VIRTUAL_ACCOUNT),
                        required(ExportColumn.STATUS, String.class),
                        text(ExportColumn.CODES),
                        text(ExportColumn.MESSAGE),
                        text(ExportColumn.JUSTIFICATION),
                        text(ExportColumn.CASE_NUMBER)),
                required(ExportColumn.MODE, String.class),
                required(ExportColumn.STARTED_BY, String.class),
                required(ExportColumn.PROGRAM_VERSION, String.class),
                text(ExportColumn.TERMS_VERSION));
    }

    private <T> T required(ExportColumn column, Class<T> type) {
        Object value = values.get(column);
        if (value == null) {
            throw new WrongRow("there is no " + column.columnName());
        }
        return type.cast(value);
    }

    private @Nullable String text(ExportColumn column) {
        return (String) values.get(column);
    }
}
