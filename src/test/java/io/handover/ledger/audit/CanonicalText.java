package io.handover.ledger.audit;

import io.handover.ledger.NewRun.InputBytes;
import io.handover.ledger.RecordedOutcome;
import io.handover.ledger.Run;
import io.handover.ledger.Run.AcceptedTerms;
import io.handover.ledger.Statement;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Outcomes and statements out of what is hashed of them. */
final class CanonicalText {
    private final JsonNode members;

    private CanonicalText(String json) {
        members = JsonMapper.shared().readTree(json);
    }

    static RecordedOutcome outcome(String json) {
        CanonicalText text = new CanonicalText(json);
        return new RecordedOutcome(
                text.number("run"),
                (int) text.number("record"),
                text.number("line"),
                text.time("decided"),
                text.text("requester"),
                text.text("reference"),
                text.text("order_number"),
                text.text("sales_order_number"),
                text.text("web_order_number"),
                text.text("from_account"),
                text.text("from_virtual_account"),
                text.text("to_account"),
                text.text("to_virtual_account"),
                text.word("status"),
                text.text("codes"),
                text.text("message"),
                text.text("justification"),
                text.text("case_number"));
    }

    /** Returns the statement, as far as a run has what it says; what a tree has is given. */
    static Statement statement(String json, int outcomes, String root) {
        CanonicalText text = new CanonicalText(json);
        return new Statement(text.number("number"), text.run(), outcomes, root, text.time("sealed"));
    }

    private Run run() {
        String sha256 = text("input_sha256");
        String terms = text("terms_version");
        return new Run(
                number("run"),
                Run.Mode.valueOf(word("mode").toUpperCase(Locale.ROOT)),
                Run.Status.COMPLETED,
                word("input_name"),
                sha256 == null ? null : new InputBytes(0, sha256),
                members.has("undoes") ? number("undoes") : null,
                null,
                word("requester"),
                terms == null ? null : new AcceptedTerms(terms, time("terms_accepted")),
                word("started_by"),
                time("started"),
                null,
                word("program_version"),
                null,
                null,
                null,
                null,
                null,
                members.path("withheld").asBoolean(false),
                null);
    }

    private long number(String member) {
        return members.required(member).asLong();
    }

    private Instant time(String member) {
        return Instant.parse(members.required(member).asString());
    }

    private @Nullable String text(String member) {
        return members.has(member) ? word(member) : null;
    }

    private String word(String member) {
        return members.path(member).asString("");
    }
}
