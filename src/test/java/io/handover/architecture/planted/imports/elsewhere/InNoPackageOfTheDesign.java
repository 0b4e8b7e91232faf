package io.handover.architecture.planted.imports.elsewhere;

record InNoPackageOfTheDesign() {}
