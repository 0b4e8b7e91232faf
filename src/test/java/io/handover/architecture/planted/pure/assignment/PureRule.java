package io.handover.architecture.planted.pure.assignment;

import java.time.Duration;
import java.util.List;

/** Allowed: nothing but values. */
record PureRule(List<String> names, Duration limit) {}
