package io.handover.architecture.planted.imports.csv;

import io.handover.architecture.planted.imports.command.Command;

public record CsvThatKnowsItsCommand(Command command) {}
