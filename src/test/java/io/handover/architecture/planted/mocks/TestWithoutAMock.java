package io.handover.architecture.planted.mocks;

import java.util.function.Supplier;

/** Allowed. */
final class TestWithoutAMock {
    private TestWithoutAMock() {}

    static Supplier<String> real() {
        return () -> "real";
    }
}
