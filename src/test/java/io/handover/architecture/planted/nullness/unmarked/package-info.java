/** Has a package-info, and no mark. */
package io.handover.architecture.planted.nullness.unmarked;
