package io.handover.architecture.planted.terminal.run;

final class RunThatPrints {
    private RunThatPrints() {}

    static void print() {
        System.out.println("1 request read");
    }
}
