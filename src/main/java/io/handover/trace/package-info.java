/** Traces of runs for those who collect them by OpenTelemetry. It listens to the job, and nobody knows of it. */
@NullMarked
package io.handover.trace;

import org.jspecify.annotations.NullMarked;
