package io.handover.nightly;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The time that it is for a program that runs as a process of its own, which a test's clock does not reach. */
@TestConfiguration(proxyBeanMethods = false)
class ToldTime {
    private static final String TIME = "handover.told.time";

    /** Returns the properties by which a process is told the time, beside those that it needs anyway. */
    static Map<String, Object> with(Map<String, Object> properties, Instant time) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("spring.main.sources", ToldTime.class.getName());
        all.put(TIME, time);
        return all;
    }

    @Bean
    @Primary
    Clock told(@Value("${" + TIME + "}") String time) {
        return Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
    }
}
