package io.handover.architecture.planted.injection;

import org.springframework.beans.factory.annotation.Autowired;

class InjectedIntoItsField {
    @Autowired
    String needed = "";
}
