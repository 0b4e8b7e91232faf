/** The rules: what a request may do, as pure functions of values. Uses nothing but {@code java.*}. */
@NullMarked
package io.handover.assignment;

import org.jspecify.annotations.NullMarked;
