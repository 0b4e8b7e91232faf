package io.handover.run;

import io.handover.assignment.Facts;
import io.handover.assignment.Request;

/**
 * A request that is about to be decided, with the facts as they are now.
 *
 * @param line physical line on which the record starts
 * @param reference the requester's own; blank for none
 * @param orderVersion the version of the order's row that the facts come from; 0 without an order
 */
record Candidate(Turn turn, long line, Request request, String reference, Facts facts, int orderVersion) {}
