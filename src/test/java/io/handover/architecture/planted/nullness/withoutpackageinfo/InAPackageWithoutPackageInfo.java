package io.handover.architecture.planted.nullness.withoutpackageinfo;

record InAPackageWithoutPackageInfo() {}
