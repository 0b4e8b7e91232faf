package io.handover.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Writer;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** How facts are written for programs: names in lower case with underscores, times as ISO 8601 in UTC, null not at all. */
public final class Json {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private Json() {}

    /** Returns one object on one line, without a line end. */
    public static String inOneLine(Object facts) {
        return JSON.writeValueAsString(facts);
    }

    /** Writes one object on one line, without a line end. What an iterator gives is written as an array, one by one. */
    public static void writeInOneLine(Writer out, Object facts) {
        JSON.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET).writeValue(out, facts);
    }

    /** Returns one object over several lines, in UTF-8. */
    static byte[] inLines(Object facts) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(facts);
    }
}
