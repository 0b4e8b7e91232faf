/**
 * The PostgreSQL that Handover works on: its own or a configured one, its migrations, locks and bulk copies. Uses no
 * other package of Handover.
 */
@NullMarked
package io.handover.database;

import org.jspecify.annotations.NullMarked;
