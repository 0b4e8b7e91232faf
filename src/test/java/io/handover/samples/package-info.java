/** Tests of {@code input-samples/}: what the program makes of the files that people try it with. */
@NullMarked
package io.handover.samples;

import org.jspecify.annotations.NullMarked;
