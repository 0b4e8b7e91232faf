package io.handover.architecture.planted.injection;

import org.springframework.beans.factory.annotation.Autowired;

/** Allowed. */
class InjectedIntoItsConstructor {
    final String needed;

    @Autowired
    InjectedIntoItsConstructor(String needed) {
        this.needed = needed;
    }
}
