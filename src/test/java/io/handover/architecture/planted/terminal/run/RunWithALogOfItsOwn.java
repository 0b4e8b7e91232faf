package io.handover.architecture.planted.terminal.run;

import java.util.logging.Logger;

final class RunWithALogOfItsOwn {
    private RunWithALogOfItsOwn() {}

    static void log() {
        Logger.getAnonymousLogger().info("1 request read");
    }
}
