package io.handover.architecture.planted.imports.facts;

public record Fact() {}
