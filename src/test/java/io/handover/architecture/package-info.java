/** The rules that the code keeps about itself, each shown failing on a violation that was planted for it. */
@NullMarked
package io.handover.architecture;

import org.jspecify.annotations.NullMarked;
