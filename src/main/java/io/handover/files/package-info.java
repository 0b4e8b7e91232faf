/** Files as a whole: written so that they are there or not, for those who may read them. Knows nothing of Handover. */
@NullMarked
package io.handover.files;

import org.jspecify.annotations.NullMarked;
