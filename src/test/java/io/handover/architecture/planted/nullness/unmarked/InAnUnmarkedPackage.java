package io.handover.architecture.planted.nullness.unmarked;

record InAnUnmarkedPackage() {}
