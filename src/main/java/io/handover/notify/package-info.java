/** Messages about runs: what is to be told, kept until it is, and the ways by which it goes out. */
@NullMarked
package io.handover.notify;

import org.jspecify.annotations.NullMarked;
