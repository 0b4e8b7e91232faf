/** Tests of the database, and {@code TestDatabase}, which gives tests of every package a real one. */
@NullMarked
package io.handover.database;

import org.jspecify.annotations.NullMarked;
