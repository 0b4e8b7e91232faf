/** Tests of how reports are named. */
@NullMarked
package io.handover.report;

import org.jspecify.annotations.NullMarked;
