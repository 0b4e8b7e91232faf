package io.handover.architecture.planted.imports.database;

public record Database() {}
