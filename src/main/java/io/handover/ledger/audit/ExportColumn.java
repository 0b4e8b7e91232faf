package io.handover.ledger.audit;

import static io.handover.ledger.audit.ValueType.INT;
import static io.handover.ledger.audit.ValueType.LONG;
import static io.handover.ledger.audit.ValueType.TEXT;
import static io.handover.ledger.audit.ValueType.TIME;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of an export, in their order, which is that of the header of a CSV file, the members of a JSON object and
 * the schema of a Parquet file.
 */
enum ExportColumn {
    DECIDED(TIME, true, row -> row.outcome().decided()),
    RUN(LONG, true, row -> row.outcome().run()),
    LINE(LONG, true, row -> row.outcome().line()),
    RECORD(INT, true, row -> row.outcome().record()),
    REFERENCE(TEXT, false, row -> row.outcome().reference()),
    REQUESTER(TEXT, false, row -> row.outcome().requester()),
    ORDER_NUMBER(TEXT, false, row -> row.outcome().orderNumber()),
    SALES_ORDER_NUMBER(TEXT, false, row -> row.outcome().salesOrderNumber()),
    WEB_ORDER_NUMBER(TEXT, false, row -> row.outcome().webOrderNumber()),
    FROM_ACCOUNT(TEXT, false, row -> row.outcome().fromAccount()),
    FROM_VIRTUAL_ACCOUNT(TEXT, false, row -> row.outcome().fromVirtualAccount()),
    TO_ACCOUNT(TEXT, false, row -> row.outcome().toAccount()),
    TO_VIRTUAL_ACCOUNT(TEXT, false, row -> row.outcome().toVirtualAccount()),
    STATUS(TEXT, true, row -> row.outcome().status()),
    CODES(TEXT, false, row -> row.outcome().codes()),
    MESSAGE(TEXT, false, row -> row.outcome().message()),
    JUSTIFICATION(TEXT, false, row -> row.outcome().justification()),
    CASE_NUMBER(TEXT, false, row -> row.outcome().caseNumber()),
    MODE(TEXT, true, ExportedRow::mode),
    STARTED_BY(TEXT, true, ExportedRow::startedBy),
    PROGRAM_VERSION(TEXT, true, ExportedRow::programVersion),
    TERMS_VERSION(TEXT, false, ExportedRow::termsVersion);

    /** The columns, each at its place. A list around an array is the quickest to go through for every row. */
    static final List<ExportColumn> IN_ORDER = Collections.unmodifiableList(Arrays.asList(values()));

    static final List<String> NAMES =
            Stream.of(values()).map(ExportColumn::columnName).toList();

    private final String columnName = name().toLowerCase(Locale.ROOT);
    private final ValueType type;
    private final boolean required;
    private final Function<ExportedRow, @Nullable Object> value;

    ExportColumn(ValueType type, boolean required, Function<ExportedRow, @Nullable Object> value) {
        this.type = type;
        this.required = required;
        this.value = value;
    }

    String columnName() {
        return columnName;
    }

    /** Returns where it stands in a row, from 0. */
    @SuppressWarnings("EnumOrdinal") // the order of the constants is that of the format
    int place() {
        return ordinal();
    }

    ValueType type() {
        return type;
    }

    /** Tells whether every row has a value in this column. */
    boolean required() {
        return required;
    }

    /** Returns the row's value in this column, of the class of its type, or null if it has none. */
    @Nullable
    Object of(ExportedRow row) {
        return value.apply(row);
    }
}
