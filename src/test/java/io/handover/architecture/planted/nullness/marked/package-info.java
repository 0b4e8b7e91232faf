/** Allowed. */
@NullMarked
package io.handover.architecture.planted.nullness.marked;

import org.jspecify.annotations.NullMarked;
