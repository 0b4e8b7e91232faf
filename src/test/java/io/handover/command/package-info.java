/** Tests of the command line. */
@NullMarked
package io.handover.command;

import org.jspecify.annotations.NullMarked;
