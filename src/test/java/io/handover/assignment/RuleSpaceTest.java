package io.handover.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Decides every situation of the rule space once, and holds each outcome against every law. */
class RuleSpaceTest {
    private static final int VIOLATIONS_SHOWN = 5;
    private static final Map<Law, List<String>> VIOLATIONS = new EnumMap<>(Law.class);
    private static final Set<Reason> REASONS = EnumSet.noneOf(Reason.class);
    private static final Set<Outcome.Status> STATUSES = EnumSet.noneOf(Outcome.Status.class);

    @BeforeAll
    static void decideEverySituation() {
        RuleSpace.situations().forEach(situation -> {
            Outcome outcome = situation.decide();
            REASONS.addAll(outcome.reasons());
            STATUSES.add(outcome.status());
            for (Law law : Law.values()) {
                if (!law.holds(situation, outcome)) {
                    note(law, situation, outcome);
                }
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void holdsInEverySituation(Law law) {
        assertThat(VIOLATIONS.getOrDefault(law, List.of())).isEmpty();
    }

    @Test
    void everyStatusOccurs() {
        assertThat(STATUSES).containsExactly(Outcome.Status.values());
    }

    @Test
    void everyReasonOccursThatTheRuleBookGives() {
        assertThat(REASONS).containsExactlyElementsOf(EnumSet.complementOf(EnumSet.copyOf(Codes.OF_NO_RULE)));
    }

    private static void note(Law law, Situation situation, Outcome outcome) {
        List<String> noted = VIOLATIONS.computeIfAbsent(law, key -> new ArrayList<>());
        if (noted.size() < VIOLATIONS_SHOWN) {
            noted.add("%s%n  decided: %s%n  reasons of the design: %s"
                    .formatted(situation, outcome, DesignOracle.reasons(situation)));
        }
    }
}
