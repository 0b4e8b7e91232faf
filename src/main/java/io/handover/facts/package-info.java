/** What Handover knows of orders, accounts and people, and the feeds that tell it. */
@NullMarked
package io.handover.facts;

import org.jspecify.annotations.NullMarked;
