/** The job: intake, matching, deciding, applying; starting runs and resuming them. */
@NullMarked
package io.handover.run;

import org.jspecify.annotations.NullMarked;
