package io.counterfoil.inventory;

import io.counterfoil.platform.Event;

/**
 * One thing that happened to an item.
 *
 * @param event what happened, to the item or to a range that it is in
 * @param state where the item stood after it
 */
public record ItemMoment(Event event, ItemState state) {}
