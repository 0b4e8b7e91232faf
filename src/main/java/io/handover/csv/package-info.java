/** CSV files, read strictly and written safely, whatever they are about. Uses {@code assignment} for how texts are compared. */
@NullMarked
package io.handover.csv;

import org.jspecify.annotations.NullMarked;
