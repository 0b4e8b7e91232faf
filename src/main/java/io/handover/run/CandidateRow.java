package io.handover.run;

import io.handover.assignment.Account;
import io.handover.assignment.Facts;
import io.handover.assignment.Order;
import io.handover.assignment.Person;
import io.handover.assignment.Place;
import io.handover.assignment.Request;
import io.handover.assignment.Since;
import io.handover.assignment.VirtualAccount;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@link Candidates}' queries, whose columns it takes one after the other, in the order of their lists: by
 * name each would have to be looked up, a million times thirty.
 */
final class CandidateRow {
    private final ResultSet row;
    private int column;

    CandidateRow(ResultSet row) {
        this.row = row;
    }

    Candidate candidate(RequestForm form) throws SQLException {
        Turn turn = new Turn(row.getLong(++column), row.getInt(++column));
        long line = row.getLong(++column);
        String[] fields = (String[]) row.getArray(++column).getArray();
        Request request = form.read(fields, row.getString(++column), row.getBoolean(++column));
        Person requester = person();
        int ordersFound = row.getInt(++column);
        Order order = order(turn.orderKey());
        int orderVersion = row.getInt(++column);
        int accountsFound = row.getInt(++column);
        Account account = account();
        VirtualAccount virtualAccount = virtualAccount();
        Facts facts = new Facts(
                requester,
                ordersFound,
                ordersFound == 1 ? order : null,
                accountsFound,
                accountsFound == 1 ? account : null,
                accountsFound == 1 ? virtualAccount : null,
                row.getBoolean(++column),
                since());
        return new Candidate(turn, line, request, form.reference(fields), facts, orderVersion);
    }

    private @Nullable Person person() throws SQLException {
        String organization = row.getString(++column);
        boolean active = row.getBoolean(++column);
        boolean internal = row.getBoolean(++column);
        return organization == null ? null : new Person(organization, active, internal);
    }

    private @Nullable Order order(long id) throws SQLException {
        String number = row.getString(++column);
        String webNumber = row.getString(++column);
        String kind = row.getString(++column);
        String status = row.getString(++column);
        String exportStatus = row.getString(++column);
        String partner = row.getString(++column);
        boolean accessGranted = row.getBoolean(++column);
        Account account = account();
        VirtualAccount virtualAccount = virtualAccount();
        Place place = account == null || virtualAccount == null ? null : new Place(account, virtualAccount);
        return number == null
                ? null
                : new Order(
                        id,
                        number,
                        webNumber == null ? "" : webNumber,
                        Order.Kind.valueOf(kind),
                        status,
                        exportStatus,
                        partner,
                        place,
                        accessGranted);
    }

    private @Nullable Since since() throws SQLException {
        long earlierRun = row.getLong(++column);
        if (row.wasNull()) {
            return null;
        }
        boolean moved = row.getBoolean(++column);
        boolean followed = row.getBoolean(++column);
        boolean expired = row.getBoolean(++column);
        long lastMover = row.getLong(++column);
        String startedBy = row.getString(++column);
        String requester = row.getString(++column);
        return new Since(
                earlierRun,
                moved,
                followed,
                expired,
                startedBy == null ? null : new Since.Move(lastMover, startedBy, requester == null ? "" : requester));
    }

    private @Nullable Account account() throws SQLException {
        int id = row.getInt(++column);
        String domain = row.getString(++column);
        String type = row.getString(++column);
        String status = row.getString(++column);
        String partner = row.getString(++column);
        return domain == null ? null : new Account(id, domain, Account.Type.valueOf(type), status, partner);
    }

    private @Nullable VirtualAccount virtualAccount() throws SQLException {
        int id = row.getInt(++column);
        String name = row.getString(++column);
        return name == null ? null : new VirtualAccount(id, name);
    }
}
