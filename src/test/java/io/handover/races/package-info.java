/** Runs, feeds and statements by hand over the same orders at the same time, and what history says of the outcome. */
@NullMarked
package io.handover.races;

import org.jspecify.annotations.NullMarked;
