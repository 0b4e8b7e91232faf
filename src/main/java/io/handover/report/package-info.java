/** The files that go out. */
@NullMarked
package io.handover.report;

import org.jspecify.annotations.NullMarked;
