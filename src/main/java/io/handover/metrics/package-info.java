/** Figures for those who watch Handover, as Prometheus reads them from a file. */
@NullMarked
package io.handover.metrics;

import org.jspecify.annotations.NullMarked;
