package io.handover.assignment;

/**
 * A folder of an account.
 *
 * @param id what tells virtual accounts apart inside Handover
 */
public record VirtualAccount(int id, String name) {}
