package io.handover.assignment;

/**
 * A known requester.
 *
 * @param organization the partner that the person belongs to; blank for none
 * @param internal an employee of the vendor
 */
public record Person(String organization, boolean active, boolean internal) {}
