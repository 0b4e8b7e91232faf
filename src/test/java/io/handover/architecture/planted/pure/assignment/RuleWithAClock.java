package io.handover.architecture.planted.pure.assignment;

import java.time.Clock;

record RuleWithAClock(Clock clock) {}
