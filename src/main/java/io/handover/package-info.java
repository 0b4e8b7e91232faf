/** Handover moves orders between Smart Accounts in bulk: the program's entry, and below it a package a concern. */
@NullMarked
package io.handover;

import org.jspecify.annotations.NullMarked;
