package io.handover.architecture.planted.imports.assignment;

import io.handover.architecture.planted.imports.database.Database;

record RuleThatLooksIntoTheDatabase(Database database) {}
