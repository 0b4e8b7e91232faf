/** The command line: a class a command. */
@NullMarked
package io.handover.command;

import org.jspecify.annotations.NullMarked;
