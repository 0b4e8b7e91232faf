package io.handover.architecture.planted.nullness.marked;

/** Allowed. */
record InAMarkedPackage() {}
