package io.handover.architecture.planted.imports.database;

import io.handover.architecture.planted.imports.facts.Fact;

public record DatabaseThatKnowsAFact(Fact fact) {}
