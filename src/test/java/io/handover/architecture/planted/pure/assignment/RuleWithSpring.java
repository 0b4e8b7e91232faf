package io.handover.architecture.planted.pure.assignment;

import org.springframework.core.Ordered;

record RuleWithSpring(Ordered ordered) {}
