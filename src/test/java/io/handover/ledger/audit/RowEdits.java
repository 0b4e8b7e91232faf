package io.handover.ledger.audit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Edits of one column each of one row each: every column of the table, and every way in which its value can go. */
@SuppressWarnings("InlineFormatString") // SQL stands at the top of the class that runs it.
final class RowEdits {
    /** What is set; of which rows; and how that shows. */
    private static final String EDITS = """
            requester = requester || ' '                            | requester <> ''               | changed
            requester = ''                                          | requester <> ''               | changed
            requester = ' '                                         | requester = ''                | changed
            reference = reference || ' '                            | reference IS NOT NULL         | changed
            reference = NULL                                        | reference IS NOT NULL         | changed
            reference = 'PO-1'                                      | reference IS NULL             | changed
            reference = ''                                          | reference IS NULL             | changed
            order_number = ' ' || order_number                      | order_number IS NOT NULL      | changed
            order_number = NULL                                     | order_number IS NOT NULL      | changed
            order_number = '4711'                                   | order_number IS NULL          | changed
            order_number = ''                                       | order_number IS NULL          | changed
            sales_order_number = sales_order_number || '0'          | order_key > 0                 | changed, misfiled
            sales_order_number = 's' || order_key                   | order_key > 0                 | changed, misfiled
            sales_order_number = NULL, order_key = -record          | status = 'REJECTED' AND order_key > 0  | changed
            sales_order_number = 'S1', order_key = 1                | order_key < 0                 | changed
            web_order_number = web_order_number || '1'              | web_order_number IS NOT NULL  | changed
            web_order_number = NULL                                 | web_order_number IS NOT NULL  | changed
            web_order_number = 'WEB-1'                              | web_order_number IS NULL      | changed
            web_order_number = ''                                   | web_order_number IS NULL      | changed
            from_account = 'mueller.example'                        | from_account IS NOT NULL      | changed
            from_account = NULL                                     | from_account IS NOT NULL      | changed
            from_account = 'mueller.example'                        | from_account IS NULL          | changed
            from_account = ''                                       | from_account IS NULL          | changed
            from_virtual_account = upper(from_virtual_account)      | from_virtual_account IS NOT NULL | changed
            from_virtual_account = NULL                             | from_virtual_account IS NOT NULL | changed
            from_virtual_account = 'default'                        | from_virtual_account IS NULL  | changed
            from_virtual_account = ''                               | from_virtual_account IS NULL  | changed
            to_account = 'müller.example'                           | to_account IS NOT NULL        | changed
            to_account = NULL                                       | to_account IS NOT NULL AND status <> 'ASSIGNED' | changed
            to_account = 'a.example'                                | to_account IS NULL            | changed
            to_account = ''                                         | to_account IS NULL            | changed
            to_virtual_account = normalize(to_virtual_account, NFD) | to_virtual_account IS NOT NULL | changed
            to_virtual_account = 'default'                          | to_virtual_account IS NULL    | changed
            to_virtual_account = ''                                 | to_virtual_account IS NULL    | changed
            to_account = to_virtual_account, to_virtual_account = to_account | status = 'ASSIGNED'  | changed
            status = 'UNCHANGED'                                    | status = 'ASSIGNED'           | changed, counts
            status = 'REJECTED'                                     | status = 'DEFERRED'           | changed, counts
            status = 'DEFERRED'                                     | status = 'REJECTED'           | changed, counts
            codes = ARRAY[codes[2], codes[1]]                       | cardinality(codes) = 2        | changed, counts
            codes = trim_array(codes, 1)                            | cardinality(codes) = 2        | changed
            codes = codes || codes[1]                               | codes IS NOT NULL             | changed
            codes = codes || NULL::text                             | cardinality(codes) = 1        | changed, counts
            codes = ARRAY[array_to_string(codes, ';')]              | cardinality(codes) > 1        | changed, counts
            codes = ARRAY[codes]                                    | cardinality(codes) > 1        | changed, counts
            codes = '{}'                                            | codes IS NOT NULL             | changed, counts
            codes = '{}'                                            | codes IS NULL                 | changed
            message = message || '.'                                | message IS NOT NULL           | changed
            message = ''                                            | message IS NOT NULL           | changed
            message = 'All is well.'                                | message IS NULL               | changed
            message = ''                                            | message IS NULL               | changed
            justification = reverse(justification)                  | justification = 'sold on'     | changed
            justification = NULL                                    | justification IS NOT NULL     | changed
            justification = 'sold on'                               | justification IS NULL         | changed
            justification = ''                                      | justification IS NULL         | changed
            justification = ltrim(justification, '''')              | justification = '''=1+1'      | changed
            case_number = lower(case_number)                        | case_number = 'CASE-1'        | changed
            case_number = NULL                                      | case_number IS NOT NULL       | changed
            case_number = 'CASE-1'                                  | case_number IS NULL           | changed
            case_number = ''                                        | case_number IS NULL           | changed
            decided = decided + interval '1 microsecond'            | true                          | changed
            decided = decided - interval '1 year'                   | true                          | changed
            decided = 'infinity'                                    | true                          | changed
            line = line + 1                                         | true                          | changed on the line after
            leaf = sha256(leaf)                                     | true                          | changed
            leaf = set_byte(leaf, 31, get_byte(leaf, 31) # 1)       | true                          | changed
            order_key = order_key + 1                               | order_key BETWEEN 1 AND 900   | misfiled
            order_key = 1000000000                                  | order_key > 0                 | misfiled
            order_key = -record - 1                                 | order_key < 0                 | misfiled
            order_key = -order_key, sales_order_number = NULL       | order_key > 0 AND status = 'DEFERRED' AND order_key <> record | changed, misfiled
            """;

    private static final String CHANGE = """
            UPDATE outcomes
            SET %s
            WHERE run_id = :run
              AND record = :record
              AND order_key = :key
            """;

    private RowEdits() {}

    static Stream<Attack> all() {
        return EDITS.lines()
                .map(line -> line.split("\\|(?!\\|)(?<!\\|\\|)", -1))
                .map(RowEdits::attack);
    }

    private static Attack attack(String[] edit) {
        String set = edit[0].strip();
        String condition = edit[1].strip();
        List<String> signs = List.of(edit[2].strip().split(", "));
        return new Attack(set + " where " + condition, hands -> {
            Place row = hands.row(condition);
            hands.change(row, CHANGE.formatted(set));
            Set<String> faults = new LinkedHashSet<>();
            signs.forEach(sign -> faults.add(fault(sign, row)));
            return faults;
        });
    }

    private static String fault(String sign, Place row) {
        return switch (sign) {
            case "changed" -> row.changed();
            case "changed on the line after" -> row.withLine(row.line() + 1).changed();
            case "misfiled" -> row.misfiled();
            case "counts" -> OwnersHands.counts(row.run());
            default -> throw new IllegalArgumentException(sign);
        };
    }
}
