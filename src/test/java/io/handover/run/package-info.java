/** Tests of the job, from a file that comes in to the orders that have moved and the reports that go out. */
@NullMarked
package io.handover.run;

import org.jspecify.annotations.NullMarked;
