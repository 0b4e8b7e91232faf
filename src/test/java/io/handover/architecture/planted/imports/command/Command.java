package io.handover.architecture.planted.imports.command;

import io.handover.architecture.planted.imports.csv.CsvThatKnowsItsCommand;
import io.handover.architecture.planted.imports.database.DatabaseThatKnowsAFact;

/** Allowed: a command uses what is below it. */
public record Command(CsvThatKnowsItsCommand csv, DatabaseThatKnowsAFact database) {}
