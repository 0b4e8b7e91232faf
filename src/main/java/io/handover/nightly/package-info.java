/**
 * Unattended passes over a folder in which files arrive: feeds, request files and what is deferred, one after the
 * other, each file put away when it is done with. Uses all but the command line.
 */
@NullMarked
package io.handover.nightly;

import org.jspecify.annotations.NullMarked;
