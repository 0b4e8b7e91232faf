package io.handover.architecture.planted.mocks;

import java.util.function.Supplier;
import org.mockito.Mockito;

final class TestWithAMock {
    private TestWithAMock() {}

    static Supplier<?> mock() {
        return Mockito.mock(Supplier.class);
    }
}
